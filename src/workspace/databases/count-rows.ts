import type { PageObjectResponse } from '@notionhq/client';
import { pluralize } from '../../content/answer/pluralize.js';
import { InputError } from '../../errors.js';
import type { QueryFilter } from '../../notion/query/conditions/filter.js';
import type { Schema } from '../../content/properties/property-types.js';
import type { NotionSession } from '../../notion/session.js';
import type { LookupBudget } from '../lookup-budget.js';
import { completeProperties } from '../properties/complete-properties.js';
import { relationsToWatch } from '../properties/complete-rollups.js';
import { isTimeColumn } from '../../notion/query/columns/row-times.js';
import { RowTally, type TallyQuestion, type TallyState } from './row-tally.js';
import { DatabasesInside, mayHoldDatabases } from './databases-inside.js';
import type { WalkPosition } from './walk/row-window.js';
import { walkRows, type WalkEnd } from './walk/walk-rows.js';
import { say } from '../../text/words.js';

/** Which rows, and what is asked of them. */
export interface RowsToCount {
  readonly dataSourceId: string;
  readonly schema: Schema;
  readonly filter: QueryFilter | undefined;
  readonly question: TallyQuestion;
  /** Told how many rows were counted so far, earlier calls included. */
  readonly progress?: ((rows: number, message: string) => void) | undefined;
}

export interface RowCounts {
  readonly tally: RowTally;
  readonly end: WalkEnd;
  /** Databases that lie among the rows and are not counted, as a sentence. */
  readonly inside: string;
  /** Values of which Notion showed only the first 25 and the rest could not be read. */
  readonly cutLists: number;
  /** Numbers that Notion computed over the first 25 related pages only. */
  readonly cutNumbers: number;
}

/** Share of the call's time reserved for looking up group names. */
const NAMES_TIME_SHARE = 0.2;
/** Types whose values have to be looked up to be named. */
const NAMED_LATER = new Set(['relation', 'people', 'created_by', 'last_edited_by', 'rollup']);

/** The title costs nothing to read and Notion wants at least one property. */
const CHEAPEST_PROPERTY = 'title';

/** Counts all rows that match, 100 rows to a request, reading only the properties that are asked about. */
export async function countRows(
  session: NotionSession,
  { dataSourceId, schema, filter, question, progress }: RowsToCount,
  lookups: LookupBudget,
  start: WalkPosition = {},
  before?: TallyState,
): Promise<RowCounts> {
  const numbers = question.calculations.map(({ property }) => property);
  const shown = question.countBy === undefined ? numbers : [question.countBy, ...numbers];
  const read = [...shown, ...relationsToWatch(schema, shown)]
    .filter((column) => !isTimeColumn(column))
    .map(({ id }) => id);
  const tally = new RowTally(question, before);
  const lists = question.countBy === undefined ? [] : [question.countBy];
  let cutLists = 0;
  let cutNumbers = 0;
  const visit = async (rows: readonly PageObjectResponse[]): Promise<void> => {
    const wanted = { schema, columns: shown, lists };
    const partial = await completeProperties(session, rows, wanted, lookups);
    cutNumbers += partial.computed;
    cutLists += partial.lists;
    for (const row of rows) {
      tally.add(row);
    }
    refuseOtherValues(tally);
  };
  const reserve = NAMED_LATER.has(question.countBy?.type ?? '') ? NAMES_TIME_SHARE : 0;
  const propertyIds = read.length === 0 ? [CHEAPEST_PROPERTY] : [...new Set(read)];
  const inside = new DatabasesInside();
  const walk = {
    dataSourceId,
    filter,
    propertyIds,
    reserve,
    inside: mayHoldDatabases(schema) ? inside : undefined,
    progress: progress && (() => progress(tally.total, `${pluralize(tally.total, 'row')} counted`)),
  };
  const end = await walkRows(session, walk, start, visit);
  return { tally, end, inside: inside.note, cutLists, cutNumbers };
}

/** Only rows show what a formula returns; the first page is enough. */
function refuseOtherValues(tally: RowTally): void {
  const [calculation] = tally.withoutNumbers;
  if (calculation !== undefined) {
    throw new InputError(
      calculation.argument,
      say`The formula ${calculation.property.name} does not return numbers.`,
      say`Calculate with another column, or count rows by this one.`,
    );
  }
}
