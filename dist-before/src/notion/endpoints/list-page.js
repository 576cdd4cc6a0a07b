import { field, isRecord, textField } from '../../text/json.js';
/** Notion's reason where a query has reached its limit. */
const LIMIT_REACHED = 'query_result_limit_reached';
/**
 * Reads one page of any of Notion's lists without trusting its shape: a list that breaks off must not look like its end.
 * `cursor` is the one that was sent; `isWhole` distinguishes entries from those of which Notion gives the id only.
 */
export function listPage(answer, cursor, isWhole = () => true) {
    const results = field(answer, 'results');
    const entries = Array.isArray(results) ? results : [];
    const items = entries.filter((entry) => isRecord(entry) && isWhole(entry));
    const next = textField(answer, 'next_cursor');
    const hasMore = field(answer, 'has_more') ?? next !== undefined;
    const isNew = next !== undefined && next !== '' && next !== cursor;
    return {
        items,
        nextCursor: hasMore === true && isNew ? next : undefined,
        gap: Array.isArray(results)
            ? (reportedGap(answer) ?? (hasMore === true && !isNew ? cursorGap(next) : undefined))
            : { kind: 'no list' },
        unreadable: entries.length - items.length,
    };
}
function reportedGap(answer) {
    const status = field(answer, 'request_status');
    if (textField(status, 'type') !== 'incomplete') {
        return undefined;
    }
    const reason = textField(status, 'incomplete_reason');
    return reason === LIMIT_REACHED ? { kind: 'result limit' } : { kind: 'incomplete', reason };
}
function cursorGap(next) {
    return { kind: next === undefined || next === '' ? 'no cursor' : 'cursor repeated' };
}
/** The cursors that were followed through one list. One that comes again would lead round in a circle for ever. */
export class CursorTrail {
    #followed = new Set();
    constructor(start) {
        if (start !== undefined) {
            this.#followed.add(start);
        }
    }
    /** The page, without its cursor if that was followed before. */
    follow(page) {
        const { nextCursor } = page;
        if (nextCursor === undefined) {
            return page;
        }
        if (this.#followed.has(nextCursor)) {
            return { ...page, nextCursor: undefined, gap: page.gap ?? { kind: 'cursor repeated' } };
        }
        this.#followed.add(nextCursor);
        return page;
    }
}
/** Page after page from `start` until the list ends or leads back; whoever reads them may stop earlier. */
export async function* pagesOf(read, start) {
    const trail = new CursorTrail(start);
    let cursor = start;
    do {
        const page = trail.follow(await read(cursor));
        yield page;
        cursor = page.nextCursor;
    } while (cursor !== undefined);
}
/** The end of a list that was read whole. */
export const COMPLETE = { nextCursor: undefined, gap: undefined, unreadable: 0 };
/** What is known after two stretches of one list. */
export function joinEnds(before, after) {
    return {
        nextCursor: after.nextCursor,
        gap: before.gap ?? after.gap,
        unreadable: before.unreadable + after.unreadable,
    };
}
