import { rowsOf } from './crawl-queue.js';
const MET = 'met/';
/** Lists of one look through everything: a million objects. */
const LIST_DIGITS = 5;
/**
 * What a look through everything has met, in a row for each list: written with what the list told, so that a process that goes on
 * after a kill knows what the former one had met, and what is gone.
 */
export const metObjects = {
    /** The row of a list. */
    row: (list, ids) => ({
        [keyOf(list)]: Array.from(ids).join(' '),
    }),
    /** Removes all rows. */
    async none(index) {
        const state = {};
        for await (const { key } of rowsOf(index, MET)) {
            state[key] = null;
        }
        return state;
    },
    /** What the first lists met; undefined where not all of their rows are there. */
    async read(index, lists) {
        const met = new Set();
        let rows = 0;
        for await (const { value } of rowsOf(index, MET)) {
            value.split(' ').forEach((id) => met.add(id));
            rows += 1;
        }
        return rows === lists ? met : undefined;
    },
};
function keyOf(list) {
    return `${MET}${String(list).padStart(LIST_DIGITS, '0')}`;
}
