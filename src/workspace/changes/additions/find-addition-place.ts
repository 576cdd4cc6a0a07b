import type { PageObjectResponse } from '@notionhq/client';
import { documentFromBlocks, type BlockTree } from '../../../content/blocks/from-blocks.js';
import { noNames } from '../../../content/names.js';
import { anchorFromUrl } from '../../../content/notion-id.js';
import { plainFromDialect } from '../../../content/markdown/markdown-inline.js';
import { loosePlainText } from '../../../content/rich-text/rich-text.js';
import { findSection } from '../../../content/view/find-section.js';
import { InputError } from '../../../errors.js';
import type { BlockPosition } from '../../../notion/endpoints/block-writes.js';
import { stateOf } from '../../../notion/object-state.js';
import type { NotionSession } from '../../../notion/session.js';
import { field, textField } from '../../../text/json.js';
import { foldText } from '../../../text/match-text.js';
import { quote } from '../../../text/quote.js';
import { listNames, say, type Words } from '../../../text/words.js';
import { LookupBudget } from '../../lookup-budget.js';
import { findTargetToChange, readCurrentWith } from '../../names/find-page.js';
import { titleOf } from '../../names/titles.js';
import { readBlockTrees } from '../../pages/block-trees.js';
import { findRows } from './table-place.js';
import { isCopy } from '../edits/editable-blocks.js';

/** Lists of at most a hundred blocks that are read to find a place. */
const MAX_LISTS = 60;

/** A place for new blocks: in a page, or within one of its blocks. */
export interface AdditionPlace {
  readonly page: PageObjectResponse;
  readonly title: string;
  readonly parent: string;
  readonly position: BlockPosition;
  /** `at the end`. */
  readonly says: string;
  /** The texts of the first row of the table in which it is: there, only rows can be. */
  readonly head?: readonly string[];
}

/** Words for the ends of a page; Notion's API has two of its own for new pages. */
const EDGES: ReadonlyMap<string, 'start' | 'end'> = new Map([
  ['start', 'start'],
  ['beginning', 'start'],
  ['top', 'start'],
  ['page_start', 'start'],
  ['end', 'end'],
  ['bottom', 'end'],
  ['page_end', 'end'],
]);

