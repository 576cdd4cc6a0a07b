import { CLOCK_TOLERANCE_MS, proveCreated } from '../../../notion/writes/prove-created.js';
import { authorIds, readAuthors } from '../authors.js';
/** Calls that began so long before are no longer making anything; their processes were killed, and what they made is older. */
const MAX_UNDER_WAY_MS = 600_000;
/**
 * Looks for the page or database that a call may have made. One that another call has recorded as its own is not it; while
 * another call may be making one that could not be told from it, nothing is proven. `isTold` says whether what another call
 * makes can be told from it by its values.
 */
export async function findMade(session, journal, { action, target, title, since, change }, list, isTold) {
    const [listed, authors] = await Promise.all([list(), readAuthors(session)]);
    const page = { title, since, authors: authorIds(authors) };
    const alone = proveCreated(listed, { ...page, isOthers: () => false, rivals: 'none' });
    if (alone.kind === 'absent') {
        // Nothing is there that could be anybody's.
        return alone;
    }
    // In this order, after the list: what was being made when it was read is still so, or recorded by now.
    const underWay = await journal.unfinished({ action, target, title }, new Date(since.getTime() - MAX_UNDER_WAY_MS), change);
    const others = await journal.madeSince(new Date(since.getTime() - CLOCK_TOLERANCE_MS));
    return proveCreated(listed, {
        ...page,
        isOthers: (id) => others.has(id),
        rivals: underWay.length === 0 ? 'none' : underWay.every(isTold) ? 'different' : 'same',
    });
}
