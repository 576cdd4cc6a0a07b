import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codeSpan, escapeLineStart, escapeText } from '../../../src/content/rich-text/escape.js';
import { plainFromDialect } from '../../../src/content/markdown/markdown-inline.js';

const signs = '* _ ` [ ] ( ) < > ~ $ \\ # - + 1 . | ! & ; : x é 5'.split(' ').concat(' ', '\n');

describe('escapeText', () => {
  it.each([
    ['snake_case stays', 'snake_case stays'],
    ['_not emphasis_', '\\_not emphasis\\_'],
    ['2 * 3', '2 * 3'],
    ['*x*', '\\*x\\*'],
    ['costs $5 or $6', 'costs $5 or $6'],
    ['$x$', '\\$x\\$'],
    ['about ~5 minutes', 'about ~5 minutes'],
    ['~~gone~~', '\\~\\~gone\\~\\~'],
    ['C:\\Users', 'C:\\Users'],
    ['\\*', '\\\\\\*'],
    ['a < b', 'a < b'],
    ['<b>bold</b>', '\\<b>bold\\</b>'],
    ['&amp; &', '\\&amp; &'],
    ['see [1] and a[i + 1]', 'see [1] and a[i + 1]'],
    ['[not loaded; open x]', '\\[not loaded; open x]'],
    ['[bookmark: x] [TODO]', '\\[bookmark: x] [TODO]'],
    ['<<<7f3a9c1e text', '\\<<<7f3a9c1e text'],
    ['a\u200b*\u2028b', 'a\\*\nb'],
    ['[x](https://e.org)', '[x\\](https://e.org)'],
    ['`code`', '\\`code\\`'],
    ['https://e.org/_a_?b=1&c=2', 'https://e.org/_a_?b=1&c=2'],
    ['https://x.s3.amazonaws.com/a?X-Amz-Signature=1', '(file kept in Notion; open the page)'],
  ])('%s', (plain, expected) => {
    expect(escapeText(plain)).toBe(expected);
  });

  it('reads back as the same characters', () => {
    const sign = fc.constantFrom(...signs, '<b>', '&lt;', '](', '$`', '{a="b"}');
    fc.assert(
      fc.property(
        fc.array(sign).map((signs) => signs.join('')),
        (plain) => {
          expect(plainFromDialect(escapeText(plain))).toBe(plain.replace(/\s+/g, ' ').trim());
        },
      ),
    );
  });
});

describe('escapeLineStart', () => {
  it.each([
    ['# x', '\\# x'],
    ['#tag', '#tag'],
    ['- x', '\\- x'],
    ['-5 degrees', '-5 degrees'],
    ['+ x', '\\+ x'],
    ['> x', '\\> x'],
    ['12. x', '12\\. x'],
    ['2026. A year', '2026\\. A year'],
    ['1.5 litres', '1.5 litres'],
    ['---', '\\---'],
    ['===', '\\==='],
    ['| --- |', '\\| --- |'],
    ['[ ] x', '\\[ ] x'],
    ['7f3a9c1e>>>', '7f3a9c1e\\>>>'],
    ['a >>> b', 'a >>> b'],
    ['    indented', 'indented'],
  ])('%s', (line, expected) => {
    expect(escapeLineStart(line)).toBe(expected);
  });
});

describe('codeSpan', () => {
  it.each([
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a\nb', '`a b`'],
  ])('%s', (code, expected) => {
    expect(codeSpan(code)).toBe(expected);
  });
});
