import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FakeRows, type FakeRow } from '../../../support/notion/fake-rows.js';
import type { WalkPosition } from '../../../../src/workspace/databases/walk/row-window.js';
import { walkRows, type WalkEnd } from '../../../../src/workspace/databases/walk/walk-rows.js';

const WALK = { dataSourceId: 'rows', filter: undefined, propertyIds: ['title'], reserve: 0.2 };
/** The first of 2026, in minutes. */
const BEGIN = Date.UTC(2026, 0) / 60_000;

function rowsAt(minutes: readonly number[]): FakeRow[] {
  return minutes.map((minute, index) => ({ id: `row ${index}`, minute: BEGIN + minute }));
}

const evenly = (count: number, apart: number): FakeRow[] =>
  rowsAt(Array.from({ length: count }, (_, index) => index * apart));

/** The ids that a walk visits, in its order. */
async function walk(
  notion: FakeRows,
  start: WalkPosition = {},
): Promise<{ readonly ids: string[]; readonly end: WalkEnd }> {
  const ids: string[] = [];
  const end = await walkRows(notion.session, WALK, start, (rows) => {
    ids.push(...rows.map(({ id }) => id));
    return Promise.resolve();
  });
  return { ids, end };
}

describe('rounds of requests', () => {
  it.each<[string, FakeRow[], number, number]>([
    ['no rows', [], 1, 1],
    ['100 rows', evenly(100, 60), 1, 1],
    // As many as one after the other: the newest are as good as the next.
    ['180 rows', evenly(180, 60), 2, 2],
    ['1,200 rows, evenly', evenly(1200, 60), 3, 14],
    ['1,200 rows, one a minute', evenly(1200, 1), 3, 14],
    // Nothing smaller than a minute can be asked for.
    ['1,200 rows of one minute', evenly(1200, 0), 12, 12],
  ])('%s', async (_name, rows, rounds, requests) => {
    const notion = new FakeRows(rows);
    const { ids, end } = await walk(notion);
    expect(ids.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    expect(end).toMatchObject({ incomplete: undefined, rest: undefined });
    expect([notion.rounds, notion.requests.reduce((sum, each) => sum + each, 0)]).toEqual([rounds, requests]);
  });

  it('1,200 rows in bursts: few rounds, for twice the requests at worst', async () => {
    // Imports of 150 rows in three minutes, a month apart.
    const rows = rowsAt(
      Array.from({ length: 1200 }, (_, index) => Math.floor(index / 150) * 43_200 + (index % 3)),
    );
    const notion = new FakeRows(rows);
    const { ids } = await walk(notion);
    expect(new Set(ids).size).toBe(1200);
    expect(ids).toHaveLength(1200);
    // Twelve windows over all the months, then the rest of each burst.
    expect(notion.requests).toEqual([1, 1, 12, 10]);
  });

  it('20,000 rows: twelve requests at a time, and a tenth more of them than one after the other', async () => {
    const notion = new FakeRows(evenly(20_000, 7));
    const { ids } = await walk(notion);
    expect(new Set(ids).size).toBe(20_000);
    expect(Math.max(...notion.requests)).toBe(12);
    expect(notion.rounds).toBeLessThan(40);
    expect(notion.requests.reduce((sum, each) => sum + each, 0)).toBeLessThan(220);
  });

  it('one page after the other with less than a third of the request window left', async () => {
    const notion = new FakeRows(evenly(1200, 60));
    notion.windowLeft = { requests: 59, limit: 180 };
    const { ids } = await walk(notion);
    expect(ids).toEqual(notion.rows.map(({ id }) => id));
    expect(notion.requests).toEqual(Array.from({ length: 12 }, () => 1));
  });

  it('one after the other from the moment the window is nearly used up', async () => {
    const notion = new FakeRows(evenly(1200, 60));
    notion.onRound = (round) => {
      if (round === 2) {
        notion.windowLeft = { requests: 59, limit: 180 };
      }
    };
    const { ids } = await walk(notion);
    expect(new Set(ids).size).toBe(1200);
    expect(notion.requests).toEqual(Array.from({ length: 13 }, () => 1));
  });
});

describe('each row once', () => {
  /** Rows that come in bursts and alone, many in one minute. */
  const minutes = fc
    .array(
      fc.record({ at: fc.nat(3000), count: fc.integer({ min: 1, max: 260 }), apart: fc.nat(3) }),
      { minLength: 1, maxLength: 12 }, // some 1,500 rows
    )
    .map((bursts) =>
      bursts.flatMap(({ at, count, apart }) =>
        Array.from({ length: count }, (_, index) => at + index * apart),
      ),
    );
  /** What happens before a round is answered. */
  const changes = fc.array(
    fc.record({ round: fc.integer({ min: 1, max: 8 }), add: fc.nat(3500), remove: fc.nat(1000) }),
    { maxLength: 10 },
  );

  it('while others are created and deleted', async () => {
    await fc.assert(
      fc.asyncProperty(minutes, changes, async (times, planned) => {
        const notion = new FakeRows(rowsAt(times));
        const kept = new Set(notion.rows.map(({ id }) => id));
        const all = new Set(kept);
        notion.onRound = (round) => {
          for (const [index, { add, remove }] of planned.filter((each) => each.round === round).entries()) {
            const added = { id: `added ${round} ${index}`, minute: BEGIN + add };
            all.add(added.id);
            const gone = notion.rows[remove % notion.rows.length];
            kept.delete(gone?.id ?? '');
            notion.rows = [...notion.rows.filter((row) => row !== gone), added];
          }
        };
        const { ids, end } = await walk(notion);
        expect(end.incomplete).toBeUndefined();
        expect(new Set(ids).size).toBe(ids.length);
        expect([...kept].filter((id) => !ids.includes(id))).toEqual([]);
        expect(ids.filter((id) => !all.has(id))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('over calls that run out of time after any number of rounds', async () => {
    await fc.assert(
      fc.asyncProperty(minutes, fc.integer({ min: 1, max: 4 }), async (times, most) => {
        const notion = new FakeRows(rowsAt(times));
        const seen: string[] = [];
        let start: WalkPosition | undefined = {};
        for (let calls = 0; start !== undefined && calls < 100; calls += 1) {
          const begun = notion.rounds;
          notion.timeLeft = () => (notion.rounds - begun >= most ? 0.1 : 1);
          const { ids, end } = await walk(notion, start);
          expect(end.incomplete === undefined).toBe(end.rest === undefined);
          seen.push(...ids);
          start = end.rest && (JSON.parse(JSON.stringify(end.rest)) as WalkPosition);
        }
        expect(start).toBeUndefined();
        expect(seen.toSorted()).toEqual(notion.rows.map(({ id }) => id).toSorted());
      }),
      { numRuns: 60 },
    );
  });
});

it('tells after each round that rows were visited', async () => {
  const told: number[] = [];
  let visited = 0;
  const notion = new FakeRows(evenly(350, 60));
  await walkRows(notion.session, { ...WALK, progress: () => told.push(visited) }, {}, (rows) => {
    visited += rows.length;
    return Promise.resolve();
  });
  expect(told.at(-1)).toBe(350);
  expect(told.length).toBeGreaterThan(1);
  expect(told).toEqual(told.toSorted((left, right) => left - right));
});
