import { pathText } from '../../content/print/title-text.js';
import { CancelledError, isNotFound, ToolError } from '../../errors.js';
import { titleWithState } from '../../notion/object-state.js';
import { spareRequests } from '../spare-requests.js';
import { noteRefused, wasRefused } from './refused.js';
import { getCachedSummary, readSummary, prefetchSummaries, } from './titles.js';
/** Paths longer than this start with an ellipsis. */
const MAX_PATH_DEPTH = 12;
/** Stand in place of the parents that have no name here; titles cannot look like them, because their brackets are escaped. */
const NOT_SHARED = '[parent not shared]';
const NOT_LOOKED_UP = '[parent not looked up]';
const MORE_ABOVE = '…';
/**
 * The titles of the parents as one text, outermost first: `Engineering wiki › On-call guide`. Empty at the top of the
 * workspace. Where a parent cannot be named the path starts with the reason; a path never makes an answer fail.
 */
export async function pagePath(session, parent, lookups) {
    const parents = new Parents(session);
    for (;;) {
        const { titles, open, start } = await parents.pathAbove(parent);
        if (open === undefined) {
            return joined(start, titles);
        }
        if (!lookups.take()) {
            return joined(NOT_LOOKED_UP, titles);
        }
        await parents.lookUp(open);
    }
}
/**
 * The paths of several objects, in their order: from what is known, and one round of look-ups at the most, for those of
 * which nothing is known; it takes what the call and the request window can spare. A path that goes on above what is known starts with an ellipsis.
 */
export async function pathsInOneRound(session, places, lookups) {
    const parents = new Parents(session);
    const known = await Promise.all(places.map((place) => parents.pathAbove(place)));
    // Where something lies is told by the nearest title; what is above that is worth no request of its own.
    const unknown = new Map(known.flatMap(({ titles, open }) => (open === undefined || titles.length > 0 ? [] : [[open.id, open]])));
    // A block has no title, it only leads on: what has one comes first.
    const round = [...unknown.values()]
        .toSorted((left, right) => Number(left.kind === 'block') - Number(right.kind === 'block'))
        .slice(0, spareRequests(session))
        .filter(() => lookups.take());
    await Promise.all(round.map((parent) => parents.lookUp(parent)));
    return Promise.all(places.map(async (place) => {
        const { titles, open, start } = await parents.pathAbove(place);
        const isOpen = open !== undefined || start === NOT_LOOKED_UP;
        const isUnknown = isOpen && titles.length === 0;
        return { text: isUnknown ? '' : joined(isOpen ? MORE_ABOVE : start, titles), isUnknown };
    }));
}
/** What one answer knows of the parents in its paths. */
class Parents {
    #session;
    /** Those that were looked up for this answer, or why they stay unknown. */
    #lookedUp = new Map();
    constructor(session) {
        this.#session = session;
    }
    async pathAbove(parent) {
        const titles = [];
        let next = parent;
        for (let depth = 0; next !== undefined; depth += 1) {
            const found = depth < MAX_PATH_DEPTH ? await this.#known(next.id) : MORE_ABOVE;
            if (found === undefined) {
                return { titles, open: next };
            }
            if (typeof found === 'string') {
                return { titles, start: found };
            }
            if (found.kind !== 'block') {
                titles.unshift(titleWithState(found));
            }
            next = found.parent;
        }
        return { titles };
    }
    async lookUp({ kind, id }) {
        try {
            this.#lookedUp.set(id, await readSummary(this.#session, kind, id));
        }
        catch (error) {
            if (!(error instanceof ToolError) || error instanceof CancelledError) {
                throw error;
            }
            if (isNotFound(error)) {
                noteRefused(this.#session, id);
            }
            this.#lookedUp.set(id, isNotFound(error) ? NOT_SHARED : NOT_LOOKED_UP);
        }
    }
    async #known(id) {
        const lookedUp = this.#lookedUp.get(id);
        if (lookedUp !== undefined) {
            return lookedUp;
        }
        await prefetchSummaries(this.#session, [id]);
        return getCachedSummary(this.#session, id) ?? (wasRefused(this.#session, id) ? NOT_SHARED : undefined);
    }
}
function joined(start, titles) {
    return [start ?? '', pathText(titles)].filter((part) => part !== '').join(' › ');
}
