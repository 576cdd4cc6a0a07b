/** Share of a window that is kept for what calls ask for; only what is above it is spent on guesses. */
const MIN_SHARE_KEPT = 1 / 3;
/**
 * Requests that may be spent now on what may turn out not to be needed, such as reading ahead or asking for many names at
 * once; 0 where the window is nearly used up, and one request after the other, as few as possible, is the better plan.
 */
export function spareRequests({ windowLeft }) {
    return Math.max(0, Math.floor(windowLeft.requests - windowLeft.limit * MIN_SHARE_KEPT));
}
