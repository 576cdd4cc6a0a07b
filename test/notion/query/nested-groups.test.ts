import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { WhereItem } from '../../../src/notion/query/conditions/planned-condition.js';
import { withoutNesting } from '../../../src/notion/query/nested-groups.js';
import { planWhere } from '../../../src/notion/query/where.js';
import { refusal } from './expect-input-error.js';
import { taskSchema } from './schema-example.js';

const on = (property: string): WhereItem => ({ property, operator: 'is_empty' });
const [a, b, c, d] = ['A', 'B', 'C', 'D'].map(on) as [WhereItem, WhereItem, WhereItem, WhereItem];

/** Whether a row fits, of which these properties are empty. */
function holds(item: WhereItem, empty: ReadonlySet<string>): boolean {
  return item.property !== undefined
    ? empty.has(item.property)
    : (item.any?.some((inner) => holds(inner, empty)) ??
        item.all?.every((inner) => holds(inner, empty)) ??
        false);
}

describe('withoutNesting', () => {
  it.each<[string, WhereItem[], 'all' | 'any', unknown]>([
    ['any of all', [{ any: [{ all: [a, b] }, c] }], 'all', { match: 'any', where: [{ all: [a, b] }, c] }],
    ['all of any', [{ all: [{ any: [a, b] }, c] }], 'any', { match: 'all', where: [{ any: [a, b] }, c] }],
    [
      'any in any',
      [{ any: [{ any: [a, b] }, c] }, d],
      'all',
      { match: 'all', where: [{ any: [a, b, c] }, d] },
    ],
    [
      'three levels',
      [d, { any: [{ all: [a, b] }, c] }],
      'all',
      { match: 'any', where: [{ all: [d, a, b] }, { all: [d, c] }] },
    ],
  ])('%s', (_name, where, match, expected) => {
    expect(withoutNesting(where, match)).toEqual(expected);
  });

  it('leaves questions without groups in groups as they are', () => {
    const where = [{ any: [a, b] }, c];
    expect(withoutNesting(where, 'all').where).toBe(where);
  });

  it('keeps the meaning', () => {
    const leaf = fc.constantFrom(a, b, c, d);
    const list = (of: fc.Arbitrary<WhereItem>) => fc.array(of, { minLength: 1, maxLength: 3 });
    const group = (of: fc.Arbitrary<WhereItem>) =>
      fc.oneof(
        leaf,
        list(of).map((any): WhereItem => ({ any })),
        list(of).map((all): WhereItem => ({ all })),
      );
    const empties = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D')).map((names) => new Set(names));
    fc.assert(
      fc.property(list(group(group(leaf))), fc.constantFrom('all', 'any'), empties, (where, match, empty) => {
        const flat = withoutNesting(where, match);
        const fits = (items: readonly WhereItem[], how: 'all' | 'any') => holds({ [how]: items }, empty);
        expect(fits(flat.where, flat.match)).toBe(fits(where, match));
      }),
    );
  });

  it('refuses mixed forms, and what does not fit', () => {
    expect(refusal(() => withoutNesting([{ any: [{ ...a, all: [b] }] }], 'all')).argument).toBe(
      'where[0].any[0]',
    );
    const pairs = { any: Array.from({ length: 7 }, () => ({ all: [a, b] })) };
    expect(refusal(() => withoutNesting([pairs, pairs, pairs], 'all'))).toMatchObject({
      argument: 'where',
      message: expect.stringContaining('two levels'),
    });
  });
});

it('conditions in groups are checked like those that stand alone', () => {
  expect(refusal(() => planWhere(taskSchema, [{ any: [{ property: 'Status' }] }]))).toMatchObject({
    argument: 'where[0].any[0].operator',
    advice:
      'Write {"property": "Status", "operator": "…", "value": …}, for instance with equals, contains or is_empty.',
  });
});
