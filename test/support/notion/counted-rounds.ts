import { RequestBudget } from '../../../src/notion/limits/request-budget.js';

/** Turns of the event loop in which what follows from a round's answers has been asked for, or nothing does. */
const QUIET_TURNS = 50;

/**
 * A budget that holds all answers until nothing more is asked for without them, and then gives them all at once: a round. How
 * many rounds a call takes is the longest chain of requests of which each waits for the one before, on any machine.
 */
export class CountedRounds extends RequestBudget {
  #rounds = 0;
  #running = 0;
  /** Requests sent and answered so far: whether anything has happened since a moment. */
  #steps = 0;
  #release = (): void => {};
  #over = this.#nextRound();

  /** Rounds since the last look. */
  rounds(): number {
    const count = this.#rounds;
    this.#rounds = 0;
    return count;
  }

  override async run<T>(job: () => Promise<T>, admission: Parameters<RequestBudget['run']>[1]): Promise<T> {
    this.#running += 1;
    this.#steps += 1;
    try {
      return await super.run(job, admission);
    } finally {
      this.#running -= 1;
      this.#steps += 1;
      const over = this.#over;
      void this.#settle();
      await over;
    }
  }

  /** Ends the round, unless something more is sent in it or is still under way. */
  async #settle(): Promise<void> {
    const steps = this.#steps;
    for (let turn = 0; turn < QUIET_TURNS; turn += 1) {
      await new Promise(setImmediate);
    }
    if (steps === this.#steps && this.#running === 0) {
      this.#rounds += 1;
      this.#release();
      this.#over = this.#nextRound();
    }
  }

  #nextRound(): Promise<void> {
    return new Promise((resolve) => {
      this.#release = resolve;
    });
  }
}
