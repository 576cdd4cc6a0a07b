import { InputError } from '../../errors.js';
import { planCondition, planConditions } from './plan.js';
import type { Condition, PlannedCondition, PlannedItem, WhereItem } from './conditions/planned-condition.js';
import type { Schema } from '../../content/properties/property-types.js';
import type { SchemaHints } from './schema-hints.js';
import { say, Words } from '../../text/words.js';

/** Most conditions in one question, those in groups included; far beyond what a person would ask. */
export const MAX_CONDITIONS = 50;

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
    ...(item.any ?? []),
    ...(item.all ?? []),
    ...(item.property === undefined
      ? []
      : [{ property: item.property, operator: item.operator ?? '', value: item.value }]),
  ]);
}

/** The conditions of a checked `where`, without their groups. */
export function plannedConditions(items: readonly PlannedItem[]): PlannedCondition[] {
  return items.flatMap((item) => ('conditions' in item ? item.conditions : [item]));
}

/** Models fill in empty lists for what they do not use, so an empty group beside a condition counts as absent. */
function planItem(schema: Schema, item: WhereItem, hints: SchemaHints, argument: string): PlannedItem {
  const { property, operator, value, any = [], all = [] } = item;
  const isCondition = property !== undefined || operator !== undefined;
  const parts = [isCondition, any.length > 0, all.length > 0].filter(Boolean).length;
  if (parts !== 1) {
    throw new InputError(
      argument,
      parts === 0 ? say`This item is empty.` : say`This item combines several forms.`,
      say`Pass property, operator and value, or a list of conditions as any or all.`,
    );
  }
  if (isCondition) {
    if (property === undefined || operator === undefined) {
      const missing = property === undefined ? 'property' : 'operator';
      throw new InputError(
        `${argument}.${missing}`,
        say`The condition has no ${Words.term(missing)}.`,
        say`Write it.`,
      );
    }
    return planCondition(schema, { property, operator, value }, hints, argument);
  }
  return any.length > 0
    ? { join: 'or', conditions: planConditions(schema, any, hints, `${argument}.any`) }
    : { join: 'and', conditions: planConditions(schema, all, hints, `${argument}.all`) };
}
