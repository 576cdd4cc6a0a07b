import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { alignWords } from '../../../../src/workspace/changes/edits/align-words.js';

const list = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });

/** The length of the longest common sequence, by its definition. */
function longest(one: readonly string[], other: readonly string[]): number {
  const [first, ...rest] = one;
  if (first === undefined) {
    return 0;
  }
  const at = other.indexOf(first);
  const without = longest(rest, other);
  return at < 0 ? without : Math.max(without, 1 + longest(rest, other.slice(at + 1)));
}

it('keeps as many words as can be kept, in order', () => {
  fc.assert(
    fc.property(list, list, (one, other) => {
      const kept = alignWords(one.length, other.length, (oldAt, newAt) => one[oldAt] === other[newAt]);
      expect(kept).toHaveLength(longest(one, other));
      for (const [at, [oldAt, newAt]] of kept.entries()) {
        expect(one[oldAt]).toBe(other[newAt]);
        expect(oldAt).toBeGreaterThan(kept[at - 1]?.[0] ?? -1);
        expect(newAt).toBeGreaterThan(kept[at - 1]?.[1] ?? -1);
      }
    }),
  );
});

it('compares no more words than fit a call', () => {
  let compared = 0;
  const kept = alignWords(5000, 5000, (oldAt, newAt) => {
    compared += 1;
    return oldAt === newAt && (oldAt < 10 || oldAt > 4990);
  });
  expect(kept).toHaveLength(19);
  expect(compared).toBeLessThan(100);
});
