import Bottleneck from 'bottleneck';

/**
 * Requests of one connection in flight at once: enough to hide latency and to ask for what one answer needs in one round, few
 * enough not to trip Notion's per-endpoint limits.
 */
const MAX_CONCURRENT_REQUESTS = 16;
/** Gates that wait for the next connection. Each takes 25 KB; of more connections that are busy at once, the rest are made anew. */
const MAX_IDLE_GATES = 64;

/** Those that no connection uses. */
const idleGates: Gate[] = [];

/**
 * How many requests run at a time: Bottleneck's slots, for the connection that has requests under way. Bottleneck takes a
 * slot some four milliseconds and as much processor time as sending a request, and keeps 25 KB; so slots are asked for once and
 * kept, and a gate goes from a connection that has become idle to the next one that is not.
 */
export class Gate {
  readonly #limiter = new Bottleneck({ maxConcurrent: MAX_CONCURRENT_REQUESTS });
  #free = 0;
  #onFree: (() => void) | undefined;

  /** A gate for one connection alone, until it is given back. `onFree` is called for each slot that becomes free. */
  static lend(onFree: () => void): Gate {
    const gate = idleGates.pop() ?? new Gate();
    gate.#onFree = onFree;
    return gate;
  }

  /**
   * Asks Bottleneck for the slots of the next connection ahead. It grants them milliseconds later, and the first call of a
   * process would wait for that.
   */
  static prepare(): void {
    Gate.lend(() => {}).giveBack();
  }

  private constructor() {
    for (let asked = 0; asked < MAX_CONCURRENT_REQUESTS; asked += 1) {
      // Never given back to Bottleneck: its job ends with the gate.
      void this.#limiter.schedule(() => {
        this.leave();
        return new Promise<never>(() => {});
      });
    }
  }

  /** Slots that no request uses. */
  get free(): number {
    return this.#free;
  }

  /** Takes a free slot. */
  enter(): void {
    this.#free -= 1;
  }

  /** Frees a slot. */
  leave(): void {
    this.#free += 1;
    this.#onFree?.();
  }

  /** Only without requests under way: the next connection counts on all slots. */
  giveBack(): void {
    this.#onFree = undefined;
    if (idleGates.length < MAX_IDLE_GATES) {
      idleGates.push(this);
    }
  }
}
