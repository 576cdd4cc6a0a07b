/** Longest id, and longest title or name, in UTF-16 code units; more is cut. */
export const MAX_ID_CHARACTERS = 100;
export const MAX_TITLE_CHARACTERS = 2000;
