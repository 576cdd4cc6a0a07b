import type { DataSourceObjectResponse } from '@notionhq/client';
import * as z from 'zod';
import { pluralize } from '../../content/answer/pluralize.js';
import { queryDataSource } from '../../notion/endpoints/databases.js';
import type { ColumnChoice } from '../../notion/query/columns/columns.js';
import type { Schema } from '../../content/properties/property-types.js';
import type { QueryFilter } from '../../notion/query/conditions/filter.js';
import { propertyIdsOf } from '../../notion/query/columns/timestamp-columns.js';
import type { QuerySorts } from '../../notion/query/sorts.js';
import type { NotionSession } from '../../notion/session.js';
import { listNames } from '../../text/words.js';
import type { LookupBudget } from '../lookup-budget.js';
import { partialNotes } from '../properties/complete-properties.js';
import { relationsToWatch } from '../properties/complete-rollups.js';
import { unnamedNote } from '../names/look-up-names.js';
import { tableOfRows, type RowTable } from './row-table.js';

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
  const read = propertyIdsOf([...columns, ...relationsToWatch(schema, columns)]);
  const page = await queryDataSource(session, source.id, {
    filter,
    sorts,
    propertyIds: read,
    pageSize: Math.min(MAX_ROWS, shown + limit),
    cursor: batch,
  });
  const rows = page.rows.slice(shown);
  const table = await tableOfRows(session, rows, schema, columns, lookups, characters);
  const isCut = table.rows < rows.length;
  // A batch that has become too large arrives in smaller parts: rows already shown may reach into the next one.
  const further =
    page.nextCursor === undefined
      ? undefined
      : { batch: page.nextCursor, shown: Math.max(0, shown - page.rows.length) };
  const rest = isCut ? { batch, shown: shown + table.rows } : further;
  return {
    isEmpty: rows.length === 0 && rest === undefined && start === undefined && !page.stoppedAtLimit,
    summary: summarise(table.rows, rest !== undefined, start !== undefined, page.stoppedAtLimit),
    content: table.rows === 0 ? '' : table.text,
    notes: [
      page.stoppedAtLimit
        ? 'Notion returns at most 10,000 rows per query, and more match: narrow it with where, for example on created_time. count_by and calculate reach all rows.'
        : '',
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

function summarise(count: number, more: boolean, continued: boolean, stopped: boolean): string {
  if (count === 0 && more) {
    return `No ${continued ? 'further ' : ''}rows in this part; there are more.`;
  }
  if (count === 0) {
    return continued ? 'No further rows.' : 'No rows match.';
  }
  const rows = `${count} ${continued ? 'further ' : ''}${count === 1 ? 'row' : 'rows'}`;
  return `${rows}; ${more ? 'there are more' : stopped ? 'more match than Notion returns' : 'that is all'}.`;
}
