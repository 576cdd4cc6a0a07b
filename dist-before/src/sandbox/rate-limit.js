/** Windows that are remembered; the oldest are forgotten first. */
const MAX_WINDOWS = 10_000;
/**
 * Notion's budget: fixed windows, one row of them per connection, beginning with its first request. A window that is used
 * up refuses until it ends, however little traffic there was before.
 */
export class RateLimiter {
    #options;
    #now;
    #current = new Map();
    #windows = [];
    constructor(options, now) {
        this.#options = options;
        this.#now = now;
    }
    /** The windows so far that had a request, in the order in which they began. */
    get windows() {
        return this.#windows;
    }
    /** Counts one request. Returns the whole seconds to wait, or undefined if the request may pass. */
    take(connection, workspaceId) {
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
    #windowOf(connection, workspaceId, now) {
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
