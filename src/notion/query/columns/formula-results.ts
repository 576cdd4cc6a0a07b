import { field, textField } from '../json.js';
import type { FormulaResult, PropertyValue } from './property-types.js';

/** Results of formulas in the words of a value, and in those of a filter. */
const RESULTS: ReadonlyMap<string, FormulaResult> = new Map([
  ['string', 'string'],
  ['number', 'number'],
  ['boolean', 'checkbox'],
  ['date', 'date'],
]);

/**
 * What the formulas of some rows return, by property name, for `SchemaHints`. One row is enough: a formula always returns the
 * same type, except where Notion could not compute it.
 */
export function formulaResultsOf(
  rows: readonly { readonly properties: Readonly<Record<string, PropertyValue>> }[],
): Map<string, FormulaResult> {
  const found = rows.flatMap(({ properties }) =>
    Object.entries(properties).flatMap(([name, value]) => {
      const result = RESULTS.get(textField(field(value, 'formula'), 'type') ?? '');
      return result === undefined ? [] : [[name, result] as const];
    }),
  );
  return new Map(found);
}
