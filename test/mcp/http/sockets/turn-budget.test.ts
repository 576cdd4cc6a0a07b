import { describe, expect, it } from '@jest/globals';
import { TurnBudget } from '../../../../src/mcp/http/sockets/turn-budget.js';

/** A clock whose time passes with tasks only, and an event loop that turns when told. */
function loop() {
  let [now, turns] = [0, [] as (() => void)[]];
  const budget = new TurnBudget({ now: () => now, nextTurn: (callback) => void turns.push(callback) });
  const done: string[] = [];
  return {
    done,
    /** A task of so many milliseconds. */
    run: (name: string, milliseconds: number, isProven = false) =>
      budget.run(() => {
        now += milliseconds;
        done.push(name);
      }, isProven),
    fail: () =>
      budget.run(() => {
        throw new Error('failed');
      }),
    /** What is done in the next turn; undefined if there is none. */
    turn: () => {
      const [began, due] = [done.length, turns];
      turns = [];
      due.forEach((callback) => callback());
      return due.length === 0 ? undefined : done.slice(began);
    },
  };
}

describe('a turn of the event loop', () => {
  it('takes tasks at once while it has time', () => {
    const { run, done } = loop();
    ['a', 'b', 'c'].forEach((name) => run(name, 2));
    expect(done).toEqual(['a', 'b', 'c']);
  });

  it('leaves the rest to the next ones, one to each, in order', () => {
    const { run, done, turn } = loop();
    Array.from('abcdef', (name) => run(name, 3));
    expect(done.splice(0)).toEqual(['a', 'b', 'c']);
    expect([turn(), turn(), turn(), turn(), turn()]).toEqual([['d'], ['e'], ['f'], [], undefined]);
  });

  it('lets nobody pass those who wait', () => {
    const { run, done, turn } = loop();
    run('long', 10);
    run('waits', 1);
    run('waits after it', 1);
    expect(turn()).toEqual(['waits']);
    run('comes in that turn', 1);
    expect([[...done], turn(), turn()]).toEqual([
      ['long', 'waits'],
      ['waits after it'],
      ['comes in that turn'],
    ]);
  });

  it('lets those who have proven who they are wait for each other and for one stranger each', () => {
    const { run, turn } = loop();
    run('long', 10);
    Array.from('abc', (name) => run(`stranger ${name}`, 1));
    Array.from('xyz', (name) => run(`proven ${name}`, 1, true));
    expect(Array.from({ length: 6 }, () => turn()?.join())).toEqual([
      'proven x',
      'stranger a',
      'proven y',
      'stranger b',
      'proven z',
      'stranger c',
    ]);
  });

  it('takes those who have proven who they are at once while only strangers wait', () => {
    const { run, done, turn } = loop();
    run('long', 10);
    run('stranger', 1);
    run('another stranger', 1);
    expect(turn()).toEqual(['stranger']);
    run('proven', 1, true);
    expect(done).toEqual(['long', 'stranger', 'proven']);
  });

  it('begins anew after a rest', () => {
    const { run, done, turn } = loop();
    run('a', 10);
    run('b', 1);
    expect([turn(), turn(), turn()]).toEqual([['b'], [], undefined]);
    run('c', 10);
    expect(done).toEqual(['a', 'b', 'c']);
  });

  it('has no end to wait for as long as little was done', () => {
    const { run, done, turn } = loop();
    Array.from('abcd', (name) => run(name, 1));
    expect([[...done], turn()]).toEqual([['a', 'b', 'c', 'd'], undefined]);
    run('e', 1);
    expect([done.length, turn(), turn(), turn()]).toEqual([5, [], undefined, undefined]);
  });

  it.each([1, 3, 5, 7, 9, 20, 100])(
    'takes at most eight milliseconds and a task of %d, however many come',
    (milliseconds) => {
      const { run, done, turn } = loop();
      for (let rounds = 0; rounds < 5; rounds += 1) {
        const before = done.length;
        Array.from('abcdefghijklmnop', (name) => run(name, milliseconds));
        expect((done.length - before - 1) * milliseconds).toBeLessThan(8);
        let isOver = false;
        while (!isOver) {
          const did = turn();
          isOver = did === undefined;
          expect(did?.length ?? 0).toBeLessThan(2);
        }
      }
    },
  );

  it('goes on after a task that failed', () => {
    const { run, fail, turn } = loop();
    run('long', 10);
    fail();
    run('next', 1);
    expect(turn).toThrow('failed');
    expect(turn()).toEqual(['next']);
  });
});
