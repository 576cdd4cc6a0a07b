import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeSnippet } from '../../src/search-index/snippet.js';

const filler = (words: number): string => Array.from({ length: words }, (_, at) => `w${at}`).join(' ');

describe('a snippet', () => {
  it('is the whole of a short text', () => {
    expect(makeSnippet('rotate the keys', [{ start: 0, end: 6 }])).toEqual({
      text: 'rotate the keys',
      marks: [{ start: 0, end: 6 }],
      isCutBefore: false,
      isCutAfter: false,
    });
  });

  it('is where most marks are, cut between words', () => {
    const text = `alone ${filler(200)} here and here ${filler(200)}`;
    const at = text.indexOf('here');
    const snippet = makeSnippet(text, [
      { start: 0, end: 5 },
      { start: at, end: at + 4 },
      { start: at + 9, end: at + 13 },
    ]);
    expect(snippet.marks.map(({ start, end }) => snippet.text.slice(start, end))).toEqual(['here', 'here']);
    expect(snippet).toMatchObject({ isCutBefore: true, isCutAfter: true });
    expect(snippet.text).toMatch(/^w\d+ .* w\d+$/);
    expect(text).toContain(` ${snippet.text} `);
  });

  it('joins marks that overlap', () => {
    const { marks } = makeSnippet('東京都庁', [
      { start: 0, end: 2 },
      { start: 1, end: 3 },
    ]);
    expect(marks).toEqual([{ start: 0, end: 3 }]);
  });

  it('cuts no character in two', () => {
    const family = '👩‍👩‍👧';
    for (let shift = 0; shift < 8; shift += 1) {
      const { text } = makeSnippet('x'.repeat(shift) + family.repeat(100), []);
      expect(text.slice(shift).replaceAll(family, '')).toBe('');
    }
  });

  it('is bounded, a part of the text, and its marks lie within it', () => {
    const marks = fc.array(fc.tuple(fc.nat(2000), fc.integer({ min: 1, max: 30 })), { maxLength: 30 });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), marks, (text, places) => {
        const ranges = places
          .map(([start, length]) => ({ start, end: start + length }))
          .filter(({ end }) => end <= text.length)
          .toSorted((one, other) => one.start - other.start);
        const snippet = makeSnippet(text, ranges);
        expect(text).toContain(snippet.text);
        expect(snippet.text.length).toBeLessThanOrEqual(400);
        for (const { start, end } of snippet.marks) {
          expect(0 <= start && start < end && end <= snippet.text.length).toBe(true);
        }
      }),
    );
  });
});
