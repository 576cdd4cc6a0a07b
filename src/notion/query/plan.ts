import { InputError } from '../../errors.js';
import { formulaTarget } from './targets/formula-target.js';
import { rollupTarget } from './targets/rollup-target.js';
import { planOperands } from './conditions/condition-value.js';
import { findOperator, normaliseOperator } from './conditions/find-operator.js';
import { findPropertyOrTimestamp } from './columns/find-property.js';
import type { FilterTarget, Quantifier } from './targets/filter-target.js';
import { operatorsOf } from './conditions/operators.js';
import type { Condition, PlannedCondition } from './conditions/planned-condition.js';
import type { PropertySchema, Schema } from '../../content/properties/property-types.js';
import type { SchemaHints } from './schema-hints.js';
import { say, Words } from '../../text/words.js';

/**
 * Checks conditions against the schema, before anything is sent: Notion's own refusals name neither the valid names nor
 * the nearest one. Rejects with an `InputError` for the first condition that cannot be meant.
 *
 * The plan's `references` are people and pages that are only named; once their ids are known, `buildFilter` makes the filter.
 */
export function planConditions(
  schema: Schema,
  where: readonly Condition[],
  hints: SchemaHints = {},
  argument = 'where',
): PlannedCondition[] {
  return where.map((condition, position) =>
    planCondition(schema, condition, hints, `${argument}[${position}]`),
  );
}

/** Checks one condition; `argument` is where the caller wrote it. */
export function planCondition(
  schema: Schema,
  condition: Condition,
  hints: SchemaHints,
  argument: string,
): PlannedCondition {
  const found = findPropertyOrTimestamp(schema, condition.property, `${argument}.property`);
  if ('timestamp' in found) {
    const { timestamp } = found;
    return plan({ timestamp }, timestampTarget(timestamp, condition), condition, argument);
  }
  const { property } = found;
  const written = isPeriodAsValue(property, condition)
    ? { property: condition.property, operator: String(condition.value) }
    : condition;
  const target = findTarget(property, written, hints, `${argument}.operator`);
  return plan({ property: property.name }, target, written, argument);
}

function plan(
  subject: PlannedCondition['subject'],
  target: FilterTarget,
  condition: Condition,
  argument: string,
): PlannedCondition {
  const operator = findOperator(target.operator, target.operators, target.subject, `${argument}.operator`);
  const kind = target.operators.get(operator) ?? 'existence';
  const context = { operator, property: target.property, argument: `${argument}.value` };
  const operands = planOperands(kind, condition.value, context);
  return {
    subject,
    path: target.path,
    operator,
    operands,
    join: joinOf(operator, target.quantifier),
    references: operands.flatMap((operand) => ('reference' in operand ? [operand.reference] : [])),
    argument: context.argument,
    assumed: target.assumed,
  };
}

function timestampTarget(timestamp: string, condition: Condition): FilterTarget {
  return {
    path: [timestamp],
    operators: operatorsOf(timestamp) ?? new Map(),
    operator: condition.operator,
    subject: say`the row's ${Words.term(timestamp)}`,
    property: undefined,
    quantifier: undefined,
    assumed: undefined,
  };
}

/** `equals this_week`: the period is an operator of Notion's, and nothing else can be meant. */
function isPeriodAsValue(property: PropertySchema, condition: Condition): boolean {
  return (
    normaliseOperator(condition.operator) === 'equals' &&
    typeof condition.value === 'string' &&
    operatorsOf(property.type)?.get(condition.value) === 'period'
  );
}

/**
 * "Contains any of these" splits into single conditions without a change of meaning only in some places: "some value
 * contains A or B" does, "every value contains A or B" does not.
 */
function joinOf(operator: string, quantifier: Quantifier | undefined): 'and' | 'or' | undefined {
  switch (operator) {
    case 'contains':
      return quantifier === 'none' ? 'and' : quantifier === 'every' ? undefined : 'or';
    case 'does_not_contain':
      return quantifier === undefined || quantifier === 'every' ? 'and' : undefined;
    default:
      return undefined;
  }
}

/** Finds out what the condition compares, or says why Notion cannot filter by this property. */
function findTarget(
  property: PropertySchema,
  condition: Condition,
  hints: SchemaHints,
  argument: string,
): FilterTarget {
  if (property.type === 'formula') {
    return formulaTarget(property, condition, hints.formulaResults?.get(property.name), argument);
  }
  if (property.type === 'rollup') {
    return rollupTarget(property, condition, hints.rolledUp?.get(property.name), argument);
  }
  const operators = operatorsOf(property.type);
  if (operators === undefined) {
    throw new InputError(
      argument,
      say`Notion cannot filter by ${describeProperty(property)}.`,
      say`Use another property, or read the rows and compare there.`,
    );
  }
  return {
    path: [property.type],
    operators,
    operator: condition.operator,
    subject: describeProperty(property),
    property,
    quantifier: undefined,
    assumed: undefined,
  };
}

function describeProperty(property: PropertySchema): Words {
  return say`the ${Words.term(property.type)} property ${property.name}`;
}
