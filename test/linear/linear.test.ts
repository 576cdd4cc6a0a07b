import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCountedRealm, type CountedRealm } from './counted-realm.js';
import { families } from './families.js';
import { bundleInstrumented } from './instrumented-bundle.js';
import type * as Subjects from './subjects/all.js';
import type { Family } from './subjects/hostile.js';
import { subjectNames } from './subjects/all.js';

/** Characters of the shortest text. */
const LENGTH = 192;
/** A function that takes more for each character is cut short: it is not linear, or nobody wants it. */
const MOST_STEPS_PER_CHARACTER = 20_000;
/** Twice the text may take twice the steps, and what is left of the difference by constant costs and logarithms. */
const MOST_GROWTH = 3;
/** Families made up for each subject. */
const RANDOM_FAMILIES = 4;
/** Whole documents and lists take long, and they all go through the functions that take all families: these get a share. */
const SHARES = 30;
const SHARED =
  /^(?:markdown|pages|blocks|properties|tables|arguments|questions|titles|words|links|pages): (?!text$)/;

/** What has a meaning to one of the parsers. */
const SIGNS = [
  '\\ ` * ** _ ~~ $ [ ] ]( ![ ( ) < > /> </ { } " \' | --- : ::: = & ; # @ % / \u0301 \ud83d 😀',
  'a b="c" callout br td mention-page summary https:// 0 1 . e - f',
]
  .flatMap((words) => words.split(' '))
  .concat('\n', '\t', ' ', '  ', '# ', '- ', '1. ', '> ');
const sign = fc.constantFrom(...SIGNS);
const signs = (most: number) =>
  fc.array(sign, { minLength: most > 3 ? 1 : 0, maxLength: most }).map((parts) => parts.join(''));
const family: fc.Arbitrary<Family> = fc
  .record({ prefix: signs(3), unit: signs(5), suffix: signs(3) })
  .filter(({ unit }) => unit !== '');

let realm: CountedRealm<typeof Subjects>;

beforeAll(async () => {
  const bundle = await bundleInstrumented("export * from './test/linear/subjects/all.ts';", (file) =>
    file.startsWith('src/'),
  );
  realm = createCountedRealm(bundle);
});

/**
 * How much more twice the text costs; infinite when one of them is given up. What goes on to grow like that counts: a text
 * that no longer fits some room is cut, and that costs something once.
 */
function growth(name: string, hostile: Family): number {
  const steps = (length: number): number =>
    realm.stepsOf(({ runSubject }) => runSubject(name, hostile, length), length * MOST_STEPS_PER_CHARACTER) ??
    Number.POSITIVE_INFINITY;
  const double = steps(2 * LENGTH);
  const first = double / steps(LENGTH);
  return first < MOST_GROWTH ? first : Math.min(first, steps(4 * LENGTH) / double);
}

describe('twice the text costs less than three times the steps', () => {
  it.each(subjectNames)('%s', (name) => {
    const random = fc.sample(family, { numRuns: RANDOM_FAMILIES, seed: name.length });
    const share = subjectNames.indexOf(name) % SHARES;
    const known = families.filter((_, at) => !SHARED.test(name) || at % SHARES === share);
    const tooMuch = [...known, ...random]
      .map((hostile) => ({ hostile, growth: growth(name, hostile) }))
      .filter((measured) => measured.growth >= MOST_GROWTH);
    expect(tooMuch).toEqual([]);
  });
});
