/** Milliseconds to wait before a retry: `firstMs` before the first, twice that before the second, `maxMs` at most. */
export function backoffMs(retriesBefore, firstMs, maxMs = Infinity) {
    return Math.min(firstMs * 2 ** retriesBefore, maxMs);
}
/** Milliseconds to wait before a retry: what the server asked for in `Retry-After`, or else the backoff. */
export function retryDelayMs(retryAfterSeconds, backoff) {
    return retryAfterSeconds === undefined ? backoff : retryAfterSeconds * 1000;
}
