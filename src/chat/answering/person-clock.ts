import type { Clock } from '../../clock.js';

/** Measures an answer without the time in which it waits for the person. */
export class PersonClock {
  readonly #clock: Clock;
  readonly #start: number;
  #waitedMs = 0;
  #waitingSince: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#start = this.#now();
  }

  /** Milliseconds that the answer has worked. */
  workedMs(): number {
    const waiting = this.#waitingSince === undefined ? 0 : this.#now() - this.#waitingSince;
    return this.#now() - this.#start - this.#waitedMs - waiting;
  }

  /** One wait at a time. */
  async whileWaiting<Result>(wait: () => Promise<Result>): Promise<Result> {
    this.#waitingSince = this.#now();
    try {
      return await wait();
    } finally {
      this.#waitedMs += this.#now() - this.#waitingSince;
      this.#waitingSince = undefined;
    }
  }

  /** Resolves when it has worked for so long, or early when `signal` aborts. */
  async worked(milliseconds: number, signal: AbortSignal): Promise<void> {
    for (let left = milliseconds; left > 0 && !signal.aborted; left = milliseconds - this.workedMs()) {
      // While it waits for the person, no time passes: look again after a while.
      await this.#clock.sleep(Math.max(left, 250), signal);
    }
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}
