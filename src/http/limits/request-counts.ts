import { createHmac, randomBytes } from 'node:crypto';

/** Milliseconds over which requests are counted. */
export const COUNT_WINDOW_MS = 60_000;
/** Rows of counters. A count is wrong only where somebody else shares the counter in every row. */
const ROWS = 4;
/** Counters in a row. With 10,000 others that each use up their limit, one newcomer in 200 is counted with them. */
const COLUMNS = 32_768;
/** What a counter of 16 bits holds at the most; it stays there. */
const MAX_COUNT = 65_535;

/** How often somebody came in this minute. */
interface RequestCount {
  readonly count: number;
  /** Milliseconds of the clock at which counting begins anew. */
  readonly until: number;
}

/**
 * Counts how often each of any number of parties comes in a minute, in 256 kB (a count-min sketch). A table with a place
 * for each party would grow with a flood from many addresses, or drop counts to make room: whoever has many addresses
 * could have their own count forgotten. Here nothing is ever dropped within the minute, so no count is ever too small; it
 * can be too large where a party shares all of its counters with others, which nobody can bring about for somebody else:
 * where a party's counters are is decided by a secret that lives for a minute.
 */
export class SlidingRequestCounter {
  readonly #now: () => number;
  /** Made with the first count: most limits of a server are never touched. */
  #counters: Uint16Array | undefined;
  #secret = Buffer.alloc(0);
  #until = Number.NEGATIVE_INFINITY;

  /** `now`: milliseconds. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Counts one more for the party, and gives how many it has then. */
  add(party: string): RequestCount {
    const { counters, cells } = this.#cellsOf(party);
    const count = Math.min(smallest(counters, cells) + 1, MAX_COUNT);
    for (const cell of cells) {
      // Only the counters that are too small for it: those that others have pushed up are not pushed up further.
      counters[cell] = Math.max(counters[cell] ?? 0, count);
    }
    return { count, until: this.#until };
  }

  /** How many the party has. */
  get(party: string): RequestCount {
    const { counters, cells } = this.#cellsOf(party);
    return { count: smallest(counters, cells), until: this.#until };
  }

  #cellsOf(party: string): { readonly counters: Uint16Array; readonly cells: readonly number[] } {
    const now = this.#now();
    // A clock that was set back must not leave somebody refused for as long as it was off.
    if (now >= this.#until || this.#until - now > COUNT_WINDOW_MS) {
      this.#until = now + COUNT_WINDOW_MS;
      this.#counters?.fill(0);
      this.#secret = randomBytes(32);
    }
    this.#counters ??= new Uint16Array(ROWS * COLUMNS);
    const digest = createHmac('sha256', this.#secret).update(party).digest();
    const cells = Array.from(
      { length: ROWS },
      (_, row) => row * COLUMNS + (digest.readUInt32BE(row * 4) % COLUMNS),
    );
    return { counters: this.#counters, cells };
  }
}

function smallest(counters: Uint16Array, cells: readonly number[]): number {
  return Math.min(...cells.map((cell) => counters[cell] ?? 0));
}
