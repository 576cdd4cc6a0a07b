import { readDate } from '../dates/date-value.js';
import { matchOperator, normaliseOperator } from '../conditions/find-operator.js';
import { readNumber } from '../conditions/number-value.js';
import { operatorsOf, type Operators } from '../conditions/operators.js';
import { readPeriod } from '../dates/periods.js';
import { plainValues } from '../conditions/plain-value.js';
import { rangeEnds } from '../conditions/range-value.js';
import type { PropertySchema } from '../../../content/properties/property-types.js';
import type { Words } from '../../../text/words.js';

/** What a condition on a property really compares: for formulas and rollups that is what they return. */
export interface FilterTarget {
  /** Keys between the property and the operator. */
  readonly path: readonly string[];
  readonly operators: Operators;
  /** The operator as written, without any `any:` or `number:` before it. */
  readonly operator: string;
  /** For messages: `the select property "Status"`. */
  readonly subject: Words;
  /** Holds the options, relation target or prefix that values are checked against. */
  readonly property: PropertySchema | undefined;
  readonly quantifier: Quantifier | undefined;
  readonly assumed: string | undefined;
}

/** How many of a rollup's values must fit. */
export type Quantifier = 'any' | 'every' | 'none';

/** `any:number:greater_than`, also with dots as in other languages → the prefixes `any` and `number`, and the operator. */
export function splitOperator(written: string): {
  readonly prefixes: readonly string[];
  readonly operator: string;
} {
  const parts = written.split(/[:.]/).map((part) => part.trim());
  return { prefixes: parts.slice(0, -1).map((part) => part.toLowerCase()), operator: parts.at(-1) ?? '' };
}

/** A property type chosen among candidates, and whether the operator left no choice. */
interface InferredType {
  readonly type: string;
  readonly certain: boolean;
}

/**
 * Chooses the type that a condition compares when the schema does not say: by the operator first, then by the look of the
 * value, then the first candidate. Undefined when no candidate has the operator.
 */
export function inferType(
  candidates: readonly string[],
  operator: string,
  value: unknown,
): InferredType | undefined {
  const fitting = candidates.filter(
    (type) => matchOperator(operator, operatorsOf(type) ?? NO_OPERATORS) !== undefined,
  );
  const looks = typeByLook(value);
  const native = fitting.filter((type) => operatorsOf(type)?.has(normaliseOperator(operator)) === true);
  // `>` is an operator of numbers, which compares dates only when the value is one.
  const isOfOthers =
    native.length === 0 || (looks !== undefined && fitting.includes(looks) && !native.includes(looks));
  const eligible = isOfOthers ? fitting : native;
  const [first] = eligible;
  if (first === undefined) {
    return undefined;
  }
  const type = looks !== undefined && eligible.includes(looks) ? looks : first;
  return { type, certain: eligible.length === 1 || (isOfOthers && type === looks) };
}

const NO_OPERATORS: Operators = new Map();

/** All operators that any of the types has; for the message when none fits. */
export function operatorsOfAny(types: readonly string[]): Operators {
  return new Map(types.flatMap((type) => [...(operatorsOf(type) ?? [])]));
}

function typeByLook(given: unknown): string | undefined {
  const [value] = plainValues('date', given);
  const [end] = rangeEnds(value) ?? [value];
  if (typeof end === 'boolean' || end === 'true' || end === 'false') {
    return 'checkbox';
  }
  if (readNumber(end, undefined) !== undefined) {
    return 'number';
  }
  const isDate = typeof end === 'string' && (readDate(end) !== undefined || readPeriod(end) !== undefined);
  return isDate ? 'date' : undefined;
}
