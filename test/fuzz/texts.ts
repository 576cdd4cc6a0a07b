import fc from 'fast-check';

/** Pieces of text that have a meaning somewhere between Notion and the reader. */
export const signs: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '# ',
    '- ',
    '1. ',
    '> ',
    '---',
    '| a | b |',
    '| --- | --- |',
    '```',
    '~~~~',
    '$$',
    '\\',
    '\n',
    '\t',
    ' ',
  ),
  fc.constantFrom(
    '**',
    '*',
    '_',
    '~~',
    '`',
    '$',
    '[',
    ']',
    '(',
    ')',
    '](',
    '<',
    '>',
    '<<<',
    '>>>',
    '{color="red"}',
    '|',
    '![',
  ),
  fc.constantFrom(
    '<br>',
    '<b>',
    '</callout>',
    '<callout>',
    '<page url="x">',
    '<unknown/>',
    '&lt;',
    '[not loaded]',
    'Next: x {}',
  ),
  fc.constantFrom(
    '\u200b',
    '\u202e',
    '\u{E0041}',
    '\r',
    '\u2028',
    '\u0085',
    '\u0000',
    '\ud83d',
    'e\u0301',
    '👩‍👩‍👧',
    '🏴',
    'שלום',
    'क्‍ष',
  ),
  fc.constantFrom('https://e.org/a_b', 'javascript:alert(1)', 'a b', 'word', '.', ','),
);

/** Short text of such pieces. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(signs, { maxLength: 6 })
  .map((pieces) => pieces.join(''));

/** Text of any length, with runs that no line break divides. */
export const longText: fc.Arbitrary<string> = fc.oneof(
  hostileText,
  fc.tuple(signs, fc.integer({ min: 1, max: 900 })).map(([sign, count]) => sign.repeat(count)),
  fc.string({ unit: 'binary', maxLength: 400 }),
);

/** Words that can be found again: each has a number of its own. */
export function countingWords(): { next: () => string; all: () => string[] } {
  let count = 0;
  return {
    next: () => {
      count += 1;
      return ` w${count}w `;
    },
    all: () => Array.from({ length: count }, (_, at) => `w${at + 1}w`),
  };
}

/** The numbered words of a text, in order. */
export function wordsOf(text: string): string[] {
  return text.match(/w\d+w/g) ?? [];
}
