import { createHmac, randomBytes } from 'node:crypto';
/** Milliseconds over which requests are counted. */
export const COUNT_WINDOW_MS = 60_000;
/** Rows of counters. A count is wrong only if another key shares the counter in every row. */
const ROWS = 4;
/** Counters per row. With 10,000 others that each use up their limit, one newcomer in 200 is counted with them. */
const COLUMNS = 32_768;
/** Maximum of a 16-bit counter, which saturates. */
const MAX_COUNT = 65_535;
/**
 * Counts the requests per minute of any number of keys in 256 kB (a count-min sketch). A table with an entry per key
 * would grow with a flood from many addresses, or drop counts to make room: a client with many addresses could have its
 * own count dropped. Here nothing is dropped within the minute, so no count is too small. One can be too large if a key
 * shares all of its counters with others, which no client can force on another: a secret that changes every minute
 * decides where a key's counters are.
 */
export class SlidingRequestCounter {
    #now;
    /** Allocated with the first count: most limits of a server are never used. */
    #counters;
    #secret = Buffer.alloc(0);
    #until = Number.NEGATIVE_INFINITY;
    /** `now`: milliseconds. */
    constructor(now = Date.now) {
        this.#now = now;
    }
    /** Counts one more request for the key and returns its count. */
    add(key) {
        const { counters, cells } = this.#cellsOf(key);
        const count = Math.min(smallest(counters, cells) + 1, MAX_COUNT);
        for (const cell of cells) {
            // Conservative update: counters that others have already raised above it stay unchanged.
            counters[cell] = Math.max(counters[cell] ?? 0, count);
        }
        return { count, until: this.#until };
    }
    /** Returns the count of the key. */
    get(key) {
        const { counters, cells } = this.#cellsOf(key);
        return { count: smallest(counters, cells), until: this.#until };
    }
    #cellsOf(key) {
        const now = this.#now();
        // After the clock is set back, a client must not stay refused for the length of the change.
        if (now >= this.#until || this.#until - now > COUNT_WINDOW_MS) {
            this.#until = now + COUNT_WINDOW_MS;
            this.#counters?.fill(0);
            this.#secret = randomBytes(32);
        }
        this.#counters ??= new Uint16Array(ROWS * COLUMNS);
        const digest = createHmac('sha256', this.#secret).update(key).digest();
        const cells = Array.from({ length: ROWS }, (_, row) => row * COLUMNS + (digest.readUInt32BE(row * 4) % COLUMNS));
        return { counters: this.#counters, cells };
    }
}
function smallest(counters, cells) {
    return Math.min(...cells.map((cell) => counters[cell] ?? 0));
}
