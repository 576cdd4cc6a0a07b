import { InputError } from '../../errors.js';
import { findIfAny } from './columns/find-property.js';
import { planCondition } from './plan.js';
import { planImplied } from './conditions/implied-operator.js';
import { isBlank } from './conditions/value-context.js';
import type { Condition, PlannedCondition, PlannedItem, WhereItem } from './conditions/planned-condition.js';
import type { Schema } from '../../content/properties/property-types.js';
import type { SchemaHints } from './schema-hints.js';
import { say, Words } from '../../text/words.js';

/** Most conditions in one question, those in groups included; far beyond what a person would ask. */
export const MAX_CONDITIONS = 50;

/** What groups of which none must hold are called elsewhere. */
const NEGATIONS: ReadonlySet<string> = new Set(['not', 'none', 'nor', 'and_not', '$not', '$nor', '!']);

/** Checks a whole `where`, groups included, against the schema. Rejects invalid input with an `InputError`. */
export function planWhere(
  schema: Schema,
  where: readonly WhereItem[],
  hints: SchemaHints = {},
): PlannedItem[] {
  if (conditionsIn(where).length > MAX_CONDITIONS) {
    throw new InputError(
      'where',
      say`More than ${MAX_CONDITIONS} conditions are too many for one question.`,
      say`Ask several questions.`,
    );
  }
  return where.map((item, position) => planItem(schema, item, hints, `where[${position}]`));
}

/** The conditions of all groups and those that stand alone, in the order in which they are written. */
export function conditionsIn(where: readonly WhereItem[]): Condition[] {
  return where.flatMap((item) => [
    ...conditionsIn(item.any ?? []),
    ...conditionsIn(item.all ?? []),
    ...(item.property === undefined
      ? []
      : [{ property: item.property, operator: item.operator ?? '', value: item.value }]),
  ]);
}

/** The conditions of a checked `where`, without their groups. */
export function plannedConditions(items: readonly PlannedItem[]): PlannedCondition[] {
  return items.flatMap((item) => ('conditions' in item ? item.conditions : [item]));
}

/**
 * Which of its forms an item has. Models fill in empty lists for what they do not use, so an empty group beside a condition
 * counts as absent.
 */
export function formOf(item: WhereItem, argument: string): 'condition' | 'any' | 'all' {
  const { property, operator, any = [], all = [] } = item;
  const [form, ...others] = [
    ...(property !== undefined || operator !== undefined ? (['condition'] as const) : []),
    ...(any.length > 0 ? (['any'] as const) : []),
    ...(all.length > 0 ? (['all'] as const) : []),
  ];
  if (form === undefined || others.length > 0) {
    throw new InputError(
      argument,
      form === undefined ? say`This item is empty.` : say`This item combines several forms.`,
      say`Pass property, operator and value, or a list of conditions as any or all.`,
    );
  }
  return form;
}

function planItem(schema: Schema, item: WhereItem, hints: SchemaHints, argument: string): PlannedItem {
  const form = formOf(item, argument);
  return form === 'condition'
    ? planSingle(schema, item, hints, argument)
    : {
        join: form === 'any' ? 'or' : 'and',
        conditions: (item[form] ?? []).map((inner, position) =>
          planSingle(schema, inner, hints, `${argument}.${form}[${position}]`),
        ),
      };
}

function planSingle(schema: Schema, item: WhereItem, hints: SchemaHints, argument: string): PlannedCondition {
  const { property, operator, value } = item;
  if (
    property !== undefined &&
    NEGATIONS.has(property.toLowerCase()) &&
    findIfAny(schema, property) === undefined
  ) {
    throw new InputError(
      argument,
      say`Notion cannot negate a condition or a group.`,
      say`Use the opposite operator in each condition, such as does_not_equal, does_not_contain or is_not_empty; not (A or B) is all of not A and not B.`,
    );
  }
  if (property !== undefined && operator === undefined && !isBlank(value)) {
    const planned = planImplied(value, (comparison) =>
      planCondition(schema, { property, ...comparison }, hints, argument),
    );
    return { ...planned, isInterpreted: true };
  }
  if (property === undefined || operator === undefined) {
    const missing = property === undefined ? 'property' : 'operator';
    throw new InputError(
      `${argument}.${missing}`,
      say`The condition has no ${Words.term(missing)}.`,
      say`Write {"property": ${property ?? '…'}, "operator": ${operator ?? '…'}, "value": …}, for instance with equals, contains or is_empty.`,
    );
  }
  return planCondition(schema, { property, operator, value }, hints, argument);
}
