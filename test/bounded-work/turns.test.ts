import { describe, expect, it } from '@jest/globals';
import { endLongTurn, nextTurn } from '../../src/bounded-work/turns.js';
import { countTurns, spin } from '../support/event-loop.js';

/** One turn of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('long work', () => {
  it('goes on in one place in each turn of the event loop, in the order in which turns were asked for', async () => {
    const done: string[] = [];
    const work = async (name: string): Promise<void> => {
      for (const piece of [1, 2]) {
        await nextTurn();
        done.push(`${name}${piece}`);
      }
    };
    const all = Promise.all([work('a'), work('b'), work('c')]);
    expect(done).toEqual([]);
    const counts: number[] = [];
    while (done.length < 6) {
      await turn();
      counts.push(done.length);
    }
    await all;
    expect(done).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'c2']);
    expect(counts.every((count, index) => count - (counts[index - 1] ?? 0) <= 1)).toBe(true);
  });
});

it('leaves turns to other work where pieces follow each other by promises alone', async () => {
  const turns = countTurns();
  for (let piece = 0; piece < 30; piece += 1) {
    await endLongTurn();
    spin(2);
  }
  expect(turns()).toBeGreaterThan(4);
});
