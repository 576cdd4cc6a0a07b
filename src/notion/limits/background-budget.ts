import { RetryLaterError } from '../../errors.js';
import { say } from '../../text/words.js';
import type { Admission, RequestAdmission } from './request-admission.js';
import { DEFAULT_WINDOW_MS, type RefusedBy } from './request-window.js';

/** Share of a window that is kept for calls even if they are few, as far as the background's share leaves it. */
const MAX_SHARE_KEPT = 1 / 3;
/** Of the gate's slots, those that the background may have at a time. */
const MAX_IN_FLIGHT = 4;
/** Requests that may be sent at once after a pause: what one changed page needs. */
const MAX_BURST = 10;
/** Milliseconds between two looks whether calls need the window less. */
const RECHECK_MS = 250;

interface BackgroundBudgetOptions {
  /** Of the requests in a window; above 0, below 1. */
  readonly share: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Resolves after these milliseconds, or rejects with the signal's reason. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/**
 * The part of a connection's budget that work without a caller may use: a steady share of it, never more. Calls go first:
 * as long as one waits, or little is left of the window, nothing of this is sent, so a call waits no longer than it would
 * without it. A pause that Notion asks for holds for both.
 */
export class BackgroundBudget implements RequestAdmission {
  readonly #budget: RequestAdmission;
  readonly #share: number;
  readonly #now: () => number;
  readonly #wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Requests that may be sent now, as of `#counted`. */
  #allowance: number;
  #counted: number;
  #inFlight = 0;
  /** The request whose turn comes before the next one's. */
  #last: Promise<void> = Promise.resolve();

  constructor(budget: RequestAdmission, { share, now = Date.now, wait = delay }: BackgroundBudgetOptions) {
    this.#budget = budget;
    this.#share = share;
    this.#now = now;
    this.#wait = wait;
    this.#allowance = this.#burst();
    this.#counted = now();
  }

  get queued(): number {
    return this.#budget.queued;
  }

  /** What the background may send in this window is planned by its share. */
  get windowLeft(): { readonly requests: number; readonly limit: number } {
    const { requests, limit } = this.#budget.windowLeft;
    return { requests: Math.min(requests, Math.floor(limit * this.#share)), limit };
  }

  async run<T>(job: () => Promise<T>, admission: Admission): Promise<T> {
    const turn = this.#last.then(() => this.#takeTurn(admission));
    this.#last = turn.catch(() => {});
    await turn;
    try {
      return await this.#budget.run(job, admission);
    } finally {
      this.#inFlight -= 1;
    }
  }

  pause(seconds: number, by?: RefusedBy): void {
    this.#budget.pause(seconds, by);
  }

  async #takeTurn({ signal, deadline }: Admission): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const waitMs = this.#untilTurn();
      if (waitMs === 0) {
        this.#allowance -= 1;
        this.#inFlight += 1;
        return;
      }
      if (this.#now() + waitMs > deadline) {
        throw new RetryLaterError(
          say`The share of Notion's request budget for work in the background is used up.`,
          Math.max(1, Math.ceil(waitMs / 1000)),
        );
      }
      await this.#wait(waitMs, signal);
    }
  }

  /** Milliseconds after which it is worth asking again; 0 for now. */
  #untilTurn(): number {
    const { requests, limit } = this.#budget.windowLeft;
    const perMs = (limit * this.#share) / DEFAULT_WINDOW_MS;
    const now = this.#now();
    this.#allowance = Math.min(this.#burst(), this.#allowance + Math.max(0, now - this.#counted) * perMs);
    this.#counted = now;
    if (this.#allowance < 1) {
      return Math.max(1, Math.ceil((1 - this.#allowance) / perMs));
    }
    const kept = limit * Math.min(MAX_SHARE_KEPT, 1 - this.#share);
    const isFree = this.#budget.queued === 0 && requests > kept && this.#inFlight < MAX_IN_FLIGHT;
    return isFree ? 0 : RECHECK_MS;
  }

  #burst(): number {
    return Math.max(1, Math.min(MAX_BURST, Math.floor(this.#budget.windowLeft.limit * this.#share)));
  }
}

function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    timer.unref();
    signal.addEventListener('abort', abort, { once: true });
  });
}
