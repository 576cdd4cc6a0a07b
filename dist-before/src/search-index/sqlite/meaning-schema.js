/**
 * Of passages, by their numbers: the signs of their vectors, which every question goes through and so lie by themselves; the
 * vectors in bytes, with the digest of the text that they are of; and the passages that have none yet.
 */
export const MEANING_SCHEMA = `
  create table if not exists signatures (passage integer primary key, signs blob not null);
  create table if not exists vectors (passage integer primary key, hash blob not null, vector blob not null);
  create table if not exists unembedded (passage integer primary key);
`;
/** The last table of it: where it is, all are. */
export const LAST_TABLE = 'unembedded';
