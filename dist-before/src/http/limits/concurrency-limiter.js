import { ConcurrencyQuota } from './concurrency-quota.js';
/**
 * Slots as in `ConcurrencyQuota`, with a bounded queue. The first queued request whose key has not used up its share is
 * next, so that a slow client does not block others.
 */
export class ConcurrencyLimiter {
    #running;
    #queued;
    #queue = new Set();
    constructor({ perKey, overall, queuedPerKey, queuedOverall }) {
        this.#running = new ConcurrencyQuota({ perKey, overall });
        this.#queued = new ConcurrencyQuota({ perKey: queuedPerKey, overall: queuedOverall });
    }
    /** Resolves with the release function; undefined, at once, if the queue is full. Rejects when the signal aborts. */
    async acquire(key, signal) {
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
    #wait(key, signal) {
        return new Promise((resolve, reject) => {
            const giveUp = () => {
                this.#queue.delete(waiting);
                reject(signal.reason);
            };
            const waiting = {
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
    #releasing(place) {
        return () => {
            place();
            this.#next();
        };
    }
    #next() {
        for (const waiting of this.#queue) {
            const place = this.#running.acquire(waiting.key);
            if (place !== undefined) {
                this.#queue.delete(waiting);
                waiting.begin(this.#releasing(place));
            }
        }
    }
}
