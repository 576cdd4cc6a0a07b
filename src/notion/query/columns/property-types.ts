/**
 * One property (column) as a data source describes it. Looser than the official client's type, which lists the types of
 * its release only: Notion adds types and fields at any time.
 */
export interface PropertySchema {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The properties of a data source by name, as Notion returns them. */
export type Schema = Readonly<Record<string, PropertySchema>>;

/** One property of a row, loosened likewise; the value stands under the name of its type. */
export interface PropertyValue {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** What a formula returns, in the words of Notion's filters (where a boolean is called `checkbox`). */
export type FormulaResult = 'string' | 'number' | 'checkbox' | 'date';

/** Facts missing in the schema that make the plan of a query exact. */
export interface SchemaHints {
  /** Results of formulas by property name, as seen in some row. */
  readonly formulaResults?: ReadonlyMap<string, FormulaResult>;
  /** The property that a rollup shows, by the rollup's name; it belongs to the related data source. */
  readonly rolledUp?: ReadonlyMap<string, PropertySchema>;
}
