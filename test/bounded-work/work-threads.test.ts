import { setMaxListeners } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { WorkError, WorkThreads } from '../../src/bounded-work/work-threads.js';

const FILE = new URL('sample-thread.mjs', import.meta.url);
const IDLE_MS = 30_000;

/** Timers that run when the test says so. */
class Timers {
  readonly running = new Map<() => void, number>();

  readonly set = (run: () => void, milliseconds: number): (() => void) => {
    const once = (): void => {
      this.running.delete(once);
      run();
    };
    this.running.set(once, milliseconds);
    return () => void this.running.delete(once);
  };

  fire(milliseconds: number): void {
    for (const [run, after] of this.running) {
      if (after === milliseconds) {
        run();
      }
    }
  }
}

function threads(maxThreads?: number): { pool: WorkThreads; timers: Timers; end: () => void } {
  const timers = new Timers();
  return {
    pool: new WorkThreads(FILE, {
      setTimer: timers.set,
      ...(maxThreads === undefined ? {} : { maxThreads }),
    }),
    timers,
    end: () => timers.fire(IDLE_MS),
  };
}

const forEver = new AbortController().signal;
const limits = { signal: forEver, deadlineMs: 1000 };

describe('work on threads', () => {
  it('answers with a copy of what the thread makes of the message, on a thread that is used again', async () => {
    const { pool, end } = threads();
    expect(pool.size).toBe(0);
    const value = { a: [1, new Map([['b', 2]])] };
    expect(await pool.run({ kind: 'echo', value }, limits)).toEqual(value);
    expect(await pool.run({ kind: 'echo', value: 2 }, limits)).toBe(2);
    expect(pool.size).toBe(1);
    end();
  });

  it('gives up what never ends at its deadline, while others go on before and after', async () => {
    const { pool, timers, end } = threads();
    const endless = pool.run({ kind: 'endless' }, limits);
    const failed = expect(endless).rejects.toMatchObject({ name: 'WorkError', failure: 'deadline' });
    expect(await pool.run({ kind: 'echo', value: 'meanwhile' }, { ...limits, deadlineMs: 5 })).toBe(
      'meanwhile',
    );
    timers.fire(1000);
    await failed;
    expect(await pool.run({ kind: 'echo', value: 'after' }, limits)).toBe('after');
    end();
  });

  it('runs no more at once than it is told to', async () => {
    const { pool, end } = threads(1);
    const answers = await Promise.all([1, 2, 3].map((value) => pool.run({ kind: 'echo', value }, limits)));
    expect([answers, pool.size]).toEqual([[1, 2, 3], 1]);
    end();
  });

  it('gives jobs that wait the threads that were taken from endless ones', async () => {
    const { pool, timers, end } = threads();
    const stuck = [1, 2].map(() =>
      expect(pool.run({ kind: 'endless' }, limits)).rejects.toBeInstanceOf(WorkError),
    );
    const waiting = pool.run({ kind: 'echo', value: 'at last' }, { ...limits, deadlineMs: 5 });
    expect(pool.size).toBe(2);
    timers.fire(1000);
    await Promise.all(stuck);
    expect(await waiting).toBe('at last');
    end();
  });

  it('ends a job that nobody waits for any more, running or waiting, with the reason', async () => {
    const { pool, end } = threads();
    const reason = new Error('left');
    const caller = new AbortController();
    const jobs = [1, 2, 3].map(() =>
      expect(pool.run({ kind: 'endless' }, { ...limits, signal: caller.signal })).rejects.toBe(reason),
    );
    caller.abort(reason);
    await Promise.all(jobs);
    await expect(pool.run({ kind: 'echo' }, { ...limits, signal: caller.signal })).rejects.toBe(reason);
    expect(await pool.run({ kind: 'echo', value: 1 }, limits)).toBe(1);
    end();
  });

  it.each(['exit', 'uncaught', 'refused'])('survives a thread that fails: %s', async (kind) => {
    const { pool, end } = threads();
    await expect(pool.run({ kind }, limits)).rejects.toMatchObject({ failure: 'thread' });
    expect(await pool.run({ kind: 'echo', value: 1 }, limits)).toBe(1);
    end();
  });

  it('refuses more than a hundred waiting jobs', async () => {
    const { pool, end } = threads();
    const caller = new AbortController();
    setMaxListeners(0, caller.signal);
    const jobs = Array.from({ length: 102 }, () =>
      expect(pool.run({ kind: 'endless' }, { ...limits, signal: caller.signal })).rejects.toBeDefined(),
    );
    await expect(pool.run({ kind: 'echo' }, limits)).rejects.toMatchObject({ failure: 'crowded' });
    caller.abort(new Error('left'));
    await Promise.all(jobs);
    end();
  });
});

describe('memory', () => {
  it('is bounded by what the process may grow, whatever takes it', async () => {
    const pool = new WorkThreads(FILE);
    const hungry = pool.run(
      { kind: 'hungry' },
      { signal: forEver, deadlineMs: 20_000, maxGrowthBytes: 64 * 1024 ** 2 },
    );
    await expect(hungry).rejects.toMatchObject({ name: 'WorkError', failure: 'memory' });
  });
});
