import type { QueryDataSourceParameters } from '@notionhq/client';
import { InputError } from '../../errors.js';
import type { FilterValue, PlannedCondition, Reference } from './planned-condition.js';
import { quote } from '../../text/suggest.js';

/** The `filter` of a data source query. */
export type QueryFilter = NonNullable<QueryDataSourceParameters['filter']>;

type Join = 'and' | 'or';
type Single = Readonly<Record<string, unknown>>;
interface Group {
  readonly join: Join;
  readonly filters: readonly Single[];
}

/**
 * Makes Notion's filter. `resolved` holds the ids found for every reference of the plan; several ids (two people of one
 * name) match any of them. Undefined without conditions.
 *
 * Notion allows a group inside the top group and nothing deeper; one condition becomes at most one group, so that fits.
 */
export function buildFilter(
  planned: readonly PlannedCondition[],
  match: 'all' | 'any',
  resolved: ReadonlyMap<Reference, readonly string[]>,
): QueryFilter | undefined {
  const top: Join = match === 'all' ? 'and' : 'or';
  const groups = planned.map((condition) => groupOf(condition, resolved));
  const [only] = groups;
  if (only === undefined) {
    return undefined;
  }
  const filter =
    groups.length === 1
      ? unwrap(only)
      : { [top]: groups.flatMap((group) => (group.join === top ? group.filters : [unwrap(group)])) };
  // The keys come from the operator tables, which the compiler cannot relate to the client's union of filters.
  return filter as QueryFilter;
}

function groupOf(condition: PlannedCondition, resolved: ReadonlyMap<Reference, readonly string[]>): Group {
  const values = condition.operands.flatMap<FilterValue>((operand) =>
    'value' in operand ? [operand.value] : [...idsOf(operand.reference, resolved)],
  );
  const unique = [...new Set(values)];
  if (unique.length > 1 && condition.join === undefined) {
    throw new InputError(
      condition.argument,
      'This operator takes one person or page here, and several fit.',
      'Pass one id, or write a condition for each.',
    );
  }
  return { join: condition.join ?? 'and', filters: unique.map((value) => single(condition, value)) };
}

function idsOf(reference: Reference, resolved: ReadonlyMap<Reference, readonly string[]>): readonly string[] {
  const ids = resolved.get(reference) ?? [];
  if (ids.length === 0) {
    throw new InputError(
      reference.argument,
      `No ${reference.kind} ${quote(reference.text)} was found.`,
      reference.kind === 'person' ? 'Pass the e-mail address or user id.' : 'Pass the page’s URL or id.',
    );
  }
  return ids;
}

function single(condition: PlannedCondition, value: FilterValue): Single {
  const comparison = [...condition.path, condition.operator].reduceRight<unknown>(
    (inner, key) => ({ [key]: inner }),
    value,
  );
  return { ...condition.subject, ...(comparison as Single) };
}

function unwrap(group: Group): Single {
  const [only] = group.filters;
  return group.filters.length === 1 && only !== undefined ? only : { [group.join]: group.filters };
}
