import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  MAX_DEPTH,
  rootMembershipOf,
  type FindLocation,
  type ObjectRef,
  type Location,
} from '../../../src/notion/roots/ancestry.js';

const ref = (id: string): ObjectRef => ({ kind: 'page', id });
const places =
  (parents: Readonly<Record<string, Location | 'unchecked'>>): FindLocation =>
  ({ id }) =>
    Promise.resolve(parents[id]);
const under = (id: string, original?: string): Location => ({
  parent: ref(id),
  original: original === undefined ? undefined : ref(original),
});
const top: Location = { parent: undefined };

describe('where an object stands', () => {
  it.each([
    ['a root', 'root', {}, 'inside'],
    ['a child of a root', 'a', { a: under('root') }, 'inside'],
    ['a grandchild', 'a', { a: under('b'), b: under('root') }, 'inside'],
    ['what is above a root', 'home', { home: top, root: under('home') }, 'outside'],
    ['a sibling of a root', 'a', { a: under('home'), home: top }, 'outside'],
    ['what cannot be read', 'a', {}, 'outside'],
    ['what has a parent that cannot be read', 'a', { a: under('b') }, 'outside'],
    ['what lies in itself', 'a', { a: under('a') }, 'outside'],
    ['what lies in a circle', 'a', { a: under('b'), b: under('c'), c: under('b') }, 'outside'],
    ['what may not be looked up', 'a', { a: under('b'), b: 'unchecked' }, 'unchecked'],
    ['a copy of what is inside', 'a', { a: under('root', 'b'), b: under('root') }, 'inside'],
    ['a copy of what is outside', 'a', { a: under('root', 'b'), b: top }, 'outside'],
    ['a copy of what cannot be read', 'a', { a: under('root', 'b') }, 'outside'],
    [
      'what lies in a copy of what is outside',
      'x',
      { x: under('a'), a: under('root', 'b'), b: top },
      'outside',
    ],
    ['a copy of itself', 'a', { a: under('root', 'a') }, 'outside'],
  ] as const)('%s', async (_, start, parents, expected) => {
    expect(await rootMembershipOf(ref(start), new Set(['root']), places(parents))).toBe(expected);
  });

  it('is outside for everybody who has no roots', async () => {
    expect(await rootMembershipOf(ref('a'), new Set(), places({ a: top }))).toBe('outside');
  });

  it('is outside where it lies too deep, whatever lies above', async () => {
    const chain = (length: number): Record<string, Location> =>
      Object.fromEntries(
        Array.from({ length }, (_, index) => [
          `${index}`,
          under(index === length - 1 ? 'root' : `${index + 1}`),
        ]),
      );
    const roots = new Set(['root']);
    expect(await rootMembershipOf(ref('0'), roots, places(chain(MAX_DEPTH)))).toBe('inside');
    expect(await rootMembershipOf(ref('0'), roots, places(chain(MAX_DEPTH + 1)))).toBe('outside');
  });

  it('is inside only where a chain of parents without a gap leads to a root, in any graph', async () => {
    const node = fc.nat({ max: 12 }).map(String);
    const graphs = fc.dictionary(node, fc.option(node, { nil: undefined }));
    await fc.assert(
      fc.asyncProperty(
        graphs,
        fc.uniqueArray(node, { maxLength: 3 }),
        node,
        async (parents, roots, start) => {
          const known: FindLocation = ({ id }) => {
            const parent = parents[id];
            return Promise.resolve(
              Object.hasOwn(parents, id)
                ? { parent: parent === undefined ? undefined : ref(parent) }
                : undefined,
            );
          };
          const reached = new Set<string>();
          let at: string | undefined = start;
          while (at !== undefined && !reached.has(at)) {
            reached.add(at);
            at = parents[at];
          }
          const expected = roots.some((root) => reached.has(root)) ? 'inside' : 'outside';
          expect(await rootMembershipOf(ref(start), new Set(roots), known)).toBe(expected);
        },
      ),
    );
  });
});
