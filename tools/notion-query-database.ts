import { z } from 'zod';
import { renderAnswer } from '../src/content/answer.js';
import { counted } from '../src/content/counted.js';
import { decodeCursor, encodeCursor } from '../src/content/cursor.js';
import { shortUrl } from '../src/content/short-url.js';
import { titleText } from '../src/content/title-text.js';
import { queryDataSource } from '../src/notion/databases.js';
import { chooseColumns } from '../src/notion/query/columns.js';
import { findCountable } from '../src/notion/query/group.js';
import { listNames } from '../src/text/suggest.js';
import { InputError } from '../src/errors.js';
import { cursorParameter, databaseParameter, defineTool, limitParameter, readOnly } from '../src/tool.js';
import { RequestAllowance } from '../src/workspace/allowance.js';
import { cardOfDataSource } from '../src/workspace/cards.js';
import { countTable } from '../src/workspace/count-table.js';
import { unnamedNote } from '../src/workspace/names.js';
import { planQuestion, questionFingerprint } from '../src/workspace/row-question.js';
import { tableOfRows } from '../src/workspace/row-table.js';

/** Requests spent on names of related pages and people, and on values of which Notion shows only 25. */
const NAME_REQUESTS = 30;
/** Characters of the table; some 6,000 tokens. */
const TABLE_CHARACTERS = 20_000;

const condition = z.object({
  property: z.string().describe('Column name'),
  operator: z
    .string()
    .describe(
      "Notion's own: equals, does_not_equal, contains, does_not_contain, starts_with, ends_with, greater_than, less_than, greater_than_or_equal_to, less_than_or_equal_to, before, after, on_or_before, on_or_after, this_week, past_week, past_month, past_year, next_week, next_month, next_year, is_empty, is_not_empty; which ones depends on the column's type",
    ),
  value: z
    .union([z.string(), z.number(), z.boolean(), z.array(z.string())])
    .optional()
    .describe(
      'Option, text, number, true/false, ISO date or today, one_week_ago…, person, related page title',
    ),
});

const sorting = z.object({
  property: z.string().describe('Column name, created_time or last_edited_time'),
  direction: z.enum(['ascending', 'descending']).default('ascending').describe('Order'),
});

/** Where a batch of Notion's begins and how many of its rows were shown. */
const place = z.object({
  question: z.string(),
  batch: z.string().optional(),
  shown: z.int().min(0).max(100),
});

export default defineTool({
  name: 'notion_query_database',
  title: 'Query a Notion database',
  description:
    'Rows of a database as a table, filtered and sorted by column names; relations and people come as names. ' +
    'count_by returns the number of rows per value over all matching rows instead. ' +
    'Column names and options: notion_describe_database. A row opens with notion_read_page and its page id.',
  input: z.object({
    database: databaseParameter,
    where: z.array(condition).max(50).default([]).describe('Conditions'),
    match: z.enum(['all', 'any']).default('all').describe('Whether all conditions must hold or any'),
    sort: z.array(sorting).max(10).default([]).describe('Earlier ones win'),
    columns: z.array(z.string()).max(100).default([]).describe('Columns to show; "*" shows all'),
    count_by: z.string().optional().describe('Column to count rows by'),
    limit: limitParameter(20, 100),
    cursor: cursorParameter,
  }),
  annotations: readOnly,

  async run(input, { notion, boundary }) {
    const { where, match, sort, limit, cursor } = input;
    const { source, filter, sorts, extra } = await planQuestion(notion, input, (schema) => ({
      choice: chooseColumns(schema, input.columns),
      counted: input.count_by === undefined ? undefined : findCountable(schema, input.count_by),
    }));
    const heading = `${titleText(cardOfDataSource(source).title)} ${shortUrl(source.url)}`;
    const allowance = new RequestAllowance(NAME_REQUESTS);
    if (extra.counted !== undefined) {
      const counts = await countTable(notion, source.id, extra.counted, filter, allowance, TABLE_CHARACTERS);
      return renderAnswer({ ...counts, content: `${heading}\n\n${counts.content}` }, boundary);
    }

    const question = questionFingerprint(input, source.id);
    const from = decodeCursor('notion_query_database', cursor, place) ?? { question, shown: 0 };
    if (from.question !== question) {
      throw new InputError(
        'cursor',
        'This cursor belongs to another question.',
        'Repeat database, where, match and sort of the answer it came with, or leave the cursor out.',
      );
    }
    const page = await queryDataSource(notion, source.id, {
      filter,
      sorts,
      propertyIds: extra.choice.columns.map((column) => column.id),
      pageSize: Math.min(100, from.shown + limit),
      cursor: from.batch,
    });
    const rows = page.rows.slice(from.shown);
    const table = await tableOfRows(notion, rows, extra.choice.columns, allowance, TABLE_CHARACTERS);
    const rest = table.rows < rows.length ? { ...from, shown: from.shown + table.rows } : undefined;
    const next =
      rest ?? (page.nextCursor === undefined ? undefined : { question, batch: page.nextCursor, shown: 0 });
    return renderAnswer(
      {
        summary: summarise(table.rows, next !== undefined, cursor !== undefined),
        content: table.rows === 0 ? heading : `${heading}\n\n${table.text}`,
        notes: [
          page.stoppedAtLimit ? 'Notion gives at most 10,000 rows for one query: narrow it with where.' : '',
          table.droppedColumns.length > 0 ? `Too wide, left out: ${listNames(table.droppedColumns)}.` : '',
          table.emptyColumns.length > 0 ? `Empty in these rows: ${listNames(table.emptyColumns)}.` : '',
          extra.choice.omitted.length > 0
            ? `Not shown: ${counted(extra.choice.omitted.length, 'column')}; notion_describe_database names them.`
            : '',
          table.cutCells > 0
            ? `Cut: ${counted(table.cutCells, 'long cell')}; the page has the whole text.`
            : '',
          table.cutValues > 0
            ? `Only the first 25 entries are shown in ${counted(table.cutValues, 'list')}.`
            : '',
          unnamedNote(table.unnamed),
        ],
        next: next && {
          tool: 'notion_query_database',
          arguments: {
            database: input.database,
            ...(where.length === 0 ? {} : { where }),
            ...(match === 'all' ? {} : { match }),
            ...(sort.length === 0 ? {} : { sort }),
            ...(input.columns.length === 0 ? {} : { columns: input.columns }),
            limit,
            cursor: encodeCursor('notion_query_database', next),
          },
        },
      },
      boundary,
    );
  },
});

function summarise(count: number, more: boolean, continued: boolean): string {
  if (count === 0) {
    return continued ? 'No further rows.' : 'No row matches.';
  }
  return `${count} ${continued ? 'further ' : ''}${count === 1 ? 'row' : 'rows'}; ${more ? 'there are more' : 'that is all'}.`;
}
