import { describe, expect, it } from '@jest/globals';
import { listNames, nearest, quote } from '../../src/text/suggest.js';

describe('nearest', () => {
  it.each([
    ['Stauts', 'Status'],
    ['prio', 'Priority'],
    ['assigned', 'Assignee'],
    ['Deu', 'Due'],
    ['DUE DATE', 'Due'],
  ])('%s → %s', (wanted, name) => {
    expect(nearest(wanted, ['Status', 'Priority', 'Assignee', 'Due', 'X'])).toBe(name);
  });

  it.each(['', 'zzz', 'Something else entirely'])('%j is near nothing', (wanted) => {
    expect(nearest(wanted, ['Status', 'Priority', 'X'])).toBeUndefined();
  });
});

describe('quote', () => {
  it.each([
    ['plain', '"plain"'],
    ['two\nlines\u2028and\u0000more', '"two lines and more"'],
    ['say "hi"', `"say 'hi'"`],
  ])('%j', (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });

  it('cuts between characters', () => {
    expect(quote('🚀'.repeat(100))).toMatch(/^"(🚀)+…"$/u);
  });
});

it('listNames says how many more there are', () => {
  expect(listNames(['a', 'b'])).toBe('"a", "b"');
  expect(listNames(Array.from({ length: 1000 }, () => 'twelve chars'))).toMatch(
    /"twelve chars" and 9\d\d more$/,
  );
});
