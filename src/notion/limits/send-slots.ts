import { FairQueue } from './fair-queue.js';

/** Requests that may be under way for all connections together while this process keeps up. */
const MAX_SLOTS = 500;
/** How few there are left when it does not: enough to use the time in which Notion works. */
const MIN_SLOTS = 4;
/** Milliseconds between two looks at how late this process is. */
const CHECK_INTERVAL_MS = 50;
/** Milliseconds of lateness from which on it counts as overloaded. */
const OVERLOAD_LAG_MS = 25;
/** Slots that come back at each look while it is not. */
const SLOTS_RECOVERED_PER_CHECK = 4;

/** Somebody who waits for a slot. */
interface QueuedRequest {
  readonly fairnessKeys: readonly object[];
  start(): void;
}

/**
 * What all connections of a process share is the process. While it keeps up, everybody may send. When timers come late,
 * which means that whatever happens waits for much else to be done first, only a few requests are under way at a time, and
 * connections take turns: one that has hundreds to send delays another's single one by a few of its own.
 */
export class SendSlots {
  readonly #queue = new FairQueue<QueuedRequest>();
  readonly #now: () => number;
  #running = 0;
  #slots = MAX_SLOTS;
  #timer: NodeJS.Timeout | undefined;

  /** `now` tells milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Slots at this moment. */
  get slots(): number {
    return this.#slots;
  }

  /** Runs the job when it is its turn. Rejects with the signal's reason when its sender leaves before. */
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

  /** Looks while there is something to send, so that an idle process has no timer. */
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
