import type { BlockTree } from '../../../content/blocks/from-blocks.js';
import { plainFromDialect } from '../../../content/markdown/markdown-inline.js';
import { rowBlocks, type NewBlock } from '../../../content/markdown/compose/new-blocks.js';
import { cellsOfRows } from '../../../content/markdown/compose/printed-rows.js';
import { loosePlainText } from '../../../content/rich-text/rich-text.js';
import { InputError } from '../../../errors.js';
import { arrayOf, field, textField } from '../../../text/json.js';
import { foldText } from '../../../text/match-text.js';
import { counted, say } from '../../../text/words.js';
import { isCopy } from '../edits/editable-blocks.js';

/** A row of a table, after which others can be added. */
interface FoundRow {
  readonly id: string;
  readonly tableId: string;
  /** The texts of the table's first row, folded. */
  readonly head: readonly string[];
}

/** The rows that are printed like this: `| a | b |`. */
export function findRows(trees: readonly BlockTree[], sought: string): readonly FoundRow[] {
  const [cells, ...others] = cellsOfRows(sought) ?? [];
  if (cells === undefined || others.length > 0) {
    return [];
  }
  const wanted = cells.map((cell) => folded(plainFromDialect(cell)));
  return tablesIn(trees).flatMap(({ block, children }) => {
    const head = textsOf(children[0]);
    return children
      .filter((row) => isSame(textsOf(row), wanted))
      .map((row) => ({ id: row.block.id, tableId: block.id, head }));
  });
}

/** The rows of a text for a table with this head, which is left out where it comes along. */
export function rowsToAdd(content: string, head: readonly string[]): readonly NewBlock[] {
  const rows = cellsOfRows(content);
  if (rows === undefined) {
    throw new InputError(
      'content',
      say`Between the rows of a table there can only be rows.`,
      say`Pass rows, | a | b |, or another place.`,
    );
  }
  const isHead = (row: readonly string[]): boolean =>
    isSame(
      row.map((cell) => folded(plainFromDialect(cell))),
      head,
    );
  const added = rows.filter((row, at) => at > 0 || !isHead(row));
  if (added.length === 0 || added.some(({ length }) => length !== head.length)) {
    throw new InputError(
      'content',
      say`The table has ${counted(head.length, 'column')}.`,
      say`Pass rows of as many cells: | a | b |.`,
    );
  }
  return rowBlocks(added, head.length);
}

/** Copies of synced blocks show what lies elsewhere. */
function tablesIn(trees: readonly BlockTree[]): readonly BlockTree[] {
  return trees.flatMap((tree) =>
    isCopy(tree.block) ? [] : textField(tree.block, 'type') === 'table' ? [tree] : tablesIn(tree.children),
  );
}

function textsOf(row: BlockTree | undefined): readonly string[] {
  return arrayOf(field(field(row?.block, 'table_row'), 'cells')).map((cell) => folded(loosePlainText(cell)));
}

function folded(text: string): string {
  return foldText(text).trim();
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, at) => text === other[at]);
}
