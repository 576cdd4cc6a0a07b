import Bottleneck from 'bottleneck';
import { WaitError } from '../errors.js';

/** Notion's published budget of one connection on most plans; Business and Enterprise workspaces have 600. */
export const STANDARD_REQUESTS_PER_WINDOW = 180;
/** Milliseconds. Notion counts in fixed windows of a minute, so a burst is allowed and spacing would only slow reads down. */
export const STANDARD_WINDOW = 60_000;
/** Requests in flight at once: enough to hide latency, few enough not to trip Notion's per-endpoint limits. */
const MOST_CONCURRENT = 12;

export interface RequestBudgetOptions {
  readonly requestsPerWindow?: number | undefined;
  /** Milliseconds. */
  readonly window?: number | undefined;
  readonly now?: () => number;
}

export interface Admission {
  readonly signal: AbortSignal;
  /** When the caller stops waiting, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** A request waiting for its turn. */
interface Waiting {
  readonly deadline: number;
  giveUp(reason: unknown): void;
}

/**
 * The request budget of one connection: at most so many requests per window, the whole connection paused after a 429.
 *
 * Bottleneck queues and counts; its reservoir is refilled here instead of by its own interval, because a 429 must be
 * able to move the end of the window: the reservoir then stays empty until exactly the instant that Notion named.
 */
export class RequestBudget {
  readonly #requestsPerWindow: number;
  readonly #window: number;
  readonly #now: () => number;
  readonly #limiter: Bottleneck;
  readonly #waiting = new Set<Waiting>();
  #available: number;
  #windowEnd = 0;
  #refill: NodeJS.Timeout | undefined;

  constructor(options: RequestBudgetOptions = {}) {
    this.#requestsPerWindow = options.requestsPerWindow ?? STANDARD_REQUESTS_PER_WINDOW;
    this.#window = options.window ?? STANDARD_WINDOW;
    this.#now = options.now ?? Date.now;
    this.#available = this.#requestsPerWindow;
    this.#limiter = new Bottleneck({ maxConcurrent: MOST_CONCURRENT, reservoir: this.#requestsPerWindow });
  }

  /** Requests waiting for their turn. */
  get queued(): number {
    return this.#waiting.size;
  }

  /**
   * Runs `job` when the budget allows. Rejects at once with a `WaitError` when the turn would come after the deadline,
   * also when a later pause pushes it there, and with the signal's reason when the caller leaves the queue.
   */
  async run<T>(job: () => Promise<T>, admission: Admission): Promise<T> {
    admission.signal.throwIfAborted();
    this.#openWindow();
    if (this.#turn(this.#waiting.size) > admission.deadline) {
      throw this.#exhausted(this.#waiting.size);
    }
    return new Promise<T>((resolve, reject) => {
      let left = false;
      const waiting: Waiting = {
        deadline: admission.deadline,
        giveUp: (reason) => {
          left = true;
          this.#waiting.delete(waiting);
          admission.signal.removeEventListener('abort', abort);
          reject(reason);
        },
      };
      const abort = (): void => waiting.giveUp(admission.signal.reason);
      admission.signal.addEventListener('abort', abort, { once: true });
      this.#waiting.add(waiting);
      this.#limiter
        .schedule(async () => {
          if (left) {
            // Bottleneck cannot take a job out of its queue, so one that was given up returns its place unused.
            await this.#limiter.incrementReservoir(1);
            return;
          }
          this.#waiting.delete(waiting);
          admission.signal.removeEventListener('abort', abort);
          this.#available = Math.max(0, this.#available - 1);
          resolve(await job());
        })
        .catch(reject);
    });
  }

  /** Nothing is sent for `seconds`, whatever is queued: Notion's answer to too many requests holds for the whole key. */
  pause(seconds: number): void {
    const end = this.#now() + seconds * 1000;
    if (this.#available === 0 && end <= this.#windowEnd) {
      return;
    }
    this.#available = 0;
    this.#windowEnd = end;
    this.#limiter.updateSettings({ reservoir: 0 });
    this.#scheduleRefill();
    let position = 0;
    for (const waiting of this.#waiting) {
      if (this.#turn(position) > waiting.deadline) {
        waiting.giveUp(this.#exhausted(position));
      } else {
        position += 1;
      }
    }
  }

  /** When the request at this place of the queue may start, in milliseconds since the epoch. */
  #turn(position: number): number {
    const windowsAhead = Math.floor((position - this.#available) / this.#requestsPerWindow);
    return position < this.#available ? this.#now() : this.#windowEnd + windowsAhead * this.#window;
  }

  #exhausted(position: number): WaitError {
    const seconds = Math.max(1, Math.ceil((this.#turn(position) - this.#now()) / 1000));
    return new WaitError("Notion's request budget for this connection is used up.", seconds);
  }

  /** Starts a new window when the last one has ended. The timer does it for a queue; an idle connection has no timer. */
  #openWindow(): void {
    if (this.#now() < this.#windowEnd) {
      return;
    }
    this.#available = this.#requestsPerWindow;
    this.#windowEnd = this.#now() + this.#window;
    this.#limiter.updateSettings({ reservoir: this.#requestsPerWindow });
    this.#scheduleRefill();
  }

  #scheduleRefill(): void {
    clearTimeout(this.#refill);
    const refill = (): void => {
      if (this.#waiting.size === 0) {
        return;
      }
      // Timers may fire a millisecond early, and nothing else would wake the queue.
      if (this.#now() < this.#windowEnd) {
        this.#scheduleRefill();
      } else {
        this.#openWindow();
      }
    };
    this.#refill = setTimeout(refill, Math.max(1, this.#windowEnd - this.#now()));
    this.#refill.unref();
  }
}
