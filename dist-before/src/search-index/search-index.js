/** Documents, and state, in one list. */
export const MAX_LISTED = 1000;
/** Hits in one answer, and the last that can be reached. */
export const MAX_HITS = 50;
export const MAX_REACH = 500;
