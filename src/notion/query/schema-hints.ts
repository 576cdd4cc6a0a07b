import { rollupSource } from './columns/column-sources.js';
import type { PropertySchema, PropertyValue, Schema } from '../../content/properties/property-types.js';
import type { Calendar } from './dates/calendar-days.js';
import { field, textField } from '../../text/json.js';

/** What a formula returns, in the words of Notion's filters (where a boolean is called `checkbox`). */
export type FormulaResult = 'string' | 'number' | 'checkbox' | 'date';

/** Facts missing in the schema that make the plan of a query exact, and the day it is. */
export interface SchemaHints {
  /** Results of formulas by property name, as seen in some row. */
  readonly formulaResults?: ReadonlyMap<string, FormulaResult>;
  /** The property that a rollup shows, by the rollup's name; it belongs to the related data source. */
  readonly rolledUp?: ReadonlyMap<string, PropertySchema>;
  /** By which words for days are read; without it, those that Notion does not know are refused. */
  readonly calendar?: Calendar | undefined;
}

/** Reads what a schema does not contain, at one request for each call. */
export interface HintReader {
  /** A few rows of the data source, with these properties only. */
  readSample(propertyIds: readonly string[]): Promise<readonly SampleRow[]>;
  readSchema(dataSourceId: string): Promise<Schema>;
}

interface SampleRow {
  readonly properties: Readonly<Record<string, PropertyValue>>;
}

/** Results of formulas in the words of a value, and in those of a filter. */
const RESULTS: ReadonlyMap<string, FormulaResult> = new Map([
  ['string', 'string'],
  ['number', 'number'],
  ['boolean', 'checkbox'],
  ['date', 'date'],
]);

/** What these formulas return and these rollups show: one request for all formulas, and one for each rollup. */
export async function readHints(
  schema: Schema,
  computed: readonly PropertySchema[],
  reader: HintReader,
): Promise<SchemaHints> {
  const formulas = computed.filter(({ type }) => type === 'formula').map(({ id }) => id);
  const rows = formulas.length === 0 ? [] : await reader.readSample(formulas);
  const rolledUp = new Map<string, PropertySchema>();
  for (const rollup of computed.filter(({ type }) => type === 'rollup')) {
    const source = rollupSource(schema, rollup);
    const shown = source?.find(await reader.readSchema(source.dataSourceId));
    if (shown !== undefined) {
      rolledUp.set(rollup.name, shown);
    }
  }
  return { formulaResults: formulaResultsOf(rows), rolledUp };
}

/** Formula result types of some rows, by property name. A formula has one type, unless Notion could not compute it. */
export function formulaResultsOf(rows: readonly SampleRow[]): Map<string, FormulaResult> {
  const found = rows.flatMap(({ properties }) =>
    Object.entries(properties).flatMap(([name, value]) => {
      const result = RESULTS.get(textField(field(value, 'formula'), 'type') ?? '');
      return result === undefined ? [] : [[name, result] as const];
    }),
  );
  return new Map(found);
}
