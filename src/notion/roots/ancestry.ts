/** What can lie above or below something in Notion. `any` for a bare id of unknown kind that is none of comments. */
type ObjectKind = 'page' | 'database' | 'data_source' | 'block' | 'any' | 'comment' | 'discussion';

/** An object of Notion, with its dashed id. */
export interface ObjectRef {
  readonly kind: ObjectKind;
  readonly id: string;
}

/** The location of an object. */
export interface Location {
  /** Undefined at the top of the workspace, and if Notion names an unreadable parent. */
  readonly parent: ObjectRef | undefined;
  /** The block that a synced copy shows: its text comes from there. */
  readonly original?: ObjectRef | undefined;
}

/** Whether a caller may read something. `unchecked` is treated like `outside` but reported separately. */
export type RootMembership = 'inside' | 'outside' | 'unchecked';

/** Looks up where something lies; undefined where it cannot be read, `unchecked` where no request may be spent on it. */
export type FindLocation = (ref: ObjectRef) => Promise<Location | 'unchecked' | undefined>;

/** Most steps from an object up to its root. Pages in pages in toggles are mostly less than ten deep. */
export const MAX_DEPTH = 64;

/**
 * An object is inside if it is a root or lies below one. Everything else is not: what lies at the top of the workspace,
 * what has an ancestor that cannot be read, what lies deeper than {@link MAX_DEPTH} or above itself. What shows a text
 * from elsewhere has to be inside there as well.
 */
export async function rootMembershipOf(
  start: ObjectRef,
  roots: ReadonlySet<string>,
  findPlace: FindLocation,
  seen: Set<string> = new Set(),
): Promise<RootMembership> {
  let ref = start;
  const originals: ObjectRef[] = [];
  while (!roots.has(ref.id)) {
    if (seen.has(ref.id) || seen.size >= MAX_DEPTH) {
      return 'outside';
    }
    seen.add(ref.id);
    const place = await findPlace(ref);
    if (place === 'unchecked') {
      return place;
    }
    if (place?.original !== undefined) {
      originals.push(place.original);
    }
    if (place?.parent === undefined) {
      return 'outside';
    }
    ref = place.parent;
  }
  for (const original of originals) {
    const standing = await rootMembershipOf(original, roots, findPlace, seen);
    if (standing !== 'inside') {
      return standing;
    }
  }
  return 'inside';
}
