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

/** A job that waits for a slot. */
interface QueuedRequest {
  readonly fairnessKeys: readonly object[];
  start(): void;
}

/**
 * All connections share the process. While it keeps up, every connection may send. When timers fire late, which means
 * that the event loop is overloaded, only a few requests are in flight at a time, and connections take turns: one with
 * hundreds to send delays another's single request by only a few of its own.
 */
export class SendSlots {
  readonly #queue = new FairQueue<QueuedRequest>();
  readonly #now: () => number;
  #running = 0;
  #slots = MAX_SLOTS;
  #timer: NodeJS.Timeout | undefined;

  /** `now` returns milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Current number of slots. */
  get slots(): number {
    return this.#slots;
  }

  /** Runs the job when its turn comes. Rejects with the signal's reason if the sender cancels before that. */
  async run<T>(job: () => Promise<T>, path: readonly object[], signal: AbortSignal): Promise<T> {
    this.#watch();
    if (this.#running < this.#slots) {
      this.#running += 1;
    } else {
      await this.#waitForTurn(path, signal);
    }
    try {
      return await job();
    } finally {
      this.#running -= 1;
      this.#giveTurns();
    }
  }

  #waitForTurn(path: readonly object[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const waiting: QueuedRequest = {
        fairnessKeys: path,
        start: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      const leave = (): void => {
        this.#queue.delete(waiting);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#queue.add(waiting);
    });
  }

  #giveTurns(): void {
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
  #watch(): void {
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

  #adapt(late: number): void {
    this.#slots =
      late > OVERLOAD_LAG_MS
        ? Math.max(MIN_SLOTS, Math.floor(Math.min(this.#slots, this.#running) / 2))
        : Math.min(MAX_SLOTS, this.#slots + SLOTS_RECOVERED_PER_CHECK);
    this.#giveTurns();
  }
}
