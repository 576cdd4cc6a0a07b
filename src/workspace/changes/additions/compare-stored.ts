import { pluralize } from '../../../content/answer/pluralize.js';
import type { BlockTree } from '../../../content/blocks/from-blocks.js';
import type { NewBlock } from '../../../content/markdown/compose/new-blocks.js';
import { ToolError } from '../../../errors.js';
import type { Block } from '../../../notion/endpoints/blocks.js';
import type { NotionSession } from '../../../notion/session.js';
import { field } from '../../../text/json.js';
import { quote } from '../../../text/quote.js';
import type { LookupBudget } from '../../lookup-budget.js';
import { isWhole, readBlockTrees } from '../../pages/block-trees.js';
import { keyOfNewTree, keyOfStoredTree } from './block-key.js';
import { firstWords } from './first-words.js';

/** Blocks that are named where they differ, and the characters of each. */
const MAX_NAMED = 3;
const MAX_NAMED_CHARACTERS = 60;

/** What is said where nothing differs. */
export const AS_SENT = 'Read back: as sent.';

/** How the blocks that Notion has differ from those that were sent, in words. What is nested costs a request a list. */
export async function compareStored(
  session: NotionSession,
  sent: readonly NewBlock[],
  stored: readonly Block[],
  lookups: LookupBudget,
): Promise<string> {
  const different: NewBlock[] = [];
  let unread = 0;
  for (const [at, wanted] of sent.entries()) {
    const block = stored[at];
    const tree = block && (await treeOf(session, block, wanted.children.length > 0, lookups));
    if (block !== undefined && tree === undefined) {
      unread += 1;
    } else if (tree === undefined || keyOfStoredTree(tree) !== keyOfNewTree(wanted)) {
      different.push(wanted);
    }
  }
  return [
    different.length > 0
      ? `Notion stored ${pluralize(different.length, 'block')} otherwise than sent: ${different
          .slice(0, MAX_NAMED)
          .map((block) => quote(firstWords([block], MAX_NAMED_CHARACTERS)))
          .join(', ')}.`
      : '',
    unread > 0 ? `What is nested in ${pluralize(unread, 'block')} was not read back.` : '',
    different.length + unread === 0 ? AS_SENT : '',
  ]
    .filter((note) => note !== '')
    .join(' ');
}

async function treeOf(
  session: NotionSession,
  block: Block,
  hasChildren: boolean,
  lookups: LookupBudget,
): Promise<BlockTree | undefined> {
  if (!('type' in block)) {
    return undefined;
  }
  if (!hasChildren && field(block, 'has_children') !== true) {
    return { block, children: [], complete: true };
  }
  try {
    const { trees, complete } = await readBlockTrees(session, block.id, lookups);
    return complete && trees.every(isWhole) ? { block, children: trees, complete } : undefined;
  } catch (error) {
    if (error instanceof ToolError) {
      return undefined;
    }
    throw error;
  }
}
