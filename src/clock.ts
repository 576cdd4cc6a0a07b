import { setTimeout as delay } from 'node:timers/promises';

/** Time as a parameter, so that leases and deadlines can be tested without waiting for them. */
export interface Clock {
  now(): Date;
  /** Resolves after the time, or early when `signal` aborts; never rejects. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/**
 * The machine's clock. Processes that share a database compare each other's lease times, so their clocks must agree
 * to within a second or two; on one machine they are the same clock.
 */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (milliseconds, signal) => {
    try {
      await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted !== true) {
        throw error;
      }
    }
  },
};
