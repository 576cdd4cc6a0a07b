import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { graphemeBoundary, truncateText } from '../../../src/content/answer/truncate.js';

describe('truncateText', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly', 7, 'exactly'],
    ['too long', 4, 'too…'],
    ['too long', 5, 'too…'],
    ['a👨‍👩‍👧b', 5, 'a…'],
    ['e\u0301e\u0301e\u0301', 4, 'e\u0301…'],
    ['🇩🇪🇫🇷🇪🇸', 10, '🇩🇪🇫🇷…'],
    ['x', 0, ''],
  ])('%s in %d', (text, maximum, expected) => {
    expect(truncateText(text, maximum)).toBe(expected);
  });

  it('fits and never leaves half a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 1, max: 300 }),
        (text, maximum) => {
          const short = truncateText(text, maximum);
          expect(short.length).toBeLessThanOrEqual(maximum);
          expect(short).not.toMatch(/\p{Surrogate}/u);
        },
      ),
    );
  });

  it('cuts a cluster without end at a code point', () => {
    const cluster = `e${'\u0301'.repeat(5_000)}`;
    expect(graphemeBoundary(cluster, 2_000)).toBeGreaterThan(1_000);
    expect(graphemeBoundary('😀'.repeat(3), 3)).toBe(2);
  });
});
