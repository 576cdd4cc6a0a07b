import { describe, expect, it } from '@jest/globals';
import { RequestBudget } from '../../../src/notion/limits/request-budget.js';
import type { Grant, RequestWindow } from '../../../src/notion/limits/request-window.js';

const MINUTE = 60_000;

/** A window that grants what it is told to, and writes down what it was asked. */
class NotedWindow implements RequestWindow {
  readonly asked: (readonly [wanted: number, queued: number])[] = [];
  readonly listeners = new Set<() => void>();
  grants = true;

  acquire(wanted: number, queued: number): Grant {
    this.asked.push([wanted, queued]);
    return {
      granted: this.grants ? wanted : 0,
      isProbe: false,
      isFirst: false,
      mayGrow: true,
      limit: 100,
      left: 100,
      retryAfterMs: MINUTE,
      millisecondsToEnd: MINUTE,
      waitingElsewhere: 0,
      processesElsewhere: 0,
    };
  }

  close(): void {}

  firstRequestEnded(): void {}

  probeEnded(): void {}

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

const patient = (signal = new AbortController().signal) => ({ signal, deadline: Date.now() + MINUTE });
/** What follows an answered request has run by then. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a budget whose requests are over', () => {
  it('is told nothing and asks nothing, and sees what has changed when the next request comes', async () => {
    const window = new NotedWindow();
    const budget = new RequestBudget({ requests: window });
    expect(window.listeners.size).toBe(0);
    const first = budget.run(async () => window.listeners.size, patient());
    expect(await first).toBe(1);
    await settled();
    expect(window.listeners.size).toBe(0);
    const asked = window.asked.length;
    await budget.run(async () => undefined, patient());
    expect(window.asked.length).toBeGreaterThan(asked);
  });

  it('lets another connection start at once', async () => {
    // Two that are active at once have a gate each; both are there for who comes next.
    const [one, other] = [new RequestBudget(), new RequestBudget()];
    await Promise.all([one, other].map((budget) => budget.run(async () => undefined, patient())));
    await settled();
    let started = false;
    const running = new RequestBudget().run(async () => {
      started = true;
    }, patient());
    expect(started).toBe(true);
    await running;
  });

  it('keeps its gate while a request is under way', async () => {
    const window = new NotedWindow();
    const budget = new RequestBudget({ requests: window });
    let end = (): void => {};
    const held = new Promise<void>((resolve) => (end = resolve));
    const running = budget.run(() => held, patient());
    await budget.run(async () => undefined, patient());
    await settled();
    expect(window.listeners.size).toBe(1);
    end();
    await running;
    await settled();
    expect(window.listeners.size).toBe(0);
  });

  it('reports that those who left no longer wait', async () => {
    const window = new NotedWindow();
    const budget = new RequestBudget({ requests: window });
    await budget.run(async () => undefined, patient());
    await settled();
    window.grants = false;
    const caller = new AbortController();
    const waiting = [1, 2].map(() => budget.run(async () => undefined, patient(caller.signal)));
    expect(window.asked.at(-1)?.[1]).toBeGreaterThan(0);
    caller.abort(new Error('gone'));
    await Promise.allSettled(waiting);
    expect(window.asked.at(-1)).toEqual([0, 0]);
    expect(window.listeners.size).toBe(0);
  });
});
