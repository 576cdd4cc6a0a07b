import type { PropertySchema } from '../../../content/properties/property-types.js';

/** What a formula returns, in the words of Notion's filters (where a boolean is called `checkbox`). */
export type FormulaResult = 'string' | 'number' | 'checkbox' | 'date';

/** Facts that a schema does not state and that make a better query. */
export interface SchemaHints {
  /** Results of formulas by property name, as seen in some row. */
  readonly formulaResults?: ReadonlyMap<string, FormulaResult>;
  /** The property that a rollup shows, by the rollup's name; it belongs to the related data source. */
  readonly rolledUp?: ReadonlyMap<string, PropertySchema>;
}
