/** Milliseconds. Notion counts in fixed windows of a minute, so a burst is allowed and spacing would only slow reads down. */
export const DEFAULT_WINDOW_MS = 60_000;
/** Assumed maximum time, in milliseconds, for a first request to reach Notion. */
export const MAX_TRAVEL_MS = 2000;
