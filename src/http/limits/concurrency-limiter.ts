import { ConcurrencyQuota, type QuotaLimits } from './concurrency-quota.js';

/** The number of slots, and of requests that may be queued for them. */
export interface ConcurrencyLimits extends QuotaLimits {
  readonly queuedPerKey: number;
  readonly queuedOverall: number;
}

interface QueuedRequest {
  readonly key: string;
  readonly begin: (leave: () => void) => void;
}

/**
 * Slots as in `ConcurrencyQuota`, with a bounded queue. The first queued request whose key has not used up its share is
 * next, so that a slow client does not block others.
 */
export class ConcurrencyLimiter {
  readonly #running: ConcurrencyQuota;
  readonly #queued: ConcurrencyQuota;
  readonly #queue = new Set<QueuedRequest>();

  constructor({ perKey, overall, queuedPerKey, queuedOverall }: ConcurrencyLimits) {
    this.#running = new ConcurrencyQuota({ perKey, overall });
    this.#queued = new ConcurrencyQuota({ perKey: queuedPerKey, overall: queuedOverall });
  }

  /** Resolves with the release function; undefined, at once, if the queue is full. Rejects when the signal aborts. */
  async acquire(key: string, signal: AbortSignal): Promise<(() => void) | undefined> {
    signal.throwIfAborted();
    const place = this.#running.acquire(key);
    if (place !== undefined) {
      return this.#releasing(place);
    }
    const stopWaiting = this.#queued.acquire(key);
    if (stopWaiting === undefined) {
      return undefined;
    }
    return this.#wait(key, signal).finally(stopWaiting);
  }

  #wait(key: string, signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#queue.delete(waiting);
        reject(signal.reason as Error);
      };
      const waiting: QueuedRequest = {
        key,
        begin: (leave) => {
          signal.removeEventListener('abort', giveUp);
          resolve(leave);
        },
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#queue.add(waiting);
    });
  }

  #releasing(place: () => void): () => void {
    return () => {
      place();
      this.#next();
    };
  }

  #next(): void {
    for (const waiting of this.#queue) {
      const place = this.#running.acquire(waiting.key);
      if (place !== undefined) {
        this.#queue.delete(waiting);
        waiting.begin(this.#releasing(place));
      }
    }
  }
}
