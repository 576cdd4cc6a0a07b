import type { SearchIndex } from '../search-index/search-index.js';
import { rowsOf, type StateChange } from './crawl-queue.js';

const MET = 'met/';
/** Lists of one look through everything: a million objects. */
const LIST_DIGITS = 5;

/**
 * What a look through everything has met, in a row for each list: written with what the list told, so that a process that goes on
 * after a kill knows what the former one had met, and what is gone.
 */
export const metObjects = {
  /** The row of a list. */
  row: (list: number, ids: Iterable<string>): StateChange => ({
    [keyOf(list)]: Array.from(ids).join(' '),
  }),
  /** Removes all rows. */
  async none(index: Pick<SearchIndex, 'listState'>): Promise<StateChange> {
    const state: StateChange = {};
    for await (const { key } of rowsOf(index, MET)) {
      state[key] = null;
    }
    return state;
  },
  /** What the first lists met; undefined where not all of their rows are there. */
  async read(index: Pick<SearchIndex, 'listState'>, lists: number): Promise<Set<string> | undefined> {
    const met = new Set<string>();
    let rows = 0;
    for await (const { value } of rowsOf(index, MET)) {
      value.split(' ').forEach((id) => met.add(id));
      rows += 1;
    }
    return rows === lists ? met : undefined;
  },
};

function keyOf(list: number): string {
  return `${MET}${String(list).padStart(LIST_DIGITS, '0')}`;
}
