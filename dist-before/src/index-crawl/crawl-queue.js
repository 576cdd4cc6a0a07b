import * as z from 'zod';
import { MAX_LISTED } from '../search-index/search-index.js';
const PLACES = { reported: '0', changed: '1', new: '2', doubtful: '3' };
const task = z.object({
    kind: z.enum(['page', 'database', 'any']),
    /** The object is only asked for, and read where it differs from what is known. */
    isCheck: z.boolean(),
    tries: z.int().min(0).max(100),
});
const TODO = 'todo/';
const LATER = 'later/';
const INBOX = 'inbox/';
/** Minutes since 1970 never have more digits. */
const MINUTE_DIGITS = 10;
/** Objects that processes report in one change. */
const MAX_REPORTED = 1000;
/**
 * What is still to be read, kept in the index itself: a row is added in the transaction that finds it necessary, and removed
 * in the one that writes what was read, so that a kill loses nothing. Within one urgency the latest edit comes first.
 */
export class CrawlQueue {
    #index;
    /** The row of each object. */
    #keys = new Map();
    /** Rows by urgency. */
    #counts = new Map();
    constructor(index) {
        this.#index = index;
    }
    static async load(index) {
        const queue = new CrawlQueue(index);
        for await (const { key } of rowsOf(index, TODO)) {
            queue.#set(idOf(key), key);
        }
        return queue;
    }
    get size() {
        return this.#keys.size;
    }
    /** Objects of this urgency. */
    countOf(urgency) {
        return this.#counts.get(PLACES[urgency]) ?? 0;
    }
    has(id) {
        return this.#keys.has(id);
    }
    /** Adds an object, or moves it forward. What it returns has to be written before another is added. */
    add(id, urgency, editedAt, wanted = {}) {
        const minutes = Math.max(0, Math.floor(editedAt / 60_000));
        const place = String(10 ** MINUTE_DIGITS - 1 - minutes).padStart(MINUTE_DIGITS, '0');
        const key = `${TODO}${PLACES[urgency]}/${place}/${id}`;
        const known = this.#keys.get(id);
        if (known !== undefined && known <= key) {
            return {};
        }
        this.#set(id, key);
        const value = { kind: 'any', isCheck: false, tries: 0, ...wanted };
        return { ...(known === undefined ? {} : { [known]: null }), [key]: JSON.stringify(value) };
    }
    /** Removes an object that was read. */
    done(id) {
        const key = this.#keys.get(id);
        this.#set(id, undefined);
        return key === undefined ? {} : { [key]: null };
    }
    #set(id, key) {
        const former = this.#keys.get(id);
        if (former !== undefined) {
            this.#count(former, -1);
        }
        if (key === undefined) {
            this.#keys.delete(id);
        }
        else {
            this.#keys.set(id, key);
            this.#count(key, 1);
        }
    }
    #count(key, change) {
        const place = key.charAt(TODO.length);
        this.#counts.set(place, (this.#counts.get(place) ?? 0) + change);
    }
    /** The first one, up to this urgency. */
    async next(least = 'doubtful') {
        const [row] = await this.#index.listState(TODO, { limit: 1 });
        const place = row?.key.slice(TODO.length, TODO.length + 1);
        const urgency = Object.keys(PLACES).find((name) => PLACES[name] === place);
        if (row === undefined || urgency === undefined || PLACES[urgency] > PLACES[least]) {
            return undefined;
        }
        return { id: idOf(row.key), urgency, ...taskOf(row.value) };
    }
}
/** Rows that say when an object is to be read again. */
export const later = {
    at: (id, due, kind, tries = 0) => ({
        [`${LATER}${new Date(due).toISOString()}/${id}`]: JSON.stringify({ kind, isCheck: false, tries }),
    }),
    /** The next row, and when it is due. */
    async next(index) {
        const [row] = await index.listState(LATER, { limit: 1 });
        if (row === undefined) {
            return undefined;
        }
        const due = Date.parse(row.key.slice(LATER.length, row.key.lastIndexOf('/')));
        return {
            id: idOf(row.key),
            due: Number.isNaN(due) ? 0 : due,
            done: { [row.key]: null },
            ...taskOf(row.value),
        };
    },
};
/** Rows in which any process reports objects that have changed; the one that crawls takes them. */
export const inbox = {
    report: (ids) => Object.fromEntries(ids.slice(0, MAX_REPORTED).map((id) => [`${INBOX}${id}`, '1'])),
    async read(index) {
        const rows = await index.listState(INBOX, { limit: MAX_REPORTED });
        return rows.map(({ key }) => ({ id: idOf(key), key }));
    },
};
/** All rows that begin so, in parts. */
export async function* rowsOf(index, prefix) {
    let after;
    do {
        const rows = await index.listState(prefix, { after, limit: MAX_LISTED });
        yield* rows;
        after = rows.length < MAX_LISTED ? undefined : rows.at(-1)?.key;
    } while (after !== undefined);
}
function idOf(key) {
    return key.slice(key.lastIndexOf('/') + 1);
}
function taskOf(text) {
    try {
        return task.parse(JSON.parse(text));
    }
    catch {
        // Of another version: the object is read anew.
        return { kind: 'any', isCheck: false, tries: 0 };
    }
}
