import type { PageObjectResponse } from '@notionhq/client';
import { documentFromBlocks, type BlockTree } from '../../../content/blocks/from-blocks.js';
import type { DocumentBlock } from '../../../content/document.js';
import { noNames } from '../../../content/names.js';
import { findSection } from '../../../content/view/find-section.js';
import { InputError } from '../../../errors.js';
import { stateOf } from '../../../notion/object-state.js';
import type { NotionSession } from '../../../notion/session.js';
import { listNames, say } from '../../../text/words.js';
import { LookupBudget } from '../../lookup-budget.js';
import { findTargetToChange, readCurrentWith } from '../../names/find-page.js';
import { titleOf } from '../../names/titles.js';
import { readBlockTrees } from '../../pages/block-trees.js';
import { editableBlocks, isCopy, type EditableBlock } from './editable-blocks.js';

/** Lists of at most a hundred blocks that are read of one page. */
const MAX_LISTS = 60;

/** A page with the blocks that can be edited. */
export interface EditablePage {
  readonly page: PageObjectResponse;
  readonly title: string;
  readonly blocks: readonly EditableBlock[];
  /** Parts that were not read, so that nothing in them is found; '' if there are none. */
  readonly missing: string;
}

/** Reads the blocks of a page, or of what is under a heading, as they are now. */
export async function readEditablePage(
  session: NotionSession,
  text: string,
  under: string | undefined,
): Promise<EditablePage> {
  const target = await findTargetToChange(session, text);
  const {
    page,
    more: { trees, complete },
  } = await readCurrentWith(session, target, text, requireInUse, (id) =>
    readBlockTrees(session, id, new LookupBudget(MAX_LISTS)),
  );
  const title = titleOf(page);
  const inside = under === undefined ? undefined : idsUnder(trees, page.id, title, under);
  return {
    page,
    title,
    blocks: editableBlocks(trees, inside && ((id) => inside.has(id))),
    missing: missingNote(trees, complete),
  };
}

function requireInUse(page: PageObjectResponse): void {
  if (stateOf(page) !== undefined) {
    throw new InputError(
      'page',
      say`The page is in the trash or archived, where Notion changes nothing.`,
      say`Restore it first: notion_organize_pages does it.`,
    );
  }
}

/** Ids of the blocks that a section has at its own level. */
function idsUnder(
  trees: readonly BlockTree[],
  pageId: string,
  title: string,
  under: string,
): ReadonlySet<string> | undefined {
  const found = findSection(documentFromBlocks(trees, noNames, pageId), under, title);
  if ('isPage' in found) {
    return undefined;
  }
  if ('candidates' in found) {
    throw new InputError(
      'under',
      found.isAmbiguous ? say`More than one heading fits ${under}.` : say`No heading fits ${under}.`,
      found.candidates.length === 0
        ? say`The page has no headings: leave out under.`
        : say`Pass one of ${listNames(found.candidates)}.`,
    );
  }
  return new Set(found.blocks.flatMap(({ id }: DocumentBlock) => id ?? []));
}

function missingNote(trees: readonly BlockTree[], isWhole: boolean): string {
  let [unread, copies] = [isWhole ? 0 : 1, 0];
  const open = [...trees];
  for (let tree = open.pop(); tree !== undefined; tree = open.pop()) {
    if (isCopy(tree.block)) {
      copies += 1;
      continue;
    }
    unread += tree.complete ? 0 : 1;
    open.push(...tree.children);
  }
  return [
    unread > 0
      ? `Parts of the page were not read (${unread}), so nothing was looked for there: pass under, or the page in parts.`
      : '',
    copies > 0 ? `Synced copies were left out (${copies}): edit the page that has the original.` : '',
  ]
    .filter((note) => note !== '')
    .join(' ');
}
