import Bottleneck from 'bottleneck';
import { WaitError } from '../errors.js';
import { FairQueue } from './fair-queue.js';

/** Notion's published budget of one connection on most plans; Business and Enterprise workspaces have 600. */
export const STANDARD_REQUESTS_PER_WINDOW = 180;
/** Milliseconds. Notion counts in fixed windows of a minute, so a burst is allowed and spacing would only slow reads down. */
export const STANDARD_WINDOW = 60_000;
/** Requests in flight at once: enough to hide latency, few enough not to trip Notion's per-endpoint limits. */
const MOST_CONCURRENT = 12;
/** Requests waiting at once: as many as are sent within the deadline of a call while Notion is at its usual speed. */
const MOST_WAITING = 1000;
/** Seconds after which such a queue has become shorter. */
const QUEUE_WAIT = 5;

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
  /** Who asks, from the widest party to the narrowest: on each level they take turns. */
  readonly path?: readonly object[];
}

/** A request waiting for its turn. */
interface Waiting {
  readonly path: readonly object[];
  readonly deadline: number;
  start(): Promise<void>;
  giveUp(reason: unknown): void;
}

/** Bottleneck's leave to send one request; returned when the request is answered. */
interface Slot {
  giveBack(): void;
}

/**
 * The request budget of one connection: at most so many requests per window, the whole connection paused after a 429.
 *
 * Bottleneck says when a request may be sent, the fair queue which one. Slots are asked for ahead of need, because one
 * takes Bottleneck some four milliseconds. Its reservoir is refilled here instead of by its own interval, because a 429
 * must be able to move the end of the window: nothing is sent until exactly the instant that Notion named.
 */
export class RequestBudget {
  readonly #requestsPerWindow: number;
  readonly #window: number;
  readonly #now: () => number;
  readonly #queue = new FairQueue<Waiting>();
  readonly #limiter: Bottleneck;
  /** Granted, and nobody has needed them yet. */
  readonly #idle: Slot[] = [];
  /** What is left of this window's requests: what the idle slots hold and what is in Bottleneck's reservoir. */
  #available: number;
  #windowEnd = 0;
  #refill: NodeJS.Timeout | undefined;

  constructor(options: RequestBudgetOptions = {}) {
    this.#requestsPerWindow = options.requestsPerWindow ?? STANDARD_REQUESTS_PER_WINDOW;
    this.#window = options.window ?? STANDARD_WINDOW;
    this.#now = options.now ?? Date.now;
    this.#available = this.#requestsPerWindow;
    this.#limiter = new Bottleneck({ maxConcurrent: MOST_CONCURRENT, reservoir: this.#requestsPerWindow });
    for (let asked = 0; asked < MOST_CONCURRENT; asked += 1) {
      this.#askForSlot();
    }
  }

  /** Requests waiting for their turn. */
  get queued(): number {
    return this.#queue.size;
  }

  /**
   * Runs `job` when the budget allows. Rejects at once with a `WaitError` when the turn would come after the deadline,
   * also when a later pause or other parties' turns push it there, and with the signal's reason when the caller leaves the
   * queue.
   */
  async run<T>(job: () => Promise<T>, { signal, deadline, path = [] }: Admission): Promise<T> {
    signal.throwIfAborted();
    this.#openWindow();
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        this.#queue.delete(waiting);
        signal.removeEventListener('abort', abort);
      };
      const waiting: Waiting = {
        path,
        deadline,
        start: async () => {
          signal.removeEventListener('abort', abort);
          try {
            resolve(await job());
          } catch (error) {
            reject(error);
          }
        },
        giveUp: (reason) => {
          leave();
          reject(reason);
        },
      };
      const abort = (): void => waiting.giveUp(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      this.#queue.add(waiting);
      this.#refuseHopeless();
      this.#giveTurns();
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
    this.#refuseHopeless();
  }

  /** Tells those whose turn cannot come in time, so that none waits for nothing and the queue cannot grow for ever. */
  #refuseHopeless(): void {
    if (this.#queue.size <= Math.min(this.#available, MOST_WAITING)) {
      return;
    }
    let position = 0;
    for (const waiting of this.#queue.inOrder()) {
      if (position >= MOST_WAITING) {
        waiting.giveUp(new WaitError('Too many requests to Notion wait on this connection.', QUEUE_WAIT));
      } else if (this.#turn(position) > waiting.deadline) {
        waiting.giveUp(this.#exhausted(position));
      } else {
        position += 1;
      }
    }
  }

  /** Starts what may be started, in the order of the queue. Idle slots outlast a window; its end or a pause does not. */
  #giveTurns(): void {
    while (this.#available > 0 && this.#queue.size > 0) {
      const slot = this.#idle.pop();
      const next = slot && this.#queue.take();
      if (slot === undefined || next === undefined) {
        return;
      }
      this.#available -= 1;
      void next.start().finally(() => {
        slot.giveBack();
        this.#askForSlot();
      });
    }
  }

  #askForSlot(): void {
    void this.#limiter.schedule(
      () =>
        new Promise<void>((giveBack) => {
          this.#idle.push({ giveBack });
          this.#giveTurns();
        }),
    );
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
    this.#limiter.updateSettings({ reservoir: this.#requestsPerWindow - this.#idle.length });
    this.#scheduleRefill();
  }

  #scheduleRefill(): void {
    clearTimeout(this.#refill);
    const refill = (): void => {
      if (this.#queue.size === 0) {
        return;
      }
      // Timers may fire a millisecond early, and nothing else would wake the queue.
      if (this.#now() < this.#windowEnd) {
        this.#scheduleRefill();
      } else {
        this.#openWindow();
        this.#giveTurns();
      }
    };
    this.#refill = setTimeout(refill, Math.max(1, this.#windowEnd - this.#now()));
    this.#refill.unref();
  }
}
