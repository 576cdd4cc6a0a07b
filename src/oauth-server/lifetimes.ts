/** Seconds. A code goes straight from the browser to its client (RFC 6749 §4.1.2 allows ten minutes at most). */
export const CODE_LIFETIME_SECONDS = 60;
/** Seconds. Short, because a token that leaks works this long; what a person takes back ends at once all the same. */
export const ACCESS_TOKEN_LIFETIME_SECONDS = 3600;
/** Seconds that a refresh token waits for its next use. A client that was not opened for so long asks again. */
export const REFRESH_TOKEN_LIFETIME_SECONDS = 60 * 86_400;
/** Seconds after which a person is asked again, however busy the client is. */
export const GRANT_LIFETIME_SECONDS = 365 * 86_400;
/** Seconds from a client's request to the person's decision, the way through Notion included. */
export const INTERACTION_LIFETIME_SECONDS = 1800;
/** Seconds that a registered client is kept without anybody's permission. */
export const UNUSED_CLIENT_LIFETIME_SECONDS = 86_400;
/** Seconds that a browser is remembered as a person's. */
export const BROWSER_SESSION_LIFETIME_SECONDS = 30 * 86_400;
/**
 * Seconds in which the last refresh token may come again: its answer was lost, or two windows of one client asked at
 * once. Longer than any client waits for an answer before it repeats.
 */
export const REFRESH_GRACE_SECONDS = 60;

/** The time so many seconds after another. */
export function secondsAfter(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}
