import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchText } from '../../src/text/match-text.js';
import { fullForm, quote, shownForm } from '../../src/text/quote.js';
import { hostileTexts } from '../redteam/hostile-texts.js';

describe('quote', () => {
  it.each([
    ['plain', '"plain"'],
    ['two\nlines\u2028and\u0000more', '"two lines and more"'],
    ['say "hi"', `"say 'hi'"`],
    ['C# (draft) <3 > 2 & a_b *', '"C# (draft) <3 > 2 & a_b *"'],
    ['![x](https://evil.example/a.png)', '"![x]\\(https://evil.example/a.png)"'],
    ['<img src=x> <!-- a --> </b>', '"\\<img src=x> \\<!-- a --> \\</b>"'],
    ['<<<b0b0 and b0b0>>>', '"\\<\\<\\<b0b0 and b0b0\\>>>"'],
    ['a\u202eb\u2066c\u200bd', '"abcd"'],
    ['a\u001b[31mred\u009b0m', '"a [31mred 0m"'],
    [`a${String.fromCodePoint(0xe0061, 0xe0062)}b`, '"a[hidden characters]b"'],
  ])('%j', (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });

  it('cuts between characters', () => {
    expect(quote('🚀'.repeat(100))).toMatch(/^"(🚀)+…"$/u);
    expect(quote(`${'x'.repeat(999)}🚀`)).not.toMatch(/\p{Surrogate}/u);
  });

  it('takes no longer for a long text than for its beginning', () => {
    expect(quote('a\u0301'.repeat(1_000_000)).length).toBeLessThan(200);
  });
});

describe('what is shown', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: fc.constantFrom('"', '<', '>', ']', '(', '\\', '`', ' ', '\n', '\u202e', 'a', '!') }),
    fc.constantFrom(...hostileTexts),
  );

  it('is shown the same again', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const shown = shownForm(text);
        expect(shownForm(shown)).toBe(shown);
        expect(shown).not.toMatch(/["\n]|\]\(|(?<!\\)>>>/);
      }),
    );
  });

  it('is the same for plain text, which is not looked through, as within other text', () => {
    const plain = fc.string({
      unit: fc.constantFrom(...'ab1 .,:;-_#\'(){}[]<>"`\\/!'.split('')),
      maxLength: 40,
    });
    fc.assert(
      fc.property(plain, (text) => {
        expect(fullForm(`é ${text} é`)).toBe(`é ${fullForm(text)} é`.replace('  ', ' '));
      }),
    );
  });

  it('names what it was shown for', () => {
    for (const name of hostileTexts.filter((text) => shownForm(text) !== '')) {
      expect(matchText(shownForm(name), [name, 'another'])).toEqual({ match: name });
    }
  });
});
