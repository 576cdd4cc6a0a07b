import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../../src/credentials/clock.js';

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** Real milliseconds for everything that is not asleep to come to rest: statements, and waits for SQLite's lock. */
const SETTLING = 3;

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
    await delay(SETTLING);
    for (let next = this.#nextDue(); next !== undefined && next <= end; next = this.#nextDue()) {
      await this.#moveTo(next);
    }
    this.#time = end;
  }

  /** Lets as much time pass as the promise needs. */
  async until<Result>(promise: Promise<Result>): Promise<Result> {
    const settled = new AbortController();
    const settle = (): void => settled.abort();
    promise.then(settle, settle);
    await delay(SETTLING);
    while (!settled.signal.aborted) {
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
    await delay(SETTLING);
  }
}
