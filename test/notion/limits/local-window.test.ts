import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { WindowCounter } from '../../../src/notion/limits/window-counter.js';
import { connectionBounds, workspaceBounds } from '../../../src/notion/limits/adaptive-limit.js';
import { LocalWindow } from '../../../src/notion/limits/local-window.js';
import { RequestBudget } from '../../../src/notion/limits/request-budget.js';
import { sharedSignal } from '../../support/shared-signal.js';

const MINUTE = 60_000;

/** Two connections of one workspace, at a time that tests set. */
function twoConnections() {
  const clock = { now: 0 };
  const workspace = new WindowCounter(workspaceBounds, MINUTE);
  const [first, second] = [180, 180].map(
    (start) =>
      new LocalWindow(new WindowCounter(connectionBounds(start), MINUTE), workspace, () => clock.now),
  ) as [LocalWindow, LocalWindow];
  return { clock, first, second };
}

describe('a window in this process', () => {
  it('gives what is left, then one request beyond the limit, then none', () => {
    const { clock, first } = twoConnections();
    expect(first.acquire(100)).toMatchObject({ granted: 100, isProbe: false, left: 80 });
    expect(first.acquire(100)).toMatchObject({ granted: 80, isProbe: false, left: 0 });
    // Not before those within the limit have arrived.
    expect(first.acquire(100)).toMatchObject({ granted: 0, mayGrow: true, retryAfterMs: 1000 });
    clock.now = 1000;
    expect(first.acquire(100)).toMatchObject({ granted: 1, isProbe: true, left: 0 });
    expect(first.acquire(100)).toMatchObject({ granted: 0, isProbe: false, retryAfterMs: MINUTE - 1000 });
  });

  it('goes on in the same window when the request beyond the limit is answered', () => {
    const { clock, first } = twoConnections();
    first.acquire(180);
    clock.now = 1000;
    first.acquire(1);
    first.probeEnded(true);
    expect(first.acquire(500)).toMatchObject({ granted: 270 - 181, limit: 270 });
  });

  it('is closed by a refusal until exactly then, and keeps the limit', () => {
    const { clock, first } = twoConnections();
    first.acquire(180);
    clock.now = 1000;
    first.acquire(1);
    first.close(30_000, 'connection');
    // What was used up is not opened again before its end.
    clock.now = 59_999;
    expect(first.acquire(1)).toMatchObject({ granted: 0, millisecondsToEnd: 1 });
    clock.now = MINUTE;
    expect(first.acquire(500)).toMatchObject({ granted: 180, limit: 180 });
    expect(first.acquire(1)).toMatchObject({ granted: 0 });
  });

  it("keeps the other connections out after the workspace's limit was met, and learns it for all", () => {
    const { clock, first, second } = twoConnections();
    first.acquire(50);
    second.acquire(51);
    let told = 0;
    second.onChange(() => {
      told += 1;
    });
    first.close(90_000, 'workspace');
    expect(told).toBe(1);
    clock.now = 89_999;
    expect(second.acquire(1)).toMatchObject({ granted: 0, millisecondsToEnd: 1, limit: 100 });
    clock.now = 90_000;
    expect(second.acquire(70)).toMatchObject({ granted: 70, left: 30 });
    expect(first.acquire(70)).toMatchObject({ granted: 30, left: 0 });
  });

  it("does not close other connections for one connection's limit, or an endpoint's", () => {
    const { first, second } = twoConnections();
    first.acquire(100);
    first.close(20_000, 'connection');
    first.close(20_000, 'neither');
    expect(first.acquire(1)).toMatchObject({ granted: 0, limit: 99 });
    expect(second.acquire(180)).toMatchObject({ granted: 180, limit: 180 });
  });

  it('opens the next window when Notion has one for certain: its window began when the first request had arrived', () => {
    const { clock, first } = twoConnections();
    expect(first.acquire(100)).toMatchObject({ granted: 100, isFirst: true });
    expect(first.acquire(1)).toMatchObject({ granted: 1, isFirst: false });
    clock.now = 300;
    first.firstRequestEnded();
    clock.now = MINUTE - 1;
    expect(first.acquire(1)).toMatchObject({ granted: 1 });
    // Notion might count this one in either of its windows.
    clock.now = MINUTE;
    expect(first.acquire(1)).toMatchObject({ granted: 0, millisecondsToEnd: 300 });
    clock.now = MINUTE + 300;
    expect(first.acquire(180)).toMatchObject({ granted: 180, isFirst: true });
    // A first request that takes its time does not cost the connection as much.
    clock.now += 30_000;
    first.firstRequestEnded();
    clock.now += 30_000;
    expect(first.acquire(1)).toMatchObject({ granted: 0, millisecondsToEnd: 2000 });
  });

  it('asks for nothing by looking', () => {
    const { clock, first } = twoConnections();
    expect(first.acquire(0)).toMatchObject({ granted: 0, left: 180, millisecondsToEnd: 0 });
    clock.now = 1000;
    first.acquire(1);
    expect(first.acquire(0)).toMatchObject({ granted: 0, left: 179, millisecondsToEnd: MINUTE });
  });
});

describe('a budget that learns', () => {
  it('finds the 600 of a Business workspace within a window', async () => {
    const budget = new RequestBudget({ window: MINUTE });
    let most = 0;
    const send = async (): Promise<void> => {
      most += 1;
      await setTimeout(1);
    };
    const admission = { signal: sharedSignal(), deadline: Date.now() + 30_000 };
    await Promise.all(
      Array.from({ length: 600 }, (_, call) => budget.run(send, { ...admission, fairnessKeys: [{ call }] })),
    );
    expect(most).toBe(600);
    expect(budget.limit).toBe(600);
  });

  it('sends a single request too many to a standard workspace', async () => {
    const budget = new RequestBudget({ window: MINUTE });
    let sent = 0;
    const send = async (): Promise<void> => {
      sent += 1;
      await setTimeout(1);
      if (sent > 180) {
        budget.pause(50, 'connection');
        throw new Error('429');
      }
    };
    const admission = { signal: sharedSignal(), deadline: Date.now() + 30_000 };
    const results = await Promise.allSettled(Array.from({ length: 300 }, () => budget.run(send, admission)));
    expect(sent).toBe(181);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(180);
    expect(budget.limit).toBe(180);
  });
});
