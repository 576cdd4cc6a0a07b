import { InputError } from '../../errors.js';
import { findPropertyOrTimestamp } from './columns/find-property.js';
import type { PropertySchema, Schema } from '../../content/properties/property-types.js';
import { buildFilter, type QueryFilter } from './conditions/filter.js';
import type { PlannedItem, Reference, WhereItem } from './conditions/planned-condition.js';
import { readHints, type HintReader } from './schema-hints.js';
import { conditionsIn, plannedConditions, planWhere } from './where.js';

/** The requests that a filter may need. */
export interface FilterLookups extends HintReader {
  /** Ids of the people or pages that a name means; rejects with an `InputError` where it means none. */
  findIds(reference: Reference): Promise<readonly string[]>;
}

/**
 * Makes Notion's filter of a `where`: undefined without conditions. Rejects with an `InputError` for the first condition
 * that does not fit the schema, before anything is sent.
 */
export async function planFilter(
  schema: Schema,
  where: readonly WhereItem[],
  match: 'all' | 'any',
  lookups: FilterLookups,
): Promise<QueryFilter | undefined> {
  const planned = await planItems(schema, where, lookups);
  const references = plannedConditions(planned).flatMap((condition) => condition.references);
  const ids = await Promise.all(references.map((reference) => lookups.findIds(reference)));
  const resolved = new Map(references.map((reference, index) => [reference, ids[index] ?? []]));
  return buildFilter(planned, match, resolved);
}

/**
 * A schema contains neither what a formula returns nor what a rollup shows, so a first plan guesses. Where the guess is
 * uncertain or does not fit, hints are read and the plan is made again.
 */
async function planItems(
  schema: Schema,
  where: readonly WhereItem[],
  lookups: FilterLookups,
): Promise<PlannedItem[]> {
  const guess = planOrRefusal(schema, where);
  const isCertain =
    Array.isArray(guess) && plannedConditions(guess).every(({ assumed }) => assumed === undefined);
  if (isCertain) {
    return guess;
  }
  const computed = computedProperties(schema, where);
  if (!Array.isArray(guess) && computed.length === 0) {
    throw guess;
  }
  return planWhere(schema, where, await readHints(schema, computed, lookups));
}

function planOrRefusal(schema: Schema, where: readonly WhereItem[]): PlannedItem[] | InputError {
  try {
    return planWhere(schema, where);
  } catch (error) {
    if (error instanceof InputError) {
      return error;
    }
    throw error;
  }
}

/** The formulas and rollups in the conditions. Names that do not exist are left for the plan to refuse. */
function computedProperties(schema: Schema, where: readonly WhereItem[]): PropertySchema[] {
  return conditionsIn(where).flatMap(({ property }) => {
    try {
      const found = findPropertyOrTimestamp(schema, property, 'where');
      return 'property' in found && ['formula', 'rollup'].includes(found.property.type)
        ? [found.property]
        : [];
    } catch {
      return [];
    }
  });
}
