/** Windows read at once: three quarters of the requests that a connection has in flight, so that other calls go on. */
export const MAX_WINDOWS = 12;
/** Rows planned for a window that takes one request of 100: rows do not come evenly, and a second request takes a round. */
const ROWS_FOR_ONE_REQUEST = 85;
/** Rows planned for a window where there are enough to keep all requests busy: its last page alone is partly empty. */
const ROWS_FOR_SEVERAL_REQUESTS = 800;
/**
 * In how many windows to read so many rows while `idle` requests would not be in flight otherwise. An estimate that is no
 * number, as without any pace to go by, gives one.
 */
export function windowsFor(rows, idle) {
    const fast = Math.min(Math.ceil(rows / ROWS_FOR_ONE_REQUEST), idle);
    const thrifty = Math.ceil(rows / ROWS_FOR_SEVERAL_REQUESTS);
    const wanted = Math.min(MAX_WINDOWS, Math.max(fast, thrifty));
    return wanted > 1 ? wanted : 1;
}
/** How well reading several windows at once has paid: each that ends early costs a request that one after the other would not. */
export class WindowYield {
    #wasted = 0;
    #used = 0;
    /** A window came to its end with so many rows on its last page, or a page had more behind it. */
    add(rows, isEnd) {
        if (isEnd && rows < ROWS_FOR_ONE_REQUEST / 2) {
            this.#wasted += 1;
        }
        else {
            this.#used += 1;
        }
    }
    /** Rows that come in bursts leave most windows empty: after a first look, at most one request in three is wasted. */
    get isGood() {
        return this.#wasted <= MAX_WINDOWS + this.#used / 2;
    }
}
