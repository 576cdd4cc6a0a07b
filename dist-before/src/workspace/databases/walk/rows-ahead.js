import { CancelledError, ToolError } from '../../../errors.js';
import { gapText } from '../../list-end.js';
import { spareRequests } from '../../spare-requests.js';
import { ROWS } from '../row-words.js';
import { minuteOf, splitMinutes, startOf } from './minutes.js';
import { mayWindow, openWindow, readNewest, readWindow, } from './row-window.js';
import { MAX_WINDOWS, windowsFor, WindowYield } from './window-parts.js';
/** Rows that were read and wait for those before them; some ten megabytes. */
const MAX_ROWS_AHEAD = 8000;
/** Rows left in one window of twelve: of more, reading ahead only costs requests, of which a minute has 180. */
const MAX_ROWS_OF_WINDOW = 2000;
/** Rows of the last minute that are read twice for the sake of reading several windows at once. */
const MAX_ROWS_READ_AGAIN = 60;
/**
 * All rows in order of creation as far as they are known, and the windows of time that are still to be read. Each round reads
 * a page of several windows at once: their times do not overlap, so that each row lies in one of them, whatever is created or
 * deleted meanwhile. With little of the request budget left it reads one page after the other.
 */
export class RowsAhead {
    /** Queries that were needed because Notion ended one before its last row, and whether another reason than its limit did. */
    queries = 1;
    brokeOff = false;
    /** Rows of which Notion gives the id only. */
    unreadable = 0;
    /** Why rows are missing that no window leads to. */
    gap;
    #session;
    #walk;
    #visited = new Set();
    #yield = new WindowYield();
    #stretches;
    /** One page after the other from now on: there is no end to go by, or so much that the request budget is what takes the time. */
    #isPlain = false;
    constructor(session, walk, start) {
        this.#session = session;
        this.#walk = walk;
        const after = start.before === undefined ? [] : [openWindow({ from: start.before })];
        this.#stretches = [openWindow(start), ...after];
    }
    /** The window to go on with; none at the end. */
    get next() {
        return this.#stretches.find(isWindow);
    }
    /** The rows before that window, page by page, each once: a list that leads back to what was read gives some again. */
    *take() {
        for (let [first] = this.#stretches; first !== undefined && !isWindow(first); [first] = this.#stretches) {
            this.#stretches.shift();
            yield first.rows.filter(({ id }) => !this.#visited.has(id) && this.#visited.add(id));
        }
    }
    /** The same for rows of the next window. */
    takeHeld({ held }) {
        return held.filter(({ id }) => !this.#visited.has(id) && this.#visited.add(id));
    }
    /** Reads a round. `mayFail`: a failure is returned in words, and what was read besides is kept. */
    async read(mayFail) {
        const { next } = this;
        if (next !== undefined && this.#mayFindEnd(next)) {
            const page = await attempt(() => readNewest(this.#session, this.#walk), mayFail);
            if (typeof page === 'string') {
                return page;
            }
            this.#replace(next, this.#upToNewest(next, page));
            return undefined;
        }
        const windows = this.#choose();
        const pages = await Promise.all(windows.map((window) => attempt(() => readWindow(this.#session, this.#walk, window), mayFail)));
        for (const [index, window] of windows.entries()) {
            const page = pages[index];
            if (typeof page === 'object') {
                this.#replace(window, this.#advance(window, page));
            }
        }
        return pages.find((page) => typeof page === 'string');
    }
    /** Where a later query goes on, if this one ends here: at its last minute, unless that is its only one. */
    later({ first, held }, before) {
        const last = held.at(-1)?.created_time;
        return last === undefined || last === first || !mayWindow(this.#walk, { from: last, before })
            ? undefined
            : openWindow({ from: last, before });
    }
    /** What cannot be read has no time of creation, so that nothing tells whether two windows met the same. */
    get #mayReadAhead() {
        return !this.#isPlain && this.#yield.isGood && this.unreadable === 0 && spareRequests(this.#session) > 0;
    }
    #replace(window, by) {
        this.#stretches.splice(this.#stretches.indexOf(window), 1, ...by);
    }
    #choose() {
        if (!this.#mayReadAhead) {
            this.#mergeUnread();
            return this.#stretches.filter(isWindow).slice(0, 1);
        }
        const ahead = this.#stretches.reduce((sum, each) => sum + (isWindow(each) ? 0 : each.rows.length), 0);
        const most = ahead > MAX_ROWS_AHEAD ? 1 : Math.min(MAX_WINDOWS, spareRequests(this.#session));
        return this.#stretches.filter(isWindow).slice(0, most);
    }
    /** One after the other, windows next to each other cost more requests than one. */
    #mergeUnread() {
        const merged = [];
        for (const stretch of this.#stretches) {
            const before = merged.at(-1);
            if (before !== undefined && isUnread(before) && isUnread(stretch)) {
                merged[merged.length - 1] = openWindow({ from: before.from, before: stretch.before });
            }
            else {
                merged.push(stretch);
            }
        }
        this.#stretches = merged;
    }
    /** What a page makes of its window: the rows that are known, and what is left to read. */
    #advance(window, page) {
        this.unreadable += page.unreadable;
        const rows = eachOnce([...window.held, ...page.items]).filter(({ id }) => !this.#visited.has(id));
        const last = rows.at(-1)?.created_time;
        const [held, known] = [
            rows.filter((row) => row.created_time === last),
            rows.filter((row) => row.created_time !== last),
        ];
        const rest = {
            ...window,
            batch: page.nextCursor,
            first: window.first ?? rows[0]?.created_time,
            held,
            read: window.read + known.length,
            empty: page.items.length === 0 ? window.empty + 1 : 0,
        };
        this.#yield.add(page.items.length, page.nextCursor === undefined && window.before !== undefined);
        if (page.nextCursor !== undefined) {
            // The walk goes on, but nothing leads back to what is missing.
            this.gap ??= page.gap && reasonToStop(page.gap, rest);
            return [{ rows: known }, ...this.#split(rest)];
        }
        const later = page.gap && this.later(rest, window.before);
        if (later === undefined) {
            this.gap ??= page.gap && reasonToStop(page.gap, rest);
            return [{ rows }];
        }
        this.queries += 1;
        this.brokeOff ||= page.gap?.kind !== 'result limit';
        return [{ rows: known }, later];
    }
    /** Several windows for the rest of one whose end is known, where they pay. */
    #split(rest) {
        const [last] = rest.held;
        if (rest.before === undefined || last === undefined || !this.#mayReadAhead || !isCheap(rest)) {
            return [rest];
        }
        const [begin, from] = [minuteOf(rest.from ?? rest.first ?? ''), minuteOf(last.created_time)];
        const time = { from, before: minuteOf(rest.before) };
        const rows = (rest.read / (from - begin)) * (time.before - from);
        if (rows > MAX_ROWS_OF_WINDOW) {
            this.#isPlain = true;
            return [rest];
        }
        const idle = MAX_WINDOWS + 1 - this.#stretches.filter(isWindow).length;
        const windows = this.#windowsOf(time, windowsFor(rows, idle));
        return windows.length > 1 ? windows : [rest];
    }
    #windowsOf(time, parts) {
        return splitMinutes(time, parts).map(({ from, before }) => openWindow({ from: startOf(from), before: startOf(before) }));
    }
    /** Whether to ask for the newest rows next: with them the end is known, and what lies between can be read at once. */
    #mayFindEnd(window) {
        const [last] = window.held;
        return (window.before === undefined &&
            window.batch !== undefined &&
            last !== undefined &&
            last.created_time !== window.first &&
            isCheap(window) &&
            this.#stretches.at(-1) === window &&
            this.#mayReadAhead &&
            mayWindow(this.#walk, { from: last.created_time, before: last.created_time }));
    }
    /** The rows up to the newest, which were read: what lies between as windows, then these. */
    #upToNewest(window, newest) {
        const [latest, oldest] = [newest.items[0], newest.items.at(-1)];
        const [from, end] = [minuteOf(window.held[0]?.created_time ?? ''), minuteOf(oldest?.created_time ?? '')];
        const isWhole = newest.gap === undefined && newest.unreadable === 0 && newest.nextCursor !== undefined;
        if (latest === undefined || !isWhole || Number.isNaN(from) || Number.isNaN(end)) {
            this.#isPlain = true;
            return [window];
        }
        // The oldest minute of these may have more rows than are among them.
        const known = newest.items.filter((row) => minuteOf(row.created_time) >= Math.max(from, end + 1));
        const time = { from, before: end + 1 };
        const read = window.read + known.length;
        const minutes = from - minuteOf(window.from ?? window.first ?? '') + (minuteOf(latest.created_time) - end);
        const rows = (read / minutes) * (time.before - from);
        const between = time.before > from ? this.#windowsOf(time, windowsFor(rows, MAX_WINDOWS)) : [];
        return [...between, { rows: known.toReversed() }];
    }
}
function isWindow(stretch) {
    return !('rows' in stretch);
}
function isUnread(stretch) {
    return isWindow(stretch) && stretch.batch === undefined;
}
/** Whether it costs little to read the last minute of a window again. */
function isCheap({ held }) {
    return held.length <= MAX_ROWS_READ_AGAIN;
}
async function attempt(read, mayFail) {
    try {
        return await read();
    }
    catch (error) {
        if (!(error instanceof ToolError) || error instanceof CancelledError || !mayFail) {
            throw error;
        }
        return `${error.message} ${error.advice}`;
    }
}
function reasonToStop(gap, { first, held }) {
    if (gap.kind !== 'result limit') {
        return String(gapText(gap, ROWS));
    }
    const limit = 'Notion returns at most 10,000 rows per query';
    const last = held.at(-1)?.created_time;
    return last !== undefined && last === first
        ? `${limit}, and more than these were created in the same minute (${last}). Narrow the question with where.`
        : `${limit}, and these conditions cannot be continued by creation time. Narrow the question with where.`;
}
function eachOnce(rows) {
    return [...new Map(rows.map((row) => [row.id, row])).values()];
}
