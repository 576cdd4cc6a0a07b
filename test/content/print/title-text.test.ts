import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pathText, plainTitle, titleText } from '../../../src/content/print/title-text.js';

const HIDDEN = '\u200b';

describe.each([
  ['in a list', titleText, 200],
  ['alone', plainTitle, 200],
  ['in a path', (title: string) => pathText([title]), 80],
])('a title %s', (_where, print, longest) => {
  it.each([
    ['Plan', 'Plan'],
    ['  Plan \n for\u2028May ', 'Plan for May'],
    [`${HIDDEN.repeat(1000)}Plan`, 'Plan'],
  ])('%j reads %j', (title, printed) => {
    expect(print(title)).toBe(printed);
  });

  it('is cut where it is long', () => {
    const printed = print('Plan '.repeat(1000));
    expect(printed).toHaveLength(longest);
    expect(printed).toMatch(/^Plan Plan.*…$/);
  });

  it('of which only a long beginning that nobody sees was read shows that there is more', () => {
    expect(print(`${HIDDEN.repeat(100_000)}Plan`)).toBe('…');
  });

  it('never has a line break, nor half of a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.nat(2), (text, times) => {
        const printed = print(text.repeat(times * 20));
        expect(printed).not.toMatch(/[\n\r\u2028\u2029]|\p{Surrogate}/u);
      }),
    );
  });
});
