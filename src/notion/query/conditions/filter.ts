import type { QueryDataSourceParameters } from '@notionhq/client';
import { InputError } from '../../../errors.js';
import type { Comparison, PlannedCondition, PlannedItem, Reference } from './planned-condition.js';
import { isGroup, twoLevels, type FilterTree, type Leaf } from './two-levels.js';
import { say, Words } from '../../../text/words.js';

/** The `filter` of a data source query. */
export type QueryFilter = NonNullable<QueryDataSourceParameters['filter']>;

/** The ids found for the people and pages that a plan names. */
export type ResolvedReferences = ReadonlyMap<Reference, readonly string[]>;

/**
 * Makes Notion's filter. `resolved` holds the ids found for every reference of the plan; several ids (two people of one
 * name) match any of them. Undefined without conditions; rejects with an `InputError` if it does not fit two levels.
 */
export function buildFilter(
  planned: readonly PlannedItem[],
  match: 'all' | 'any',
  resolved: ResolvedReferences,
): QueryFilter | undefined {
  if (planned.length === 0) {
    return undefined;
  }
  const parts = planned.map((item) => treeOf(item, resolved));
  const tree = twoLevels({ join: match === 'all' ? 'and' : 'or', parts });
  if (tree === undefined) {
    throw new InputError(
      'where',
      say`Notion filters have two levels only, and these alternatives do not fit into them.`,
      say`Use one call per alternative, or fewer people or pages per condition.`,
    );
  }
  return toFilter(tree);
}

/**
 * Adds that rows were created at a time or later, and before another. Undefined where that does not fit Notion's two levels.
 */
export function createdWithin(
  filter: QueryFilter | undefined,
  { from, before }: { readonly from?: string | undefined; readonly before?: string | undefined },
): QueryFilter | undefined {
  const parts = [
    ...(from === undefined ? [] : [{ timestamp: 'created_time', created_time: { on_or_after: from } }]),
    ...(before === undefined ? [] : [{ timestamp: 'created_time', created_time: { before } }]),
  ];
  return narrowed(filter, { join: 'and', parts });
}

/** Adds conditions that have to hold as well. Undefined where both do not fit Notion's two levels. */
export function narrowed(filter: QueryFilter | undefined, further: FilterTree): QueryFilter | undefined {
  const parts = filter === undefined ? [further] : [further, fromFilter(filter)];
  const tree = twoLevels({ join: 'and', parts });
  return tree && toFilter(tree);
}

function treeOf(item: PlannedItem, resolved: ResolvedReferences): FilterTree {
  return 'conditions' in item
    ? { join: item.join, parts: item.conditions.map((condition) => conditionTree(condition, resolved)) }
    : conditionTree(item, resolved);
}

function conditionTree(condition: PlannedCondition, resolved: ResolvedReferences): FilterTree {
  const parts = condition.operands.flatMap<FilterTree>((operand) => {
    if ('comparisons' in operand) {
      return { join: operand.join, parts: operand.comparisons.map((one) => single(condition, one)) };
    }
    const values = 'value' in operand ? [operand.value] : idsOf(operand.reference, resolved);
    return values.map((value) => single(condition, { operator: condition.operator, value }));
  });
  const unique = [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
  if (unique.length > 1 && condition.join === undefined) {
    throw new InputError(
      condition.argument,
      say`This operator takes one value here, and several match.`,
      say`Pass one, or write a condition for each.`,
    );
  }
  return { join: condition.join ?? 'and', parts: unique };
}

function idsOf(reference: Reference, resolved: ResolvedReferences): readonly string[] {
  const ids = resolved.get(reference) ?? [];
  if (ids.length === 0) {
    throw new InputError(
      reference.argument,
      say`No ${Words.term(reference.kind)} ${reference.text} was found.`,
      reference.kind === 'person'
        ? say`Pass the e-mail address or user id.`
        : say`Pass the page’s URL or id.`,
    );
  }
  return ids;
}

function single({ subject, path }: PlannedCondition, { operator, value }: Comparison): Leaf {
  const comparison = [...path, operator].reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  return { ...subject, ...(comparison as Leaf) };
}

function toFilter(tree: FilterTree): QueryFilter {
  const filter = isGroup(tree) ? { [tree.join]: tree.parts.map(toFilter) } : tree;
  // The keys come from the operator tables, which the compiler cannot relate to the client's union of filters.
  return filter as QueryFilter;
}

function fromFilter(filter: object): FilterTree {
  const [[key, inner] = ['', undefined]] = Object.entries(filter);
  return (key === 'and' || key === 'or') && Array.isArray(inner)
    ? { join: key, parts: inner.map((part: object) => fromFilter(part)) }
    : (filter as Leaf); // a condition: neither `and` nor `or` is a property of one
}
