import { systemClock } from '../../../clock.js';
import { listBlockChildren } from '../../../notion/endpoints/blocks.js';
import { undefinedOnToolError } from '../../tolerate.js';
/** Looks at the new pages, with a pause before each. */
const MAX_LOOKS = 5;
const PAUSE_MS = 400;
/** Share of the call's time that is kept for the answer. */
const RESERVE = 0.3;
/**
 * Waits until Notion has filled new pages from their template, as far as that does not take long: it tells nobody when it
 * has, nor whether it failed. Returns the ids of those that are still empty.
 */
export async function awaitTemplate(session, pageIds, lookups, clock = systemClock) {
    let empty = pageIds;
    for (let looks = 0; looks < MAX_LOOKS && empty.length > 0 && session.timeLeft > RESERVE; looks += 1) {
        await clock.sleep(PAUSE_MS, session.signal);
        const left = [];
        for (const id of empty) {
            if (!lookups.take() || !(await hasContent(session, id))) {
                left.push(id);
            }
        }
        empty = left;
    }
    return empty;
}
async function hasContent(session, pageId) {
    const children = await undefinedOnToolError(() => listBlockChildren(session, pageId));
    return (children?.items.length ?? 0) > 0;
}
