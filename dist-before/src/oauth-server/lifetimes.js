/** Seconds. A code goes straight from the browser to its client (RFC 6749 §4.1.2 allows ten minutes at most). */
export const CODE_LIFETIME_SECONDS = 60;
/** Seconds. Short, because a leaked token works this long; revocation by the user still takes effect at once. */
export const ACCESS_TOKEN_LIFETIME_SECONDS = 3600;
/** Seconds that a refresh token may stay unused. After that the client must ask for authorization again. */
export const REFRESH_TOKEN_LIFETIME_SECONDS = 60 * 86_400;
/** Seconds after which a user is asked again, however active the client is. */
export const GRANT_LIFETIME_SECONDS = 365 * 86_400;
/** Seconds from a client's request to the user's decision, including the detour through Notion. */
export const INTERACTION_LIFETIME_SECONDS = 1800;
/** Seconds that a registered client is kept if no user has allowed it. */
export const UNUSED_CLIENT_LIFETIME_SECONDS = 86_400;
/** Seconds that a browser session lasts. */
export const BROWSER_SESSION_LIFETIME_SECONDS = 30 * 86_400;
/**
 * Seconds in which the last refresh token may be reused: its response was lost, or two windows of one client sent
 * requests at once. Longer than any client waits for a response before retrying.
 */
export const REFRESH_GRACE_SECONDS = 60;
/** Returns the time that many seconds later. */
export function secondsAfter(now, seconds) {
    return new Date(now.getTime() + seconds * 1000);
}
