import type { PageObjectResponse } from '@notionhq/client';
import { InputError } from '../errors.js';
import type { QueryFilter } from '../notion/query/filter.js';
import type { Schema } from '../notion/query/property-types.js';
import type { NotionSession } from '../notion/session.js';
import { quote } from '../text/suggest.js';
import type { RequestAllowance } from './allowance.js';
import { completeRollups, relationsToWatch } from './full-rollups.js';
import { completeValues } from './full-values.js';
import { RowTally, type TallyQuestion, type TallyState } from './row-tally.js';
import { walkRows, type WalkEnd, type WalkPlace } from './walk-rows.js';

/** Which rows, and what is asked of them. */
export interface RowsToCount {
  readonly dataSourceId: string;
  readonly schema: Schema;
  readonly filter: QueryFilter | undefined;
  readonly question: TallyQuestion;
}

export interface RowCounts {
  readonly tally: RowTally;
  readonly end: WalkEnd;
  /** Values of which Notion showed only the first 25 and the rest could not be read. */
  readonly cutLists: number;
  /** Numbers that Notion computed over the first 25 related pages only. */
  readonly cutNumbers: number;
}

/** The title costs nothing to read and Notion wants at least one property. */
const CHEAPEST = 'title';

/** Counts all rows that match, 100 rows to a request, reading only the properties that are asked about. */
export async function countRows(
  session: NotionSession,
  { dataSourceId, schema, filter, question }: RowsToCount,
  allowance: RequestAllowance,
  start: WalkPlace = {},
  before?: TallyState,
): Promise<RowCounts> {
  const numbers = question.calculations.map(({ property }) => property);
  const shown = question.countBy === undefined ? numbers : [question.countBy, ...numbers];
  const read = [...shown, ...relationsToWatch(schema, shown)].map(({ id }) => id);
  const tally = new RowTally(question, before);
  const names = question.countBy === undefined ? [] : [question.countBy.name];
  let cutLists = 0;
  let cutNumbers = 0;
  const visit = async (rows: readonly PageObjectResponse[]): Promise<void> => {
    // Rollups first: a relation that was completed no longer shows that it goes on past what Notion gave.
    cutNumbers += await completeRollups(session, rows, allowance, schema, shown);
    cutLists += await completeValues(session, rows, allowance, names);
    for (const row of rows) {
      tally.add(row);
    }
    refuseOtherValues(tally);
  };
  const propertyIds = read.length === 0 ? [CHEAPEST] : [...new Set(read)];
  const end = await walkRows(session, { dataSourceId, filter, propertyIds }, start, visit);
  return { tally, end, cutLists, cutNumbers };
}

/** What a formula returns is seen only now; the first page of rows is enough to tell. */
function refuseOtherValues(tally: RowTally): void {
  const [calculation] = tally.withoutNumbers;
  if (calculation !== undefined) {
    throw new InputError(
      calculation.argument,
      `The formula ${quote(calculation.property.name)} does not return numbers.`,
      'Calculate with another column, or count rows by this one.',
    );
  }
}
