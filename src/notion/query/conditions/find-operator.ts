import { InputError } from '../../../errors.js';
import type { Operators } from './operators.js';
import { meaningOf, type OperandShape } from './operator-meanings.js';
import type { Calendar } from '../dates/calendar-days.js';
import { daysOfPeriod, readPeriod } from '../dates/periods.js';
import { nearest } from '../../../text/suggest.js';
import { emptyCellHint } from './value-context.js';
import { listTerms, EMPTY_WORDS, say, Words } from '../../../text/words.js';

/** An operator of Notion's, and how its value is to be taken. */
export interface FoundOperator {
  readonly operator: string;
  readonly shape: OperandShape;
  /** The value that was part of the operator, as in `is_checked`. */
  readonly value?: string | boolean;
  /** The period that operator and value name together, as in `past_30_days` and `in_the_last` with `30 days`. */
  readonly period?: string;
  /** Whether it is not quite what is written, which callers are told. */
  readonly isInterpreted?: true;
}

/** What another type calls nearly the same, and near words; only suggested, for the meaning differs. */
const COUNTERPARTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['equals', ['contains']],
  ['does_not_equal', ['does_not_contain']],
  ['contains', ['equals']],
  ['does_not_contain', ['does_not_equal']],
  ['after', ['greater_than']],
  ['before', ['less_than']],
  ['on_or_after', ['greater_than_or_equal_to']],
  ['on_or_before', ['less_than_or_equal_to']],
  ['matches', ['contains', 'equals']],
  ['match', ['contains', 'equals']],
  ['regex', ['contains']],
  ['search', ['contains']],
  ['until', ['on_or_before']],
  ['till', ['on_or_before']],
  ['by', ['on_or_before']],
  ['from', ['on_or_after']],
]);

const EQUALITY: ReadonlySet<string> = new Set(['equals', 'does_not_equal']);

/** Longer ones name no period. */
const MAX_OPERATOR_CHARACTERS = 60;

/** An operator as Notion writes it, whatever the type: lower case with underscores, other spellings translated. */
export function normaliseOperator(written: string): string {
  const words = written
    .trim()
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, '_')
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return meaningOf(written)?.operators[0] ?? words;
}

/** The operator that is meant among these; undefined if there is none. */
export function matchOperator(written: string, operators: Operators): FoundOperator | undefined {
  const words = normaliseOperator(written);
  const meaning = meaningOf(written);
  if (meaning === undefined) {
    const period = operators.has('this_week') ? readPeriod(written) : undefined;
    const operator = period !== undefined && 'operator' in period ? period.operator : words;
    return operators.has(operator) ? { operator, shape: 'plain' } : undefined;
  }
  const { value } = meaning;
  const operator = meaning.operators.find((candidate) => operators.has(candidate));
  const takesValue =
    value === undefined ||
    operators.get(operator ?? '') === (value === true || value === false ? 'boolean' : 'date');
  return operator === undefined || !takesValue
    ? undefined
    : { operator, shape: meaning.shape, ...(value === undefined ? {} : { value }) };
}

/**
 * Like `matchOperator`, or an error; `subject` names the property and its type for the message, and the value may say what
 * was meant: "equals null" is no other kind of "equals".
 */
export function findOperator(
  written: string,
  operators: Operators,
  subject: Words,
  argument: string,
  value?: unknown,
  /** By which the days of a period are found that Notion has no operator for. */
  calendar?: Calendar,
): FoundOperator {
  const found =
    matchOperator(written, operators) ??
    (calendar && periodOperator(written, operators, value, calendar)) ??
    membership(written, operators, value);
  if (found !== undefined) {
    return found;
  }
  throw new InputError(
    argument,
    say`The operator ${written} does not apply to ${subject}.`,
    say`${hintFor(written, operators, value)}Operators: ${listTerms(operators.keys())}.`,
  );
}

/**
 * Cells of several values, such as people: "is Ana" is asked of those that contain her. Cells of one option: "contains Done"
 * is asked of those that are.
 */
function membership(written: string, operators: Operators, value: unknown): FoundOperator | undefined {
  const operator = normaliseOperator(written);
  const [counterpart = ''] = COUNTERPARTS.get(operator) ?? [];
  const isOne = !(Array.isArray(value) && value.length > 1);
  const isMeant = EQUALITY.has(operator) ? isOne : operators.get(counterpart) === 'option';
  const isGiven = value !== undefined && emptyCellHint(operator, value) === EMPTY_WORDS;
  return isMeant && isGiven && operators.has(counterpart)
    ? { operator: counterpart, shape: 'plain', isInterpreted: true }
    : undefined;
}

function periodOperator(
  written: string,
  operators: Operators,
  value: unknown,
  calendar: Calendar,
): FoundOperator | undefined {
  if (!operators.has('this_week')) {
    return undefined;
  }
  const period = periodPhrases(written, value).find((phrase) => {
    const read = readPeriod(phrase);
    return (read !== undefined && 'operator' in read) || daysOfPeriod(phrase, calendar) !== undefined;
  });
  return period === undefined ? undefined : { operator: 'equals', shape: 'plain', period };
}

/** `past_30_days`; `in_the_last` and `30 days`; `last_n_days` and `30`. */
function periodPhrases(written: string, value: unknown): readonly string[] {
  const given = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  const words = written
    .slice(0, MAX_OPERATOR_CHARACTERS)
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
  const [, before = '', unit = ''] = /^(.*?)(?: [nx])? (days|weeks|months|years)$/i.exec(words) ?? [];
  if (given === '') {
    return [words];
  }
  return /^\d{1,4}$/.test(given) && before !== '' ? [`${before} ${given} ${unit}`] : [`${words} ${given}`];
}

function hintFor(written: string, operators: Operators, value: unknown): Words {
  const period = operators.has('this_week') ? readPeriod(written) : undefined;
  if (period !== undefined && 'advice' in period) {
    return say`${period.advice} `;
  }
  // `{"operator": "next", "value": "month"}`
  const parted =
    operators.has('this_week') && typeof value === 'string' ? readPeriod(`${written} ${value}`) : undefined;
  if (parted !== undefined) {
    return 'advice' in parted
      ? say`${parted.advice} `
      : say`Pass ${Words.term(parted.operator)} as the operator and no value. `;
  }
  const operator = normaliseOperator(written);
  const isEquality = EQUALITY.has(operator);
  // A value left out says nothing of empty cells: only one that is written, as null or as a word.
  const hint = isEquality && value !== undefined ? emptyCellHint(operator, value) : EMPTY_WORDS;
  if (hint !== EMPTY_WORDS && operators.has('is_empty')) {
    return say`${hint} `;
  }
  if (operator === 'does_not_equal' && operators.has('before')) {
    return say`Pass before and after as any. `;
  }
  if ((operator === 'is_empty' || operator === 'is_not_empty') && !operators.has(operator)) {
    return operators.get('equals') === 'boolean'
      ? say`A checkbox is never empty: pass equals true or false. `
      : EMPTY_WORDS;
  }
  const suggestion =
    COUNTERPARTS.get(operator)?.find((candidate) => operators.has(candidate)) ??
    nearest(operator, [...operators.keys()]);
  return suggestion === undefined ? EMPTY_WORDS : say`Did you mean ${Words.term(suggestion)}? `;
}
