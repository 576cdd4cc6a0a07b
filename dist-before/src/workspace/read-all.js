import { COMPLETE, joinEnds, pagesOf } from '../notion/endpoints/list-page.js';
import { isComplete } from './list-end.js';
import { textSizeOf } from './lookup-budget.js';
/** Batches without a single entry that are passed over for one that has some. */
const MAX_EMPTY_BATCHES = 5;
/** Reads a list of Notion's to its end, page by page, as far as the allowance reaches. */
export async function readAll(lookups, readPage, start) {
    const list = new Entries();
    if (!lookups.take()) {
        return list.upTo(start, false);
    }
    let cursor = start;
    for await (const page of pagesOf(readPage, start)) {
        const size = textSizeOf(page.items);
        if (lookups.takeText(size) < size) {
            return list.upTo(cursor, false);
        }
        list.add(page);
        cursor = page.nextCursor;
        if (cursor !== undefined && !lookups.take()) {
            return list.upTo(cursor, false);
        }
    }
    return list.upTo(undefined, true);
}
/** Reads a list until `isEnough` of what was read, or for `most` pages. */
export async function readUntil(readPage, most, isEnough = () => false) {
    const list = new Entries();
    let pages = 0;
    let next;
    for await (const page of pagesOf(readPage)) {
        list.add(page);
        pages += 1;
        next = page.nextCursor;
        if (pages >= most || isEnough(list.items)) {
            break;
        }
    }
    return list.upTo(next, true);
}
/** The next page with entries: an empty one with more behind it, which Notion may give, is not the end. */
export async function nextBatch(readPage, start) {
    let end = COMPLETE;
    let cursor = start;
    let items = [];
    let empty = 0;
    for await (const page of pagesOf(readPage, start)) {
        end = joinEnds(end, page);
        items = page.items;
        empty += 1;
        if (items.length > 0 || empty > MAX_EMPTY_BATCHES) {
            break;
        }
        cursor = page.nextCursor ?? cursor;
    }
    return { ...end, items, cursor };
}
/** Entries of a list, each once: a list that leads back to what was read gives some of them again. */
class Entries {
    items = [];
    #seen = new Set();
    #end = COMPLETE;
    add(page) {
        this.#end = joinEnds(this.#end, page);
        for (const item of page.items) {
            const name = nameOf(item);
            if (name === undefined || !this.#seen.has(name)) {
                this.items.push(item);
            }
            if (name !== undefined) {
                this.#seen.add(name);
            }
        }
    }
    /** `nextCursor` is where reading stopped, `mayBeComplete` false where that was before the end. */
    upTo(nextCursor, mayBeComplete) {
        const end = { ...this.#end, nextCursor };
        return { ...end, items: this.items, complete: mayBeComplete && isComplete(end) };
    }
}
/** The items of a property carry the property's id, so they have no name of their own. */
function nameOf(item) {
    const { id, object } = item;
    return typeof id === 'string' && object !== 'property_item' ? id : undefined;
}
