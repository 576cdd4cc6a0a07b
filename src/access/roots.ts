/**
 * Ids of the Notion pages and databases below which a caller may read, as 32 lower-case hexadecimal digits. An empty list
 * allows nothing; callers without a restriction have no list.
 */
export type Roots = readonly string[];

/** Most roots of one caller: each read is checked against them. */
export const MAX_ROOTS = 100;
const ROOT_ID_PATTERN = /^[0-9a-f]{32}$/;

/** Roots as they travel and as they are stored; undefined for anything else, an id in another form included. */
export function readRoots(value: unknown): Roots | undefined {
  return Array.isArray(value) && value.length <= MAX_ROOTS && value.every(isRoot) ? value : undefined;
}

function isRoot(value: unknown): value is string {
  return typeof value === 'string' && ROOT_ID_PATTERN.test(value);
}
