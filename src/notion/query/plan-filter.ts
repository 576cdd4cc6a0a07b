import { InputError } from '../../errors.js';
import { findPropertyOrTimestamp } from './columns/find-property.js';
import type { PropertySchema, Schema } from '../../content/properties/property-types.js';
import { say, type Words } from '../../text/words.js';
import type { Calendar } from './dates/calendar-days.js';
import { describeItem } from './conditions/describe-condition.js';
import { buildFilter, type QueryFilter, type ResolvedReferences } from './conditions/filter.js';
import type { PlannedCondition, PlannedItem, Reference, WhereItem } from './conditions/planned-condition.js';
import { readHints, type HintReader, type SchemaHints } from './schema-hints.js';
import { conditionsIn, plannedConditions, planWhere } from './where.js';

/** The requests that a filter may need. */
export interface FilterLookups extends HintReader {
  /** Ids of the people or pages that a name means; rejects with an `InputError` where it means none. */
  findIds(reference: Reference): Promise<readonly string[]>;
  /** By which words for days are read that Notion has none for. */
  readonly calendar?: Calendar | undefined;
}

/** One condition or group of a `where`, as if it were the only one. */
interface SingleCondition {
  readonly description: Words;
  readonly filter: QueryFilter;
}

/** The conditions of a `where` one by one. */
export interface SingleConditions {
  readonly conditions: readonly SingleCondition[];
  /** Whether a row has to fit all of them or any. */
  readonly match: 'all' | 'any';
}

export interface PlannedFilter {
  /** Undefined without conditions. */
  readonly filter: QueryFilter | undefined;
  /** Made only when asked for. */
  readonly singly: () => SingleConditions;
  /** The days that words such as `30 days ago` were read as, and conditions that were not written as they are asked. */
  readonly readAs: readonly Words[];
}

/**
 * Makes Notion's filter of a `where`. Rejects with an `InputError` for the first condition
 * that does not fit the schema, before anything is sent.
 */
export async function planFilter(
  schema: Schema,
  where: readonly WhereItem[],
  match: 'all' | 'any',
  lookups: FilterLookups,
): Promise<PlannedFilter> {
  const planned = await planItems(schema, where, lookups);
  const references = plannedConditions(planned).flatMap((condition) => condition.references);
  const ids = await Promise.all(references.map((reference) => lookups.findIds(reference)));
  const resolved = new Map(references.map((reference, index) => [reference, ids[index] ?? []]));
  return {
    filter: buildFilter(planned, match, resolved),
    singly: () => singleConditions(planned, match, resolved),
    readAs: plannedConditions(planned).flatMap(readingOf),
  };
}

function readingOf(condition: PlannedCondition): readonly Words[] {
  return [
    ...(condition.isInterpreted ? [say`Asked: ${describeItem(condition)}.`] : []),
    ...condition.operands.flatMap((operand) => ('readAs' in operand ? [operand.readAs] : [])),
  ];
}

/** Groups count as one, except a group that is all there is. */
function singleConditions(
  planned: readonly PlannedItem[],
  match: 'all' | 'any',
  resolved: ResolvedReferences,
): SingleConditions {
  const [only] = planned;
  if (planned.length === 1 && only !== undefined && 'conditions' in only) {
    return singleConditions(only.conditions, only.join === 'and' ? 'all' : 'any', resolved);
  }
  const conditions = planned.flatMap((item) => {
    const filter = buildFilter([item], 'all', resolved);
    return filter === undefined ? [] : [{ description: describeItem(item), filter }];
  });
  return { conditions, match };
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
  const { calendar } = lookups;
  const guess = planOrRefusal(schema, where, { calendar });
  const isCertain =
    Array.isArray(guess) && plannedConditions(guess).every(({ assumed }) => assumed === undefined);
  if (isCertain) {
    return guess;
  }
  const computed = computedProperties(schema, where);
  if (!Array.isArray(guess) && computed.length === 0) {
    throw guess;
  }
  return planWhere(schema, where, { ...(await readHints(schema, computed, lookups)), calendar });
}

function planOrRefusal(
  schema: Schema,
  where: readonly WhereItem[],
  hints: SchemaHints,
): PlannedItem[] | InputError {
  try {
    return planWhere(schema, where, hints);
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
