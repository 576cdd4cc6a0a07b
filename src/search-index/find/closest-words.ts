import { distance } from 'fastest-levenshtein';
import type { KnownWord } from './vocabulary.js';

/** Words that one word may have been meant for. */
const MAX_CLOSEST = 4;
const MAX_HOLDING = 8;
/** A word of so many letters has at most one typing error, a longer one two; a shorter one has none. */
const MIN_LETTERS_FOR_ONE = 4;
const MIN_LETTERS_FOR_TWO = 7;
/** Letters that a word must have to be looked for inside of others. */
const MIN_LETTERS_INSIDE = 4;
/** Nothing is close to a shorter word. */
export const MIN_LETTERS = Math.min(MIN_LETTERS_FOR_ONE, MIN_LETTERS_INSIDE);

/** Of the words, those that differ least from what was typed; where none is near, those that hold it, as compounds do. */
export function closestWords(typed: string, words: readonly KnownWord[]): readonly KnownWord[] {
  const most = typed.length >= MIN_LETTERS_FOR_TWO ? 2 : typed.length >= MIN_LETTERS_FOR_ONE ? 1 : 0;
  const near = words
    .map((word) => ({ word, errors: errorsBetween(typed, word.form) }))
    .filter(({ errors }) => errors <= most);
  const least = near.reduce((few, { errors }) => Math.min(few, errors), most);
  const closest = near.filter(({ errors }) => errors === least).map(({ word }) => word);
  if (closest.length > 0 || typed.length < MIN_LETTERS_INSIDE) {
    return commonest(closest, MAX_CLOSEST);
  }
  return commonest(
    words.filter(({ form }) => form.includes(typed)),
    MAX_HOLDING,
  );
}

function commonest(words: readonly KnownWord[], limit: number): readonly KnownWord[] {
  return words.toSorted((one, other) => other.documents - one.documents).slice(0, limit);
}

/** Letters to change, add or leave out; two neighbours that changed places are one error. Infinite where it is many. */
export function errorsBetween(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) {
    return Infinity;
  }
  return isSwapped(one, other) ? 1 : distance(one, other);
}

function isSwapped(one: string, other: string): boolean {
  let at = 0;
  while (at < one.length && one[at] === other[at]) {
    at += 1;
  }
  return (
    one.length === other.length &&
    one[at] === other[at + 1] &&
    one[at + 1] === other[at] &&
    one.slice(at + 2) === other.slice(at + 2)
  );
}
