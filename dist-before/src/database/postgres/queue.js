import { busy } from './postgres-failure.js';
/**
 * Work of this process that would wait for itself in the database: one at a time, first in, first out. Whoever waits here
 * takes no connection from others.
 */
export class Queue {
    #maxWaitMs;
    #last = Promise.resolve();
    constructor(maxWaitMs) {
        this.#maxWaitMs = maxWaitMs;
    }
    /** Rejects work that has waited too long, so that a queue behind a database that does not answer is short. */
    run(work) {
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
