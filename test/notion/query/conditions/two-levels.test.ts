import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isGroup, twoLevels, type FilterTree } from '../../../../src/notion/query/conditions/two-levels.js';

const leaf = (name: string): FilterTree => ({ property: name });
const and = (...parts: FilterTree[]): FilterTree => ({ join: 'and', parts });
const or = (...parts: FilterTree[]): FilterTree => ({ join: 'or', parts });
const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map(leaf) as [
  FilterTree,
  FilterTree,
  FilterTree,
  FilterTree,
  FilterTree,
];

function depth(tree: FilterTree): number {
  return isGroup(tree) ? 1 + Math.max(...tree.parts.map(depth)) : 0;
}

function holds(tree: FilterTree, truth: (name: string) => boolean): boolean {
  if (!isGroup(tree)) {
    return truth(String(tree['property']));
  }
  const results = tree.parts.map((part) => holds(part, truth));
  return tree.join === 'and' ? results.every(Boolean) : results.some(Boolean);
}

const trees = fc.letrec<{ tree: FilterTree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(a, b, c, d, e),
    fc.record({
      join: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    }),
  ),
})).tree;

describe('twoLevels', () => {
  it.each<[string, FilterTree, FilterTree]>([
    ['leaves one condition alone', a, a],
    ['takes a group of one apart', and(or(a)), a],
    ['joins groups of one kind', and(a, and(b, and(c))), and(a, b, c)],
    ['keeps what fits', or(and(a, b), c), or(and(a, b), c)],
    ['multiplies alternatives out', or(and(or(a, b), c), d), or(and(a, c), and(b, c), d)],
    ['takes the shorter direction', and(or(and(a, b), c), d, e), and(or(a, c), or(b, c), d, e)],
  ])('%s', (_name, tree, expected) => {
    expect(twoLevels(tree)).toEqual(expected);
  });

  it('means the same in two levels at most', () => {
    fc.assert(
      fc.property(trees, fc.func(fc.boolean()), (tree, truth) => {
        const result = twoLevels(tree);
        expect(result).toBeDefined();
        expect(depth(result ?? tree)).toBeLessThanOrEqual(2);
        expect(holds(result ?? tree, truth)).toBe(holds(tree, truth));
      }),
    );
  });

  it('gives up where writing it out takes more than a hundred conditions', () => {
    const pairs = Array.from({ length: 8 }, (_, index) => and(leaf(`x${index}`), leaf(`y${index}`)));
    expect(twoLevels(or(...pairs))).toEqual(or(...pairs));
    const deep = and(or(...pairs, c), or(and(a, or(b, and(c, d))), and(...pairs.map((pair) => or(pair, e)))));
    expect(twoLevels(deep)).toBeUndefined();
  });
});
