import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../../src/clock.js';

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** Real milliseconds for everything that is not asleep to come to rest: statements, and waits for SQLite's lock. */
const SETTLING = 3;
/** Real milliseconds after which a clock moves on all the same: whoever is waited for may wait for the clock. */
const PATIENCE = 2000;

/** What else keeps a clock from moving on, such as a statement that a server has not answered. */
export const unsettled = new Set<() => boolean>();

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #time: number;
  #sleepers: Sleeper[] = [];

  constructor(start = Date.UTC(2026, 0, 5, 9)) {
    this.#time = start;
  }

  now(): Date {
    return new Date(this.#time);
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (milliseconds <= 0 || signal?.aborted === true) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const sleeper = { due: this.#time + milliseconds, wake: () => leave() };
      const leave = (): void => {
        signal?.removeEventListener('abort', leave);
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        resolve();
      };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', leave);
    });
  }

  /** Lets the time pass and wakes whoever is due on the way. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#time + milliseconds;
    await settle();
    for (let next = this.#nextDue(); next !== undefined && next <= end; next = this.#nextDue()) {
      await this.#moveTo(next);
    }
    this.#time = end;
  }

  /** Lets as much time pass as the promise needs. */
  async until<Result>(promise: Promise<Result>): Promise<Result> {
    const over = new AbortController();
    const end = (): void => over.abort();
    promise.then(end, end);
    await settle();
    while (!over.signal.aborted) {
      await this.#moveTo(this.#nextDue() ?? this.#time);
    }
    return promise;
  }

  #nextDue(): number | undefined {
    return this.#sleepers.length === 0 ? undefined : Math.min(...this.#sleepers.map(({ due }) => due));
  }

  async #moveTo(time: number): Promise<void> {
    this.#time = Math.max(this.#time, time);
    const awake = this.#sleepers.filter(({ due }) => due <= this.#time);
    this.#sleepers = this.#sleepers.filter(({ due }) => due > this.#time);
    for (const { wake } of awake) {
      wake();
    }
    await settle();
  }
}

async function settle(): Promise<void> {
  const isBusy = (): boolean => [...unsettled].some((isUnsettled) => isUnsettled());
  const end = performance.now() + PATIENCE;
  await delay(SETTLING);
  while (isBusy() && performance.now() < end) {
    // What the answer leads to may ask again.
    await delay(SETTLING);
  }
}