/** Finds the place that `where` means, as the page is now. */
export async function findAdditionPlace(
  session: NotionSession,
  text: string,
  where: string,
): Promise<AdditionPlace> {
  const target = await findTargetToChange(session, text);
  const [, way, sought = ''] = /^(after|end of):\s*(\S.*)$/is.exec(where) ?? [];
  const edge = EDGES.get(where.toLowerCase());
  const { page, more } = await readCurrentWith(session, target, text, requireInUse, (id) =>
    edge !== undefined || way === undefined
      ? Promise.resolve(undefined)
      : readBlockTrees(session, id, new LookupBudget(MAX_LISTS)),
  );
  const common = { page, title: titleOf(page) };
  if (edge !== undefined) {
    return { ...common, parent: page.id, position: { type: edge }, says: `at the ${edge}` };
  }
  if (way === undefined || more === undefined) {
    throw new InputError(
      'where',
      say`${where} is no place.`,
      say`Pass end, start, "after: " and a heading or text, or "end of: " and a heading.`,
    );
  }
  const { trees } = more;
  const nodes = nodesOf(trees, page.id);
  return way.toLowerCase() === 'after'
    ? { ...common, ...(afterRow(trees, sought) ?? after(nodes, sought)) }
    : { ...common, ...endOf(trees, nodes, page.id, common.title, sought) };
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

interface Node {
  readonly tree: BlockTree;
  readonly parent: string;
  readonly text: string;
}

type Place = Pick<AdditionPlace, 'parent' | 'position' | 'says' | 'head'>;

/** In reading order. Copies of synced blocks show what lies elsewhere; rows and columns take no text beside them. */
function nodesOf(trees: readonly BlockTree[], parent: string): readonly Node[] {
  return trees.flatMap((tree) => {
    const type = typeOf(tree);
    const own = {
      tree,
      parent,
      text: foldText(loosePlainText(field(field(tree.block, type), 'rich_text'))).trim(),
    };
    const isClosed = isCopy(tree.block) || type === 'table';
    return [own, ...(isClosed ? [] : nodesOf(tree.children, tree.block.id))];
  });
}

function afterRow(trees: readonly BlockTree[], sought: string): Place | undefined {
  const [row, ...others] = findRows(trees, sought);
  if (row === undefined) {
    return undefined;
  }
  requireOne(sought, others.length + 1, say`Pass a row with other cells.`);
  return { parent: row.tableId, position: behind(row.id), says: `after ${quote(sought)}`, head: row.head };
}

function requireOne(sought: string, count: number, advice: Words): void {
  if (count > 1) {
    throw new InputError('where', say`${sought} stands in the page ${count} times.`, advice);
  }
}

function after(nodes: readonly Node[], sought: string): Place {
  const id = anchorFromUrl(sought);
  const wanted = foldText(plainFromDialect(sought.replace(/^#+\s+(?=\S)/, ''))).trim();
  const isHeading = ({ tree }: Node): boolean => typeOf(tree).startsWith('heading_');
  const stages: readonly ((node: Node) => boolean)[] = [
    ({ tree }) => tree.block.id === id,
    (node) => isHeading(node) && node.text === wanted,
    ({ text }) => text === wanted,
    ({ text }) => text.startsWith(wanted),
    ({ text }) => text.includes(wanted),
  ];
  const found = stages.map((fits) => nodes.filter(fits)).find(({ length }) => length > 0) ?? [];
  const [only, ...others] = found;
  if (only === undefined) {
    throw new InputError(
      'where',
      say`No text ${sought} was found in the page.`,
      say`Copy a heading or a line from notion_read_page.`,
    );
  }
  requireOne(sought, others.length + 1, say`Pass more of the line, or the block's URL.`);
  return isToggleHeading(only.tree)
    ? { parent: only.tree.block.id, position: { type: 'start' }, says: `after ${quote(sought)}` }
    : { parent: only.parent, position: behind(only.tree.block.id), says: `after ${quote(sought)}` };
}

function endOf(
  trees: readonly BlockTree[],
  nodes: readonly Node[],
  pageId: string,
  title: string,
  sought: string,
): Place {
  const found = findSection(documentFromBlocks(trees, noNames, pageId), sought, title);
  if ('isPage' in found) {
    return { parent: pageId, position: { type: 'end' }, says: 'at the end' };
  }
  const says = `at the end of ${quote(sought)}`;
  if ('candidates' in found) {
    throw new InputError(
      'where',
      found.isAmbiguous ? say`More than one heading fits ${sought}.` : say`No heading fits ${sought}.`,
      found.candidates.length === 0
        ? say`The page has no headings: pass end.`
        : say`Pass one of ${listNames(found.candidates)}.`,
    );
  }
  const ids = found.blocks.flatMap(({ id }) => id ?? []);
  const heading = nodes.find(({ tree }) => tree.block.id === ids[0]);
  if (heading !== undefined && isToggleHeading(heading.tree)) {
    return { parent: heading.tree.block.id, position: { type: 'end' }, says };
  }
  const last = nodes.find(({ tree }) => tree.block.id === ids.at(-1));
  if (last === undefined) {
    throw new InputError(
      'where',
      say`The end of this section was not found.`,
      say`Pass "after: " and its last line.`,
    );
  }
  return { parent: last.parent, position: behind(last.tree.block.id), says };
}

function behind(id: string): BlockPosition {
  return { type: 'after_block', after_block: { id } };
}

function isToggleHeading({ block, children }: BlockTree): boolean {
  const type = textField(block, 'type') ?? '';
  return (
    type.startsWith('heading_') &&
    (children.length > 0 || field(field(block, type), 'is_toggleable') === true)
  );
}

function typeOf({ block }: BlockTree): string {
  return textField(block, 'type') ?? '';
}
