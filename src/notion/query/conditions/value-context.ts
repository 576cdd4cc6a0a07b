import { InputError } from '../../../errors.js';
import type { PropertySchema } from '../../../content/properties/property-types.js';
import { say, type Words } from '../../../text/words.js';

/** What stands for an empty cell in other query languages. */
const EMPTY_WORD = /^(?:null|none|nil|empty|blank|undefined|n\/a)$/i;

/** What is needed to read a condition's value. */
export interface ValueContext {
  readonly operator: string;
  /** The property whose options, format, relation target or prefix count; unknown for some rollups. */
  readonly property: PropertySchema | undefined;
  /** Where the caller wrote the value. */
  readonly argument: string;
  /** Whether the column can be empty, as a checkbox cannot. */
  readonly canBeEmpty: boolean;
  /** How several comparisons combine without a change of meaning; undefined where they cannot. */
  readonly join: 'and' | 'or' | undefined;
}

/** A text, number or boolean as text; undefined for anything else. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : typeof value === 'string'
      ? value
      : undefined;
}

/** Rejects a value that the operator does not take; `advice` says what it takes. */
export function refuseValue(
  advice: Words,
  value: unknown,
  { operator, argument, canBeEmpty }: ValueContext,
): never {
  const written = asText(value);
  throw new InputError(
    argument,
    say`${written === undefined ? say`This value` : written} does not fit the operator ${operator}.`,
    canBeEmpty && EMPTY_WORD.test(written?.trim() ?? '')
      ? say`${advice} For empty cells use the operator is_empty.`
      : advice,
  );
}

/** Whether there is no value at all: models fill in what they leave out. */
export function isBlank(value: unknown): boolean {
  const emptyText = typeof value === 'string' && value.trim() === '';
  return value === undefined || value === null || emptyText || (Array.isArray(value) && value.length === 0);
}
