import { InputError } from '../../../errors.js';
import type { Operators } from './operators.js';
import { nearest } from '../../../text/suggest.js';
import { listTerms, EMPTY_WORDS, say, Words } from '../../../text/words.js';

/** Other spellings whose meaning is beyond doubt. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['=', 'equals'],
  ['==', 'equals'],
  ['is', 'equals'],
  ['equal', 'equals'],
  ['!=', 'does_not_equal'],
  ['is_not', 'does_not_equal'],
  ['not_equal', 'does_not_equal'],
  ['not_equals', 'does_not_equal'],
  ['not_contains', 'does_not_contain'],
  ['>', 'greater_than'],
  ['<', 'less_than'],
  ['>=', 'greater_than_or_equal_to'],
  ['<=', 'less_than_or_equal_to'],
  ['greater_than_or_equal', 'greater_than_or_equal_to'],
  ['less_than_or_equal', 'less_than_or_equal_to'],
]);

/** What another type calls nearly the same; only suggested, for the meaning differs. */
const COUNTERPARTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['equals', ['contains', 'status']],
  ['does_not_equal', ['does_not_contain']],
  ['contains', ['equals']],
  ['does_not_contain', ['does_not_equal']],
  ['greater_than', ['after']],
  ['less_than', ['before']],
  ['greater_than_or_equal_to', ['on_or_after']],
  ['less_than_or_equal_to', ['on_or_before']],
  ['after', ['greater_than']],
  ['before', ['less_than']],
  ['on_or_after', ['greater_than_or_equal_to']],
  ['on_or_before', ['less_than_or_equal_to']],
]);

/** An operator as Notion writes it: lower case with underscores, common other spellings translated. */
export function normaliseOperator(written: string): string {
  const words = written
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return SPELLINGS.get(words) ?? words;
}

/** Checks that the operator is one of these; `subject` names the property and its type for the message. */
export function findOperator(
  written: string,
  operators: Operators,
  subject: Words,
  argument: string,
): string {
  const operator = normaliseOperator(written);
  if (operators.has(operator)) {
    return operator;
  }
  const valid = [...operators.keys()];
  const suggestion =
    COUNTERPARTS.get(operator)?.find((candidate) => operators.has(candidate)) ?? nearest(operator, valid);
  const hint = suggestion === undefined ? EMPTY_WORDS : say`Did you mean ${Words.term(suggestion)}? `;
  throw new InputError(
    argument,
    say`The operator ${written} does not apply to ${subject}.`,
    say`${hint}Operators: ${listTerms(valid)}.`,
  );
}
