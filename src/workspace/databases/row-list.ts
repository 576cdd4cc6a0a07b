import type { DataSourceObjectResponse } from '@notionhq/client';
import * as z from 'zod';
import { pluralize } from '../../content/answer/pluralize.js';
import { queryDataSource } from '../../notion/endpoints/databases.js';
import type { ColumnChoice } from '../../notion/query/columns/columns.js';
import type { Schema } from '../../content/properties/property-types.js';
import type { QueryFilter } from '../../notion/query/conditions/filter.js';
import type { QuerySorts } from '../../notion/query/sorts.js';
import type { NotionSession } from '../../notion/session.js';
import { listNames } from '../../text/words.js';
import type { ListEnd } from '../../notion/endpoints/list-page.js';
import { endNotes, endOf, isComplete } from '../list-end.js';
import type { LookupBudget } from '../lookup-budget.js';
import { partialNotes } from '../properties/complete-properties.js';
import { relationsToWatch } from '../properties/complete-rollups.js';
import { unnamedNote } from '../names/look-up-names.js';
import { nextBatch } from '../read-all.js';
import { tableOfRows, type RowTable } from './row-table.js';
import { ROWS } from './row-words.js';

/** Where a batch of Notion's begins and how many of its rows were shown. */
export const rowPosition = z.object({
  batch: z.string().optional(),
  shown: z.int().min(0).max(100).optional(),
});

type RowPosition = z.infer<typeof rowPosition>;

/** Which rows and columns are wanted. */
interface RowsToList {
  readonly source: DataSourceObjectResponse;
  readonly filter: QueryFilter | undefined;
  readonly sorts: QuerySorts;
  readonly choice: ColumnChoice;
  readonly limit: number;
}

interface RowList {
  readonly summary: string;
  /** No row matches, which is known for sure. */
  readonly isEmpty: boolean;
  readonly content: string;
  readonly notes: readonly string[];
  readonly rest: RowPosition | undefined;
}

/** Notion's maximum, for rows of one request. */
const MAX_ROWS = 100;

/** One page of rows as a table, with notes on what is missing and the position of the next page. */
export async function listRows(
  session: NotionSession,
  { source, filter, sorts, choice, limit }: RowsToList,
  lookups: LookupBudget,
  characters: number,
  start: RowPosition | undefined,
): Promise<RowList> {
  const { batch, shown = 0 } = start ?? {};
  const { columns } = choice;
  const schema: Schema = source.properties;
  const read = [...columns, ...relationsToWatch(schema, columns)].map(({ id }) => id);
  const page = await nextBatch(
    (cursor) =>
      queryDataSource(session, source.id, {
        filter,
        sorts,
        propertyIds: [...new Set(read)],
        pageSize: Math.min(MAX_ROWS, shown + limit),
        cursor,
      }),
    batch,
  );
  const rows = page.items.slice(shown);
  const table = await tableOfRows(session, rows, schema, columns, lookups, characters);
  const isCut = table.rows < rows.length;
  // A batch that has become too large arrives in smaller parts: rows already shown may reach into the next one.
  const further =
    page.nextCursor === undefined
      ? undefined
      : { batch: page.nextCursor, shown: Math.max(0, shown - page.items.length) };
  const rest = isCut ? { batch: page.cursor, shown: shown + table.rows } : further;
  return {
    isEmpty: rows.length === 0 && rest === undefined && start === undefined && isComplete(page),
    summary: summarise(table.rows, page, rest !== undefined, start !== undefined),
    content: table.rows === 0 ? '' : table.text,
    notes: [
      ...endNotes(page, ROWS),
      ...tableNotes(table),
      choice.omitted.length > 0 && rows.length > 0
        ? `Not shown: ${pluralize(choice.omitted.length, 'column')}; notion_describe_database names them.`
        : '',
      unnamedNote(table.unnamed),
    ],
    rest,
  };
}

function tableNotes(table: RowTable): string[] {
  const { droppedColumns, emptyColumns, cutCells, partial } = table;
  return [
    droppedColumns.length > 0 ? `Omitted (too wide): ${listNames(droppedColumns)}.` : '',
    emptyColumns.length > 0 ? `Empty in these rows: ${listNames(emptyColumns)}.` : '',
    cutCells > 0 ? `Cut: ${pluralize(cutCells, 'long cell')}; the page has the full text.` : '',
    ...partialNotes(partial),
  ];
}

function summarise(count: number, end: ListEnd, isMore: boolean, continued: boolean): string {
  const further = continued ? 'further ' : '';
  if (count === 0 && isMore) {
    return `No ${further}rows in this part; there are more.`;
  }
  if (count === 0 && isComplete(end)) {
    return continued ? 'No further rows.' : 'No rows match.';
  }
  const rows = `${count === 0 ? 'No' : count} ${further}${count === 1 ? 'row' : 'rows'}`;
  return `${rows}; ${endOf(end, isMore)}.`;
}
