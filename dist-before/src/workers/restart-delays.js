import { backoffMs } from '../backoff.js';
/** Milliseconds before the first restart; each further one in a row waits twice as long. */
const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;
/** Milliseconds after which a worker counts as sound, and its end as the first one. */
const SOUND_AFTER_MS = 60_000;
/** Restarts in a row. Beyond this something else is wrong, which whoever started the program has to see. */
const MAX_RESTARTS = 10;
/** How long to wait before each restart of one worker. */
export class RestartDelays {
    #restarts = 0;
    /** `livedMs`: how long the worker lived. Undefined if it is not to be started again. */
    next(livedMs) {
        if (livedMs >= SOUND_AFTER_MS) {
            this.#restarts = 0;
        }
        if (this.#restarts === MAX_RESTARTS) {
            return undefined;
        }
        const delay = backoffMs(this.#restarts, FIRST_DELAY_MS, MAX_DELAY_MS);
        this.#restarts += 1;
        return delay;
    }
}
