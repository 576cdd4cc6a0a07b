import { describe, expect, it } from '@jest/globals';
import { RetryLaterError } from '../../../src/errors.js';
import { BackgroundBudget } from '../../../src/notion/limits/background-budget.js';
import { RequestBudget } from '../../../src/notion/limits/request-budget.js';
import { sharedSignal } from '../../support/shared-signal.js';

const never = sharedSignal();
const START = 1_000_000_000;
const MINUTE_MS = 60_000;

/** A connection's budget and its background's, on a clock that only waiting moves on. */
function budgets(requestsPerWindow = 180, share = 0.25) {
  let now = START;
  const budget = new RequestBudget({ requestsPerWindow, window: MINUTE_MS, now: () => now });
  const background = new BackgroundBudget(budget, {
    share,
    now: () => now,
    wait: async (milliseconds, signal) => {
      signal.throwIfAborted();
      now += milliseconds;
      // What runs meanwhile gets its turn.
      await new Promise(setImmediate);
    },
  });
  return {
    budget,
    background,
    pass: (milliseconds: number) => (now += milliseconds),
    now: () => now,
    admission: () => ({ signal: never, deadline: now + 60 * MINUTE_MS }),
  };
}

const nothing = async (): Promise<void> => {};

/** When each of some requests was sent, in milliseconds after the first. */
async function timesOf(count: number, { background, admission, now }: ReturnType<typeof budgets>) {
  const times: number[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    await background.run(async () => void times.push(now() - START), admission());
  }
  return times;
}

describe('BackgroundBudget', () => {
  it('sends its share of a minute and no more, after a burst of what one page needs', async () => {
    const setting = budgets();
    const times = await timesOf(100, setting);
    expect(times.filter((time) => time === 0)).toHaveLength(10);
    for (const start of times.slice(10)) {
      const inMinute = times.filter((time) => time >= start && time < start + MINUTE_MS).length;
      expect(inMinute).toBeLessThanOrEqual(46);
    }
    expect(times.filter((time) => time < MINUTE_MS).length).toBeGreaterThanOrEqual(50);
  });

  it('leaves the window to calls that use most of it, and goes on in the next one', async () => {
    const setting = budgets();
    const { budget, background, admission, now } = setting;
    for (let call = 0; call < 130; call += 1) {
      await budget.run(nothing, admission());
    }
    expect(budget.windowLeft.requests).toBe(50);
    const sentAt = await background.run(async () => now() - START, admission());
    expect(sentAt).toBeGreaterThanOrEqual(MINUTE_MS);
  });

  it('lets every call through that would have gone through without it', async () => {
    const refusedOf = async (withBackground: boolean): Promise<number> => {
      const { budget, background, pass, now } = budgets();
      let refused = 0;
      for (let second = 0; second < 120; second += 1) {
        const soon = { signal: never, deadline: now() };
        if (withBackground) {
          await background.run(nothing, { signal: never, deadline: now() }).catch(() => {});
        }
        for (let call = 0; call < 2; call += 1) {
          await budget.run(nothing, soon).catch(() => (refused += 1));
        }
        pass(1000);
      }
      return refused;
    };
    expect(await refusedOf(true)).toBe(await refusedOf(false));
  });

  it('waits as long as Notion asks, whoever was refused', async () => {
    const { budget, background, admission, now } = budgets();
    budget.pause(40, 'connection');
    expect(await background.run(async () => now() - START, admission())).toBeGreaterThanOrEqual(40_000);
  });

  it('sends only some at a time, so that calls find free slots', async () => {
    const { background, admission } = budgets();
    await background.run(nothing, admission());
    const ends: (() => void)[] = [];
    const held = Array.from({ length: 4 }, () =>
      background.run(
        () =>
          new Promise<void>((resolve) => {
            ends.push(resolve);
          }),
        admission(),
      ),
    );
    while (ends.length < 4) {
      await new Promise(setImmediate);
    }
    await expect(background.run(nothing, { signal: never, deadline: START + 100 })).rejects.toThrow(
      RetryLaterError,
    );
    ends.forEach((end) => end());
    await Promise.all(held);
    await expect(background.run(nothing, admission())).resolves.toBeUndefined();
  });

  it('ends its wait when it is no longer needed', async () => {
    const budget = new RequestBudget({ requestsPerWindow: 4, window: MINUTE_MS });
    const background = new BackgroundBudget(budget, { share: 0.25 });
    await background.run(nothing, { signal: never, deadline: Date.now() + MINUTE_MS });
    const controller = new AbortController();
    const waiting = background.run(nothing, { signal: controller.signal, deadline: Date.now() + MINUTE_MS });
    setImmediate(() => controller.abort(new Error('stopped')));
    await expect(waiting).rejects.toThrow('stopped');
  });
});
