import * as z from 'zod';
import { renderAnswer } from '../src/content/answer/answer.js';
import { decodeCursor, encodeCursor } from '../src/content/answer/cursor.js';
import { shortUrl } from '../src/content/notion-id.js';
import { titleText } from '../src/content/print/title-text.js';
import { stateSentence } from '../src/notion/object-state.js';
import { chooseColumns } from '../src/notion/query/columns/columns.js';
import { readCalculations } from '../src/notion/query/forms/calculation-forms.js';
import { readSorts } from '../src/notion/query/forms/sort-forms.js';
import { readWhere } from '../src/notion/query/forms/where-forms.js';
import { MAX_CONDITIONS } from '../src/notion/query/where.js';
import { InputError } from '../src/errors.js';
import {
  calendarOf,
  cursorParameter,
  databaseParameter,
  defineTool,
  limitParameter,
  looseValue,
  MAX_LIST_ITEMS,
  MAX_NAME_CHARACTERS,
  readOnly,
  viewParameter,
} from '../src/tool.js';
import { LookupBudget } from '../src/workspace/lookup-budget.js';
import { nameOfDataSource } from '../src/workspace/names/database-names.js';
import { explainNoRows } from '../src/workspace/databases/no-rows.js';
import { countPosition, countTable } from '../src/workspace/databases/count-table.js';
import { listRows, rowPosition } from '../src/workspace/databases/row-list.js';
import { planRowQuery, requestFingerprint } from '../src/workspace/databases/plan-row-query.js';
import { explainState } from '../src/workspace/databases/explain-state.js';
import { answerAsView } from '../src/workspace/databases/view-answer.js';
import { planTally } from '../src/workspace/databases/row-tally.js';
import { say } from '../src/text/words.js';

/** Characters of the table; some 6,000 tokens. */
const MAX_TABLE_CHARACTERS = 20_000;

/** Columns that one query sorts by or calculates. */
const MAX_PARTS = 50;

const REPEAT = say`Repeat all arguments of its Next line, or omit the cursor.`;

const name = z.string().max(MAX_NAME_CHARACTERS);

/** Inside groups, the long descriptions are not repeated: they cost tokens in every session. */
const repeated = {
  property: name.optional().describe('Name'),
  operator: name.optional().describe('As above'),
  value: looseValue.optional().describe('As above'),
};

/** Notion's own filters have groups in groups. */
const innerGroup = z.array(z.strictObject(repeated)).max(MAX_CONDITIONS).optional().meta({ unlisted: true });
const grouped = z.strictObject({ ...repeated, any: innerGroup, all: innerGroup });

const condition = z.strictObject({
  property: name.optional().describe('Column name'),
  operator: name
    .optional()
    .describe(
      "Notion's own: equals, does_not_equal, contains, does_not_contain, starts_with, ends_with, greater_than(_or_equal_to), less_than(_or_equal_to), before, after, on_or_before, on_or_after, this_week, past_week/month/year, next_week/month/year, is_empty, is_not_empty",
    ),
  value: looseValue
    .optional()
    .describe('Option, text, number, true/false, ISO date or today, one_week_ago…, person, page title'),
  any: z.array(grouped).max(MAX_CONDITIONS).optional().describe('Instead: conditions, any must hold'),
  all: z.array(grouped).max(MAX_CONDITIONS).optional().describe('Instead: all must hold'),
});
const conditions = z.preprocess(readWhere, z.array(condition).max(MAX_CONDITIONS).optional());

const sorting = z.strictObject({
  property: name.describe('Column name, created_time or last_edited_time'),
  direction: name.optional().meta({ enum: ['ascending', 'descending'], description: 'Order' }),
});

const positionSchema = z.object({ question: z.string(), ...rowPosition.shape, ...countPosition.shape });

export default defineTool({
  name: 'notion_query_database',
  title: 'Query a Notion database',
  description:
    'Rows of a database as a table, filtered and sorted by column names; relations and people come as names. ' +
    'count_by and calculate give figures over all matching rows instead. ' +
    'Column names and options: notion_describe_database. notion_read_page opens a row by its page id.',
  input: z.object({
    database: databaseParameter,
    view: viewParameter,
    where: conditions.optional().meta({ description: 'Conditions', hasOwnNames: true }),
    match: z.enum(['all', 'any']).default('all').describe('Must all hold or any'),
    sort: z.preprocess(readSorts, z.array(sorting).max(MAX_PARTS)).optional().describe('Earlier ones win'),
    columns: z.array(name).max(MAX_LIST_ITEMS).optional().describe('To show; "*" for all'),
    count_by: name.optional().describe('Column to count by; with calculate, figures per group'),
    calculate: z
      .preprocess(readCalculations, z.array(name).max(MAX_PARTS))
      .optional()
      .describe('count, or sum, average, min, max of a column: "sum of Price"'),
    limit: limitParameter(20, 100),
    cursor: cursorParameter,
  }),
  annotations: readOnly,

  async run(input, { notion, boundary, extraRequests, progress, now, readTimeZone }) {
    const { cursor, match, limit, ...given } = input;
    const { where = [], sort = [], columns, count_by: countBy, calculate } = given;
    const calendar = calendarOf({ now, readTimeZone }) ?? { now, timeZone: 'UTC' };
    const asked = { database: input.database, view: input.view, where, match, sort, calendar };
    const planned = await planRowQuery(notion, asked, (schema) => ({
      choice: chooseColumns(schema, columns),
      tally: planTally(schema, countBy, calculate),
    }));
    const { source, filter, singly, sorts, view, extra } = planned;
    const { choice, tally } = extra;
    const question = requestFingerprint(asked, source.id, tally && [countBy, calculate], view);
    const from = decodeCursor('notion_query_database', cursor, positionSchema);
    if (from !== undefined && from.question !== question) {
      throw new InputError('cursor', say`This cursor belongs to another query.`, REPEAT);
    }
    const lookups = new LookupBudget(extraRequests);
    const limits = [lookups, MAX_TABLE_CHARACTERS, from] as const;
    const counted = { dataSourceId: source.id, schema: source.properties, filter, progress };
    const seen = { planned: view, schema: source.properties, isOrdered: tally === undefined };
    const answer = await explainState(source, () =>
      answerAsView(notion, seen, lookups, () =>
        tally === undefined
          ? listRows(notion, { source, filter, sorts, choice, limit }, ...limits)
          : countTable(notion, { ...counted, question: tally }, ...limits),
      ),
    );
    const heading = `${titleText(nameOfDataSource(notion, source))} ${shortUrl(source.url)}`;
    const reasons = answer.isEmpty ? await explainNoRows(notion, source.id, singly(), lookups) : [];
    return renderAnswer(
      {
        summary: `${answer.summary}${stateSentence(source)}`,
        notes: [...planned.readAs.map(String), ...answer.notes, ...reasons],
        content: [heading, answer.content].filter((part) => part !== '').join('\n\n'),
        next: answer.rest && {
          tool: 'notion_query_database',
          arguments: {
            ...given,
            ...(match === 'all' ? {} : { match }),
            ...(tally === undefined ? { limit } : {}),
            cursor: encodeCursor('notion_query_database', { question, ...answer.rest }),
          },
        },
      },
      boundary,
    );
  },
});
