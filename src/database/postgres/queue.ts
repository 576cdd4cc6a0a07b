import { busy } from './postgres-failure.js';

/**
 * Work of this process that would wait for itself in the database: one at a time, first in, first out. Whoever waits here
 * takes no connection from others.
 */
export class Queue {
  readonly #maxWaitMs: number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(maxWaitMs: number) {
    this.#maxWaitMs = maxWaitMs;
  }

  /** Rejects work that has waited too long, so that a queue behind a database that does not answer is short. */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const end = performance.now() + this.#maxWaitMs;
    const turn = this.#last.then(() => {
      if (performance.now() > end) {
        throw busy();
      }
      return work();
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
