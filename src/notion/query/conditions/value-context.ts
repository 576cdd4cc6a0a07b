import { InputError } from '../../../errors.js';
import type { PropertySchema } from '../../../content/properties/property-types.js';
import type { Calendar } from '../dates/calendar-days.js';
import { isEmptyWord } from '../../../text/empty-word.js';
import { EMPTY_WORDS, say, Words } from '../../../text/words.js';

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
  /** By which words for days are read that Notion has none for; without it they are refused. */
  readonly calendar?: Calendar | undefined;
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
  const hint = canBeEmpty ? emptyCellHint(operator, value) : EMPTY_WORDS;
  throw new InputError(
    argument,
    say`${written === undefined ? say`This value` : written} does not fit the operator ${operator}.`,
    hint === EMPTY_WORDS ? advice : say`${advice} ${hint}`,
  );
}

/** Which operator is meant by "equals none" or "is not empty"; nothing for any other value. */
export function emptyCellHint(operator: string, value: unknown): Words {
  if (!isBlank(value) && !isEmptyWord(asText(value) ?? '')) {
    return EMPTY_WORDS;
  }
  const isNegative = operator.startsWith('does_not_');
  return isNegative
    ? say`For cells that are not empty use the operator ${Words.term('is_not_empty')}.`
    : say`For empty cells use the operator ${Words.term('is_empty')}.`;
}

/** Whether there is no value at all: models fill in what they leave out. */
export function isBlank(value: unknown): boolean {
  const emptyText = typeof value === 'string' && value.trim() === '';
  return value === undefined || value === null || emptyText || (Array.isArray(value) && value.length === 0);
}
