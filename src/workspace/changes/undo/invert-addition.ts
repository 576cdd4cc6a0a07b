import { truncateText } from '../../../content/answer/truncate.js';
import { escapeText } from '../../../content/rich-text/escape.js';
import { loosePlainText } from '../../../content/rich-text/rich-text.js';
import { isNotFound } from '../../../errors.js';
import { updateBlock } from '../../../notion/endpoints/block-writes.js';
import { retrieveBlock, type Block } from '../../../notion/endpoints/blocks.js';
import type { WritingSession } from '../../../notion/session.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import { field, textField } from '../../../text/json.js';
import { counted, say } from '../../../text/words.js';
import { LookupBudget } from '../../lookup-budget.js';
import { isWhole, readBlockTrees } from '../../pages/block-trees.js';
import { isBeginningOfOne, type KeyTree } from '../additions/block-key.js';
import { requestItems } from '../edits/request-items.js';
import { textRuns } from '../edits/text-runs.js';
import { listBlocks, recordedAppend } from '../additions/find-appended.js';
import type { PlannedStep } from '../change-journal.js';
import type { ChangeStep } from '../run-change.js';
import { refused, type Inverse, type Invert } from './inverse.js';
import { invertPage } from './page-in-use.js';

/** Lists that are read of what is nested in added blocks, to see whether it is still as it was added. */
const MAX_NESTED_LISTS = 200;
/** Characters by which an answer names a block. */
const MAX_SHOWN_CHARACTERS = 80;

/** Blocks that were added go to the trash with what is nested in them, each unless it was changed since. */
export const invertAddition: Invert = async (session, step, { ids }) => {
  const { parent, keys, trees } = recordedAppend.parse(step.after);
  if (trees.length === 0) {
    return [{ kind: 'needless' }];
  }
  // In the trash, Notion lists blocks and refuses to change them.
  const page = await invertPage(session, step, step.target, () => ({ kind: 'needless' }));
  if (page.kind === 'refused') {
    return [page];
  }
  let blocks: readonly Block[];
  try {
    blocks = (await listBlocks(session, parent)).items;
  } catch (error) {
    if (isNotFound(error)) {
      return [refused(step, say`The page is gone, or no longer shared with this connection.`)];
    }
    throw error;
  }
  const known = new Map(blocks.map((block) => [block.id, block]));
  const lookups = new LookupBudget(MAX_NESTED_LISTS);
  const inverses: Inverse[] = [];
  for (const id of ids) {
    const block = known.get(id);
    inverses.push(
      block === undefined
        ? await inverseOfMissing(session, step, id)
        : await inverseOfBlock(session, step, block, trees, lookups),
    );
  }
  const missing = keys.length - ids.length;
  if (missing > 0) {
    // Its answer was lost, and a look finds only what is still as it was sent.
    inverses.push({
      kind: 'needless',
      note: say`${counted(missing, 'of its blocks was', 'of its blocks were')} changed, moved or removed since.`,
    });
  }
  return inverses;
};

/** What is in the trash already needs nothing. */
async function inverseOfMissing(session: WritingSession, step: PlannedStep, id: string): Promise<Inverse> {
  try {
    const block = await retrieveBlock(session, id);
    return isInTrash(block)
      ? { kind: 'needless' }
      : refused(step, say`A block was moved, or not found among so many.`);
  } catch (error) {
    if (isNotFound(error)) {
      return { kind: 'needless' };
    }
    throw error;
  }
}

async function inverseOfBlock(
  session: WritingSession,
  step: PlannedStep,
  block: Block,
  planned: readonly KeyTree[],
  lookups: LookupBudget,
): Promise<Inverse> {
  const hasChildren = field(block, 'has_children') === true;
  const { trees, complete } = hasChildren
    ? await readBlockTrees(session, block.id, lookups)
    : { trees: [], complete: true };
  const name = blockText(block) || blockType(block);
  if (!complete || !trees.every(isWhole)) {
    return refused(step, say`Whether ${name} was changed since could not be read.`);
  }
  if (!isBeginningOfOne({ block, children: trees, complete }, planned)) {
    return refused(step, say`${name} was changed since, or Notion stored it otherwise.`);
  }
  return {
    kind: 'possible',
    unit: 'block',
    step: trashBlock(session, step, block),
    shown: `${shownBlock(block)}: to the trash`,
    lost: [],
  };
}

function trashBlock(
  session: WritingSession,
  { target, title }: PlannedStep,
  block: Block,
): ChangeStep<Block | undefined> {
  const { id } = block;
  const type = textField(block, 'type') ?? '';
  const text = field(field(block, type), 'rich_text');
  const state = {
    page: target,
    type,
    content: text === undefined ? {} : { rich_text: requestItems(textRuns(text)) },
  };
  const request = updateBlock(id, { in_trash: true });
  const read = (): Promise<Block> => retrieveBlock(session, id);
  return {
    // As an edit that removes a block, so that it comes back as one.
    planned: {
      action: 'edit',
      target: id,
      title,
      before: { ...state, isRemoved: false },
      after: { ...state, isRemoved: true },
    },
    idsOf: () => [id],
    write: {
      endpoint: request.endpoint,
      page: target,
      place: say`a block of the page ${title}`,
      send: async (client) => {
        const answer = await request.send(client);
        return 'type' in answer ? answer : undefined;
      },
      prove: () => proveUpdated({ read, isSaved: isInTrash, isUntouched: (block) => !isInTrash(block) }),
      readSaved: read,
      recheck: () => Promise.resolve(),
    },
  };
}

function isInTrash(block: Block): boolean {
  return field(block, 'in_trash') === true;
}

/** A block by its text, else by its type. */
export function shownBlock(block: Block): string {
  const text = blockText(block);
  return text === '' ? `[${blockType(block)}]` : escapeText(truncateText(text, MAX_SHOWN_CHARACTERS));
}

function blockText(block: Block): string {
  const text = loosePlainText(field(field(block, textField(block, 'type') ?? ''), 'rich_text'));
  return text.replaceAll(/\s+/g, ' ').trim();
}

function blockType(block: Block): string {
  return (textField(block, 'type') ?? 'block').replaceAll('_', ' ');
}
