import { FairQueue } from './fair-queue.js';
/** Requests in flight for all connections together while this process keeps up. */
const MAX_SLOTS = 500;
/** The lower limit when it does not: enough to use the time that Notion takes to answer. */
const MIN_SLOTS = 4;
/** Milliseconds between two measurements of timer lag. */
const CHECK_INTERVAL_MS = 50;
/** Milliseconds of timer lag from which the process counts as overloaded. */
const OVERLOAD_LAG_MS = 25;
/** Slots restored at each measurement while it is not overloaded. */
const SLOTS_RECOVERED_PER_CHECK = 4;
/**
 * All connections share the process. While it keeps up, every connection may send. When timers fire late, which means
 * that the event loop is overloaded, only a few requests are in flight at a time, and connections take turns: one with
 * hundreds to send delays another's single request by only a few of its own.
 */
export class SendSlots {
    #queue = new FairQueue();
    #now;
    #running = 0;
    #slots = MAX_SLOTS;
    #timer;
    /** `now` returns milliseconds. */
    constructor(now = () => performance.now()) {
        this.#now = now;
    }
    /** Current number of slots. */
    get slots() {
        return this.#slots;
    }
    /** Runs the job when its turn comes. Rejects with the signal's reason if the sender cancels before that. */
    async run(job, path, signal) {
        this.#watch();
        if (this.#running < this.#slots) {
            this.#running += 1;
        }
        else {
            await this.#waitForTurn(path, signal);
        }
        try {
            return await job();
        }
        finally {
            this.#running -= 1;
            this.#giveTurns();
        }
    }
    #waitForTurn(path, signal) {
        signal.throwIfAborted();
        return new Promise((resolve, reject) => {
            const waiting = {
                fairnessKeys: path,
                start: () => {
                    signal.removeEventListener('abort', leave);
                    resolve();
                },
            };
            const leave = () => {
                this.#queue.delete(waiting);
                reject(signal.reason);
            };
            signal.addEventListener('abort', leave, { once: true });
            this.#queue.add(waiting);
        });
    }
    #giveTurns() {
        while (this.#running < this.#slots) {
            const next = this.#queue.take();
            if (next === undefined) {
                return;
            }
            this.#running += 1;
            next.start();
        }
    }
    /** Measures only while there is something to send, so that an idle process has no timer. */
    #watch() {
        if (this.#timer !== undefined) {
            return;
        }
        const due = this.#now() + CHECK_INTERVAL_MS;
        this.#timer = setTimeout(() => {
            this.#timer = undefined;
            this.#adapt(this.#now() - due);
            if (this.#running > 0 || this.#queue.size > 0) {
                this.#watch();
            }
        }, CHECK_INTERVAL_MS).unref();
    }
    #adapt(late) {
        this.#slots =
            late > OVERLOAD_LAG_MS
                ? Math.max(MIN_SLOTS, Math.floor(Math.min(this.#slots, this.#running) / 2))
                : Math.min(MAX_SLOTS, this.#slots + SLOTS_RECOVERED_PER_CHECK);
        this.#giveTurns();
    }
}
