import { Shares, type ShareLimits } from './concurrency-quota.js';

/** How many places there are, and how many may wait for one. */
export interface PlaceLimits extends ShareLimits {
  readonly waitingPerParty: number;
  readonly waitingOverall: number;
}

interface Waiting {
  readonly party: string;
  readonly begin: (leave: () => void) => void;
}

/**
 * Places as in `Shares`, for which a few may wait. The first in the queue whose party has not its share of places is next,
 * so that a party that takes long keeps nobody else waiting.
 */
export class WaitingPlaces {
  readonly #shares: Shares;
  readonly #waitingShares: Shares;
  readonly #queue = new Set<Waiting>();

  constructor({ perParty, overall, waitingPerParty, waitingOverall }: PlaceLimits) {
    this.#shares = new Shares({ perParty, overall });
    this.#waitingShares = new Shares({ perParty: waitingPerParty, overall: waitingOverall });
  }

  /** Resolves with what gives the place back; undefined, at once, if too many wait. Rejects when the signal aborts. */
  async take(party: string, signal: AbortSignal): Promise<(() => void) | undefined> {
    signal.throwIfAborted();
    const place = this.#shares.take(party);
    if (place !== undefined) {
      return this.#leaving(place);
    }
    const stopWaiting = this.#waitingShares.take(party);
    if (stopWaiting === undefined) {
      return undefined;
    }
    return this.#wait(party, signal).finally(stopWaiting);
  }

  #wait(party: string, signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => {
        this.#queue.delete(waiting);
        reject(signal.reason as Error);
      };
      const waiting: Waiting = {
        party,
        begin: (leave) => {
          signal.removeEventListener('abort', giveUp);
          resolve(leave);
        },
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#queue.add(waiting);
    });
  }

  #leaving(place: () => void): () => void {
    return () => {
      place();
      this.#next();
    };
  }

  #next(): void {
    for (const waiting of this.#queue) {
      const place = this.#shares.take(waiting.party);
      if (place !== undefined) {
        this.#queue.delete(waiting);
        waiting.begin(this.#leaving(place));
      }
    }
  }
}
