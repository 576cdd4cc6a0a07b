/** Milliseconds to wait before a retry: `firstMs` before the first, twice that before the second, `maxMs` at most. */
export function backoffMs(retriesBefore: number, firstMs: number, maxMs = Infinity): number {
  return Math.min(firstMs * 2 ** retriesBefore, maxMs);
}

/** Milliseconds to wait before a retry: what the server asked for in `Retry-After`, or else the backoff. */
export function retryDelayMs(retryAfterSeconds: number | undefined, backoff: number): number {
  return retryAfterSeconds === undefined ? backoff : retryAfterSeconds * 1000;
}

/** Seconds of a `Retry-After` in seconds (RFC 9110 §10.2.3); a date is left to the backoff. */
export function retryAfterSecondsOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}
