import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { RetryLaterError } from '../../../src/errors.js';
import { RequestBudget, type RequestBudgetOptions } from '../../../src/notion/limits/request-budget.js';
import { sharedSignal } from '../../support/shared-signal.js';

const never = sharedSignal();
const patient = (): { signal: AbortSignal; deadline: number } => ({
  signal: never,
  deadline: Date.now() + 60_000,
});

/** A budget whose first slots have been granted. */
async function readyBudget(options?: RequestBudgetOptions): Promise<RequestBudget> {
  const budget = new RequestBudget(options);
  await budget.run(async () => undefined, patient());
  await setTimeout(100);
  return budget;
}

describe('RequestBudget', () => {
  it('lets a burst of the whole budget through at once', async () => {
    const budget = new RequestBudget({ requestsPerWindow: 20, window: 60_000 });
    const done = await Promise.all(
      Array.from({ length: 20 }, (_, index) => budget.run(async () => index, patient())),
    );
    expect(done).toHaveLength(20);
  });

  it('starts no more than the budget in any window and loses none', async () => {
    const budget = new RequestBudget({ requestsPerWindow: 5, window: 100 });
    const starts: number[] = [];
    await Promise.all(
      Array.from({ length: 17 }, () =>
        budget.run(async () => {
          starts.push(Date.now());
        }, patient()),
      ),
    );
    expect(starts).toHaveLength(17);
    for (let index = 5; index < starts.length; index += 1) {
      // A window is 100 ms; timers may fire a millisecond early.
      expect((starts[index] ?? 0) - (starts[index - 5] ?? 0)).toBeGreaterThanOrEqual(50);
    }
  });

  it('answers at once with the seconds when the turn would come after the deadline', async () => {
    const budget = new RequestBudget({ requestsPerWindow: 1, window: 30_000 });
    await budget.run(async () => 'first', patient());
    const refused = budget.run(async () => 'second', { signal: never, deadline: Date.now() + 5000 });
    await expect(refused).rejects.toBeInstanceOf(RetryLaterError);
    await expect(refused).rejects.toMatchObject({ seconds: 30 });
    expect(budget.queued).toBe(0);
  });

  it('says what is left of the window: not what was sent, nor what waits', async () => {
    let now = 1_000_000;
    const budget = new RequestBudget({ requestsPerWindow: 20, window: 60_000, now: () => now });
    expect(budget.windowLeft).toEqual({ requests: 20, limit: 20 });
    let answer = (): void => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const ask = (count: number): Promise<void>[] =>
      Array.from({ length: count }, () => budget.run(() => held, { signal: never, deadline: now + 60_000 }));
    // More than are sent at once.
    const asked = ask(15);
    expect(budget.windowLeft).toEqual({ requests: 5, limit: 20 });
    answer();
    await Promise.all(asked);
    expect(budget.windowLeft).toEqual({ requests: 5, limit: 20 });
    const last = ask(1);
    budget.pause(30);
    expect(budget.windowLeft).toEqual({ requests: 0, limit: 20 });
    await Promise.all(last);
    now += 61_000;
    expect(budget.windowLeft).toEqual({ requests: 20, limit: 20 });
  });

  it('pauses everything after a 429 for the whole time that Notion named', async () => {
    const budget = new RequestBudget({ requestsPerWindow: 100, window: 60_000 });
    await budget.run(async () => undefined, patient());
    const pausedAt = Date.now();
    budget.pause(0.3);
    await budget.run(async () => undefined, patient());
    expect(Date.now() - pausedAt).toBeGreaterThanOrEqual(298);
  });

  it('tells those in the queue when a pause moves their turn past their deadline', async () => {
    const budget = new RequestBudget({ requestsPerWindow: 1, window: 300 });
    await budget.run(async () => undefined, patient());
    const hurried = budget.run(async () => 'hurried', { signal: never, deadline: Date.now() + 1000 });
    const calm = budget.run(async () => 'calm', patient());
    budget.pause(2);
    await expect(hurried).rejects.toMatchObject({ seconds: 2 });
    await expect(calm).resolves.toBe('calm');
  });

  it('never shortens a pause', async () => {
    const budget = new RequestBudget({ requestsPerWindow: 10, window: 60_000 });
    budget.pause(40);
    budget.pause(3);
    const refused = budget.run(async () => undefined, { signal: never, deadline: Date.now() + 10_000 });
    await expect(refused).rejects.toMatchObject({ seconds: 40 });
  });

  it('gives the place of a cancelled request to the next', async () => {
    const budget = new RequestBudget({ requestsPerWindow: 1, window: 200 });
    await budget.run(async () => undefined, patient());
    const controller = new AbortController();
    let cancelledRan = false;
    const cancelled = budget.run(
      async () => {
        cancelledRan = true;
      },
      { signal: controller.signal, deadline: Date.now() + 60_000 },
    );
    const next = budget.run(async () => 'next', patient());
    controller.abort(new Error('gone'));
    await expect(cancelled).rejects.toThrow('gone');
    await expect(next).resolves.toBe('next');
    expect(cancelledRan).toBe(false);
  });

  it('goes on when the timer of a window fires early', async () => {
    // The clock is put back while the timer runs, so the timer comes before the window's end.
    let lag = 0;
    const budget = new RequestBudget({ requestsPerWindow: 1, window: 50, now: () => Date.now() - lag });
    await budget.run(async () => undefined, patient());
    const next = budget.run(async () => 'next', patient());
    lag = 20;
    await expect(next).resolves.toBe('next');
  });

  it('passes a failing job on and goes on', async () => {
    const budget = new RequestBudget();
    await expect(budget.run(() => Promise.reject(new Error('broken')), patient())).rejects.toThrow('broken');
    await expect(budget.run(async () => 'fine', patient())).resolves.toBe('fine');
  });

  it('does not keep a small call waiting for a large one of the same connection', async () => {
    const budget = new RequestBudget({ requestsPerWindow: 1000 });
    const [large, small] = [{}, {}];
    const order: string[] = [];
    const send = (call: object, name: string): Promise<void> =>
      budget.run(
        async () => {
          order.push(name);
          await setTimeout(5);
        },
        { ...patient(), fairnessKeys: [budget, call] },
      );
    const all = Array.from({ length: 130 }, () => send(large, 'large'));
    await Promise.all([...all, send(small, 'small')]);
    // The first sixteen were sent before the small call came.
    expect(order.indexOf('small')).toBeLessThanOrEqual(17);
  });

  it('gives the turn to others at the cost of the one that queues the most', async () => {
    const budget = new RequestBudget({ requestsPerWindow: 3, window: 200 });
    const [greedy, modest] = [{}, {}];
    await Promise.all([1, 2, 3].map(() => budget.run(async () => undefined, patient())));
    const admission = { signal: never, deadline: Date.now() + 300 };
    const results = await Promise.allSettled(
      [greedy, greedy, greedy, modest].map((call) =>
        budget.run(async () => call, { ...admission, fairnessKeys: [call] }),
      ),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(results[2]).toMatchObject({ reason: { seconds: 1 } });
  });

  it('bounds its queue although the budget would allow any number', async () => {
    const budget = await readyBudget({ requestsPerWindow: 1_000_000 });
    let finish = (): void => {};
    const held = new Promise<void>((resolve) => (finish = resolve));
    let running = 0;
    const results = Promise.allSettled(
      Array.from({ length: 1500 }, () =>
        budget.run(
          () => {
            running += 1;
            return held;
          },
          { ...patient(), fairnessKeys: [{}] },
        ),
      ),
    );
    // A thousand wait beside those that run at once: sixteen, as soon as Bottleneck has granted as many.
    const startedAtOnce = running;
    expect(budget.queued).toBe(1000);
    finish();
    const refused = (await results).filter(({ status }) => status === 'rejected');
    expect(startedAtOnce).toBeLessThanOrEqual(16);
    expect(refused).toHaveLength(1500 - 1000 - startedAtOnce);
    expect(refused[0]).toMatchObject({ reason: expect.any(RetryLaterError) });
  });

  it('starts at once when nothing waits', async () => {
    const budget = await readyBudget();
    let started = false;
    const running = budget.run(async () => {
      started = true;
    }, patient());
    expect(started).toBe(true);
    await running;
  });
});
