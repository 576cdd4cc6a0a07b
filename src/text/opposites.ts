import { foldText } from './match-text.js';

/**
 * Words that exclude each other: in one line, words of the same meaning stand together and the other meanings beside them.
 * A name with a word of one meaning is never suggested for a text with a word of another, however similar they look.
 */
const EXCLUSIVE: readonly (readonly string[])[] = [
  ['all and every each both', 'any or some either', 'none neither'],
  [
    'greater more above over after later larger bigger higher newer since gt gte',
    'less fewer below under before earlier smaller lower older until till lt lte',
  ],
  [
    'start starts starting begin begins beginning prefix first',
    'end ends ending suffix last',
    'contain contains include includes',
    'equal equals',
  ],
  ['past last previous prior ago', 'this current', 'next coming following upcoming'],
  [
    'day days daily',
    'week weeks weekly',
    'month months monthly',
    'quarter quarters quarterly',
    'year years yearly annual',
    'hour hours hourly',
    'minute minutes',
  ],
  ['today', 'yesterday', 'tomorrow', 'empty blank'],
  ['min minimum least lowest', 'max maximum most highest', 'average avg mean', 'sum total'],
  ['ascending asc', 'descending desc'],
  ['created', 'edited updated modified'],
  ['open opened', 'closed'],
  ['on', 'off'],
  ['in', 'out'],
  ['yes true', 'no false'],
  ['enabled', 'disabled'],
  ['public external', 'private internal'],
  ['high', 'medium', 'low'],
  ['accepted approved', 'rejected declined refused'],
  ['won', 'lost'],
  ['income incoming inbound', 'outgoing outbound expense expenses'],
];
const NEGATIONS: ReadonlySet<string> = new Set([
  'not',
  'no',
  'non',
  'never',
  'without',
  'isnt',
  'arent',
  'doesnt',
  'dont',
]);
const NEGATIVE_PREFIX = /^(?:un|in|im|ir|dis|de|non|not)(?=\p{L}{3})/u;
/** A misspelt `not` changes a text by less than a missing one. */
const MIN_NEGATION_CHARACTERS = 2;

type Sides = readonly (readonly [scale: number, side: number])[];

/** Made with the first word: the start, which reads settings, mostly compares none. */
let sides: ReadonlyMap<string, Sides> | undefined;

/** Whether two texts say different or opposite things with the words that they do not share. */
export function contradict(one: string, other: string): boolean {
  const [left, right] = [wordsOf(one), wordsOf(other)];
  const leftOnly = left.filter((word) => !right.includes(word));
  const rightOnly = right.filter((word) => !left.includes(word));
  const isTypo = Math.abs(one.length - other.length) < MIN_NEGATION_CHARACTERS;
  return (
    takeOtherSides(leftOnly, rightOnly) ||
    hasNegativeForm(leftOnly, rightOnly) !== hasNegativeForm(rightOnly, leftOnly) ||
    (!isTypo && hasNegation(leftOnly) !== hasNegation(rightOnly))
  );
}

/** Whether two texts are single words for the same, such as `and` and `all`. */
export function isSynonym(one: string, other: string): boolean {
  const [[left = '', ...moreLeft], [right = '', ...moreRight]] = [wordsOf(one), wordsOf(other)];
  return (
    moreLeft.length === 0 &&
    moreRight.length === 0 &&
    sidesOf(left).some(([scale, side]) =>
      sidesOf(right).some((rival) => rival[0] === scale && rival[1] === side),
    )
  );
}

function takeOtherSides(one: readonly string[], other: readonly string[]): boolean {
  const taken = other.flatMap(sidesOf);
  return one
    .flatMap(sidesOf)
    .some(
      ([scale, side]) =>
        taken.some((rival) => rival[0] === scale && rival[1] !== side) &&
        !taken.some((rival) => rival[0] === scale && rival[1] === side),
    );
}

function hasNegation(words: readonly string[]): boolean {
  return words.some((word) => NEGATIONS.has(word));
}

/** Whether one of these words is the opposite of one of the others, as `unequal` is of `equals`. */
function hasNegativeForm(words: readonly string[], others: readonly string[]): boolean {
  return words.some((word) => {
    const stem = word.replace(NEGATIVE_PREFIX, '');
    return stem !== word && others.some((other) => isSameStem(stem, other));
  });
}

function isSameStem(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function wordsOf(text: string): readonly string[] {
  return foldText(text.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' '))
    .replaceAll(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function sidesOf(word: string): Sides {
  sides ??= sidesByWord();
  return sides.get(word) ?? [];
}

function sidesByWord(): Map<string, Sides> {
  const found = new Map<string, Sides>();
  for (const [scale, meanings] of EXCLUSIVE.entries()) {
    for (const [side, words] of meanings.entries()) {
      for (const word of words.split(' ')) {
        found.set(word, [...(found.get(word) ?? []), [scale, side]]);
      }
    }
  }
  return found;
}
