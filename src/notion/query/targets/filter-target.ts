import { asNumber } from '../conditions/condition-value.js';
import { parseDateValue } from '../conditions/date-value.js';
import { normaliseOperator } from '../conditions/find-operator.js';
import { operatorsOf, type Operators } from '../conditions/operators.js';
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

/** `any:number:greater_than` → the prefixes `any` and `number`, and the operator. */
export function splitOperator(written: string): {
  readonly prefixes: readonly string[];
  readonly operator: string;
} {
  const parts = written.split(':').map((part) => part.trim());
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
  const word = normaliseOperator(operator);
  const fitting = candidates.filter((type) => operatorsOf(type)?.has(word) === true);
  const [first] = fitting;
  if (first === undefined) {
    return undefined;
  }
  const looks = typeByLook(Array.isArray(value) ? value[0] : value);
  const type = looks !== undefined && fitting.includes(looks) ? looks : first;
  return { type, certain: fitting.length === 1 };
}

/** All operators that any of the types has; for the message when none fits. */
export function operatorsOfAny(types: readonly string[]): Operators {
  return new Map(types.flatMap((type) => [...(operatorsOf(type) ?? [])]));
}

function typeByLook(value: unknown): string | undefined {
  if (typeof value === 'boolean' || value === 'true' || value === 'false') {
    return 'checkbox';
  }
  if (asNumber(value) !== undefined) {
    return 'number';
  }
  return typeof value === 'string' && parseDateValue(value) !== undefined ? 'date' : undefined;
}
