import { isNotShared } from '../../errors.js';
import { listBlockChildren } from '../../notion/endpoints/blocks.js';
import { COMPLETE, CursorTrail, joinEnds, } from '../../notion/endpoints/list-page.js';
import { say } from '../../text/words.js';
import { textSizeOf } from '../lookup-budget.js';
import { canResumeLater } from '../tolerate.js';
/** Blocks as the end of their list is worded. */
export const BLOCKS = {
    one: say `block`,
    several: say `blocks`,
    narrow: say `Notion shows them all.`,
};
/** Pages and databases are things of their own. */
const NOT_ENTERED = new Set(['child_page', 'child_database']);
/** Lists asked for at once. Those after the first may turn out to lie beyond the end of the walk, so few are risked. */
const MAX_CONCURRENT_LISTS = 4;
/**
 * Walks a page depth first until `most` wanted blocks are found, the page ends or the allowance does. The place names one
 * batch for each level, so going on costs a request for each level and not the whole page again.
 */
export async function walkBlocks(session, from, most, isWanted, lookups) {
    const reader = new BatchReader(session, lookups);
    for (;;) {
        const { blocks, position, missing } = walkKnown(from, most, isWanted, (list) => reader.known(list));
        if (!(await reader.read(missing.slice(0, MAX_CONCURRENT_LISTS)))) {
            return { blocks, position, notShared: reader.notShared, end: reader.end, failure: reader.failure };
        }
    }
}
/**
 * The walk as far as batches are known, and the batches it needs to advance. Beyond the first of them it continues
 * without counting blocks, to find which others will be needed as well: each list holds at least one block.
 */
function walkKnown(from, most, isWanted, known) {
    const open = [...from];
    const blocks = [];
    const missing = [];
    let place;
    let least = 0;
    for (let list = open.at(-1); list !== undefined; list = open.at(-1)) {
        const batch = known(list);
        const block = batch?.items[list.done];
        if (least >= most && (batch === undefined || block !== undefined)) {
            break;
        }
        if (batch === undefined) {
            place ??= [...open];
            missing.push(list);
            least += 1;
            open.pop();
            continue;
        }
        const here = [...open];
        open.pop();
        if (block !== undefined) {
            open.push({ ...list, done: list.done + 1 });
            if (isWanted(block)) {
                least += 1;
                if (place === undefined) {
                    blocks.push({ block, position: here });
                }
            }
            if ('type' in block && block.has_children && !NOT_ENTERED.has(block.type)) {
                open.push({ parent: block.id, done: 0 });
            }
        }
        else if (batch.nextCursor !== undefined) {
            // A batch that has become too large comes in smaller parts: what is done of it may reach into the next one.
            const done = Math.max(0, list.done - batch.items.length);
            open.push({ parent: list.parent, batch: batch.nextCursor, done });
        }
    }
    return { blocks, position: place ?? open, missing };
}
class BatchReader {
    notShared = 0;
    end = COMPLETE;
    /** Why a batch could not be read. */
    failure;
    #session;
    #allowance;
    #batches = new Map();
    #trails = new Map();
    /** The call has read as much text as it may. */
    #isFull = false;
    constructor(session, lookups) {
        this.#session = session;
        this.#allowance = lookups;
    }
    known(list) {
        return this.#batches.get(keyOf(list));
    }
    /** Reads as many of the lists as the allowance permits; false when the walk cannot continue. */
    async read(lists) {
        const affordable = lists.filter(() => this.#allowance.take());
        await Promise.all(affordable.map((list) => this.#load(list)));
        return affordable.length > 0 && this.failure === undefined && !this.#isFull;
    }
    async #load(list) {
        try {
            const trail = this.#trails.get(list.parent) ?? new CursorTrail(list.batch);
            this.#trails.set(list.parent, trail);
            const batch = trail.follow(await listBlockChildren(this.#session, list.parent, list.batch));
            const size = textSizeOf(batch.items);
            // Whatever exceeds the call's allowance is left for the next call, with everything after it.
            this.#isFull ||= this.#batches.size > 0 && this.#allowance.takeText(size) < size;
            if (!this.#isFull) {
                this.#batches.set(keyOf(list), batch);
                this.end = joinEnds(this.end, { ...batch, nextCursor: undefined });
            }
        }
        catch (error) {
            if (isNotShared(error)) {
                // The copy of a synced block whose original is not shared says that it has children and then has none to give.
                this.notShared += 1;
                this.#batches.set(keyOf(list), { ...COMPLETE, items: [] });
            }
            else if (canResumeLater(error)) {
                this.failure = error;
            }
            else {
                throw error;
            }
        }
    }
}
function keyOf({ parent, batch }) {
    return `${parent} ${batch ?? ''}`;
}
