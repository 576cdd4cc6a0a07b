/** Texts of one request: its answer, some 500 KB, is read in some milliseconds. */
export const MAX_TEXTS = 16;
/** UTF-16 code units of a text that are sent: a passage with its headings has fewer. */
export const MAX_TEXT_CHARACTERS = 4000;
/** Numbers of one vector; no model gives more. */
export const MAX_DIMENSIONS = 4096;
