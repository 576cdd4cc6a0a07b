/** Most steps from an object up to its root. Pages in pages in toggles are mostly less than ten deep. */
export const MAX_DEPTH = 64;
/**
 * An object is inside if it is a root or lies below one. Everything else is not: what lies at the top of the workspace,
 * what has an ancestor that cannot be read, what lies deeper than {@link MAX_DEPTH} or above itself. What shows a text
 * from elsewhere has to be inside there as well.
 */
export async function rootMembershipOf(start, roots, findPlace, seen = new Set()) {
    let ref = start;
    const originals = [];
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
