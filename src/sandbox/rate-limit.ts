/** Requests that a connection may send in one window. */
export interface RateLimitOptions {
  readonly requests: number;
  readonly windowMilliseconds: number;
  /** Milliseconds since 1970; the machine's clock if absent. */
  readonly now?: () => number;
  /** The number for the connections of some workspaces, by workspace id: larger plans have more. */
  readonly requestsOfWorkspace?: ReadonlyMap<string, number>;
}

/** One window of one connection. */
export interface BudgetWindow {
  readonly connection: string;
  /** Milliseconds since 1970. */
  readonly start: number;
  /** Requests that it allows. */
  readonly limit: number;
  /** Requests that passed. */
  used: number;
  /** Requests that were refused because it was used up. */
  refused: number;
}

/** Windows that are remembered; the oldest are forgotten first. */
const MAX_WINDOWS = 10_000;

/**
 * Notion's budget: fixed windows, one row of them per connection, beginning with its first request. A window that is used
 * up refuses until it ends, however little traffic there was before.
 */
export class RateLimiter {
  readonly #options: RateLimitOptions;
  readonly #now: () => number;
  readonly #current = new Map<string, BudgetWindow>();
  #windows: BudgetWindow[] = [];

  constructor(options: RateLimitOptions, now: () => number) {
    this.#options = options;
    this.#now = now;
  }

  /** The windows so far that had a request, in the order in which they began. */
  get windows(): readonly Readonly<BudgetWindow>[] {
    return this.#windows;
  }

  /** Counts one request. Returns the whole seconds to wait, or undefined if the request may pass. */
  take(connection: string, workspaceId?: string): number | undefined {
    const now = this.#now();
    const { windowMilliseconds } = this.#options;
    const window = this.#windowOf(connection, workspaceId, now);
    if (window.used >= window.limit) {
      window.refused += 1;
      return Math.ceil((window.start + windowMilliseconds - now) / 1000);
    }
    window.used += 1;
    return undefined;
  }

  #windowOf(connection: string, workspaceId: string | undefined, now: number): BudgetWindow {
    const { requests, windowMilliseconds, requestsOfWorkspace } = this.#options;
    const current = this.#current.get(connection);
    if (current !== undefined && now < current.start + windowMilliseconds) {
      return current;
    }
    const elapsed = current === undefined ? 0 : (now - current.start) % windowMilliseconds;
    const limit = requestsOfWorkspace?.get(workspaceId ?? '') ?? requests;
    const window = { connection, start: now - elapsed, limit, used: 0, refused: 0 };
    this.#current.set(connection, window);
    this.#windows.push(window);
    if (this.#windows.length > MAX_WINDOWS) {
      this.#windows = this.#windows.slice(MAX_WINDOWS / 10);
    }
    return window;
  }
}
