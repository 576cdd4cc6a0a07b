import { InputError } from '../../errors.js';
import { formulaTarget } from './targets/formula-target.js';
import { rollupTarget } from './targets/rollup-target.js';
import { planOperands } from './conditions/condition-value.js';
import { findOperator, normaliseOperator, type FoundOperator } from './conditions/find-operator.js';
import { findPropertyOrTimestamp } from './columns/find-property.js';
import type { FilterTarget, Quantifier } from './targets/filter-target.js';
import { operatorsOf } from './conditions/operators.js';
import type { Condition, Operand, PlannedCondition } from './conditions/planned-condition.js';
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
    return plan({ timestamp }, timestampTarget(timestamp, condition), condition, argument, hints);
  }
  const { property } = found;
  const target = findTarget(property, condition, hints, `${argument}.operator`);
  return plan({ property: property.name }, target, condition, argument, hints);
}

function plan(
  subject: PlannedCondition['subject'],
  target: FilterTarget,
  condition: Condition,
  argument: string,
  { calendar }: SchemaHints,
): PlannedCondition {
  const found = findOperator(
    target.operator,
    target.operators,
    target.subject,
    `${argument}.operator`,
    condition.value,
    calendar,
  );
  const { operator } = found;
  const kind = target.operators.get(operator) ?? 'existence';
  const join = joinOf(found, target.quantifier);
  const context = {
    operator,
    property: target.property,
    argument: `${argument}.value`,
    canBeEmpty: target.operators.has('is_empty'),
    join,
    calendar,
  };
  const operands = planOperands(found, kind, condition.value, context);
  checkRanges(operands, target.quantifier, context.argument);
  return {
    subject,
    path: target.path,
    operator,
    operands,
    join,
    references: operands.flatMap((operand) => ('reference' in operand ? [operand.reference] : [])),
    argument: context.argument,
    assumed: target.assumed,
    isInterpreted: found.isInterpreted === true,
  };
}

/** "Some value is after A, and some value is before B" is not "some value is between them". */
function checkRanges(
  operands: readonly Operand[],
  quantifier: Quantifier | undefined,
  argument: string,
): void {
  const isRange = operands.some(
    (operand) => 'comparisons' in operand && new Set(operand.comparisons.map((one) => one.operator)).size > 1,
  );
  if (isRange && quantifier !== undefined && quantifier !== 'every') {
    throw new InputError(
      argument,
      say`Notion cannot look for a range among the values of a rollup.`,
      say`Put every: before the operator, or compare with one value.`,
    );
  }
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

/**
 * "Is any of these" splits into single conditions without a change of meaning only in some places: "some value contains A
 * or B" does, "every value contains A or B" does not.
 */
function joinOf(
  { operator, shape }: FoundOperator,
  quantifier: Quantifier | undefined,
): 'and' | 'or' | undefined {
  if (operator.startsWith('does_not_')) {
    return quantifier === undefined || quantifier === 'every' ? 'and' : undefined;
  }
  if (shape === 'each') {
    return quantifier === 'none' ? undefined : 'and';
  }
  return quantifier === 'none' ? 'and' : quantifier === 'every' ? undefined : 'or';
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
    operator: ownOperator(withoutType(condition.operator, property.type), property.type),
    subject: describeProperty(property),
    property,
    quantifier: undefined,
    assumed: undefined,
  };
}

/** A row has one author and one last editor: being that person is the same as containing them. */
function ownOperator(operator: string, type: string): string {
  if (type !== 'created_by' && type !== 'last_edited_by') {
    return operator;
  }
  const word = normaliseOperator(operator);
  return word === 'equals' ? 'contains' : word === 'does_not_equal' ? 'does_not_contain' : operator;
}

/** `title.contains` and `title:contains`: where Notion's own form has the type around the operator. */
function withoutType(operator: string, type: string): string {
  const [, prefix = '', rest] = /^\s*([a-z_]+)\s*[.:]\s*(\S.*)$/is.exec(operator) ?? [];
  const word = prefix.toLowerCase();
  const isText = type === 'title' && (word === 'rich_text' || word === 'text');
  return rest !== undefined && (word === type || isText) ? rest : operator;
}

function describeProperty(property: PropertySchema): Words {
  return say`the ${Words.term(property.type)} property ${property.name}`;
}
