/** Where nothing limits until Notion says so. A number that every store can keep. */
export const UNLIMITED = 1_000_000_000;
/** Notion's published budget of one connection on most plans. */
const DEFAULT_REQUESTS = 180;
/** What it gives workspaces on Business and Enterprise. */
const MAX_REQUESTS = 600;
/**
 * A refusal after fewer requests than this teaches nothing: another client has used up the budget, or Notion's window
 * began at another time than ours.
 */
const MIN_REQUESTS = 60;
/** A limit that a request beyond it has disproved. */
const GROWTH_FACTOR = 1.5;
/**
 * Milliseconds after the last request within the limit. A probe that overtook one of those would be counted in its place,
 * and answered though there is no more.
 */
export const PROBE_DELAY_MS = 1000;
/** Milliseconds of quiet after a first refusal; each further one doubles it. */
const MIN_PROBE_DELAY_MS = 15 * 60_000;
const MAX_PROBE_DELAY_MS = 24 * 60 * 60_000;
/** Bounds for a connection. A setting below the budget of any plan reserves some for other clients: it is kept. */
export function connectionBounds(start) {
    return { start, max: start < DEFAULT_REQUESTS ? start : Math.max(MAX_REQUESTS, start) };
}
/** Notion publishes no number for workspaces. */
export const workspaceBounds = { start: UNLIMITED, max: UNLIMITED };
/** Before Notion has said anything. */
export function initialLimit({ start }) {
    return { limit: start, noProbeUntil: 0, probeDelayMs: MIN_PROBE_DELAY_MS };
}
/**
 * Whether one request may be sent beyond a limit that is used up. It is sent alone and costs nothing: a refusal asks to
 * wait for the end of the window, which all others wait for anyway.
 */
export function mayProbe({ limit, noProbeUntil }, { max }, now) {
    return limit < max && now >= noProbeUntil;
}
/** Notion answered a request beyond the limit. */
export function limitAfterProbe(learned, { max }) {
    return {
        limit: Math.min(max, Math.floor(learned.limit * GROWTH_FACTOR)),
        noProbeUntil: learned.noProbeUntil,
        probeDelayMs: MIN_PROBE_DELAY_MS,
    };
}
/** Notion refused after `passed` requests in the window. Each further refusal of the same window corrects the number. */
export function limitAfterRefusal(learned, passed, { start, max }, now) {
    if (passed < Math.min(MIN_REQUESTS, start)) {
        return learned;
    }
    const limit = Math.max(1, Math.min(passed, max));
    return now < learned.noProbeUntil
        ? { ...learned, limit }
        : {
            limit,
            noProbeUntil: now + learned.probeDelayMs,
            probeDelayMs: Math.min(2 * learned.probeDelayMs, MAX_PROBE_DELAY_MS),
        };
}
