/** Requests that a token may send in one window. */
export interface RateLimitOptions {
  readonly requests: number;
  readonly windowMilliseconds: number;
}

interface Window {
  readonly start: number;
  used: number;
}

/**
 * Notion's budget: fixed windows, one row of them per token, beginning with its first request. A window that is used up
 * refuses until it ends, however little traffic there was before.
 */
export class RateLimiter {
  readonly #options: RateLimitOptions;
  readonly #now: () => number;
  readonly #windows = new Map<string, Window>();

  constructor(options: RateLimitOptions, now: () => number) {
    this.#options = options;
    this.#now = now;
  }

  /** Counts one request. Gives the whole seconds to wait, or undefined if the request may pass. */
  take(token: string): number | undefined {
    const now = this.#now();
    const { requests, windowMilliseconds } = this.#options;
    let window = this.#windows.get(token);
    if (window === undefined || now >= window.start + windowMilliseconds) {
      const elapsed = window === undefined ? 0 : (now - window.start) % windowMilliseconds;
      window = { start: now - elapsed, used: 0 };
      this.#windows.set(token, window);
    }
    if (window.used >= requests) {
      return Math.ceil((window.start + windowMilliseconds - now) / 1000);
    }
    window.used += 1;
    return undefined;
  }
}
