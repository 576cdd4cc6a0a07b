import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { blockBody, countOf, type NewBlock } from '../../../../src/content/markdown/compose/new-blocks.js';
import { planAppends, type PlannedAppend } from '../../../../src/content/markdown/compose/plan-appends.js';

const leaf = (at: number, type = 'paragraph'): NewBlock => ({ type, fields: { at }, children: [] });
const { block } = fc.letrec<{ block: NewBlock }>((tie) => ({
  block: fc.record({
    type: fc.constant('toggle'),
    fields: fc.record({ at: fc.nat() }),
    children: fc.oneof(
      { depthSize: 'medium' },
      fc.constant([]),
      fc.array(tie('block'), { maxLength: 4 }),
      fc.nat({ max: 230 }).map((length) => Array.from({ length }, (_, at) => leaf(at))),
    ),
  }),
}));
const columns = fc
  .array(fc.array(block, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 3 })
  .map((each): NewBlock => ({
    type: 'column_list',
    fields: {},
    children: each.map((children) => ({ type: 'column', fields: {}, children })),
  }));
const table = fc.integer({ min: 1, max: 250 }).map((rows): NewBlock => ({
  type: 'table',
  fields: {},
  children: Array.from({ length: rows }, (_, at) => leaf(at, 'table_row')),
}));

interface Made {
  readonly type: string;
  readonly fields: NewBlock['fields'];
  readonly children: Made[];
}

/** What Notion would have after the requests. */
function carriedOut(requests: readonly PlannedAppend[]): readonly Made[] {
  const root: Made[] = [];
  const made: { readonly home: Made[]; readonly blocks: readonly Made[] }[] = [];
  for (const { place, blocks } of requests) {
    const copies = blocks.map(copyOf);
    let home = root;
    if (place.kind === 'after') {
      home = made[place.request]?.home ?? root;
    } else if (place.kind === 'below') {
      const [first = 0, ...path] = place.path;
      let holder = made[place.request]?.blocks[first];
      for (const at of path) {
        holder = holder?.children[at];
      }
      home = holder?.children ?? root;
    }
    home.push(...copies);
    made.push({ home, blocks: copies });
  }
  return root;
}

function copyOf({ type, fields, children }: NewBlock): Made {
  return { type, fields, children: children.map(copyOf) };
}

function levels({ children }: NewBlock): number {
  return children.reduce((deepest, child) => Math.max(deepest, 1 + levels(child)), 0);
}

function isWithinLimits({ blocks }: PlannedAppend): boolean {
  const siblings = (each: NewBlock): boolean => each.children.length <= 100 && each.children.every(siblings);
  return (
    blocks.length > 0 &&
    blocks.length <= 100 &&
    blocks.every((each) => levels(each) <= 2 && siblings(each)) &&
    blocks.reduce((sum, each) => sum + countOf(each), 0) <= 1000 &&
    Buffer.byteLength(JSON.stringify({ children: blocks.map(blockBody) })) < 500_000
  );
}

describe('requests for blocks', () => {
  it('are within the limits, and together make the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(block, columns, table), { maxLength: 8 }), (blocks) => {
        const requests = planAppends(blocks);
        expect(requests.filter((request) => !isWithinLimits(request))).toEqual([]);
        expect(carriedOut(requests)).toEqual(blocks.map(copyOf));
      }),
      { numRuns: 100 },
    );
  });

  it('hold no more bytes than Notion takes', () => {
    const long = (at: number): NewBlock => ({
      type: 'paragraph',
      fields: { at, text: '漢'.repeat(50_000) },
      children: [],
    });
    const blocks = Array.from({ length: 9 }, (_, at) => long(at));
    const requests = planAppends(blocks);
    expect(requests.every(isWithinLimits)).toBe(true);
    expect(carriedOut(requests)).toEqual(blocks.map(copyOf));
  });
});
