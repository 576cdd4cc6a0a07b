import { cacheFoundPage } from '../../notion/endpoints/pages.js';
import { COMPLETE, joinEnds, pagesOf } from '../../notion/endpoints/list-page.js';
import { searchTitles } from '../../notion/endpoints/search.js';
import { foldText } from '../../text/match-text.js';
import { searchWords } from '../../text/search-words.js';
import { say } from '../../text/words.js';
import { cacheSummary } from '../names/titles.js';
import { beginsAllWords, rankByTitle } from './rank-titles.js';
/** Titles in one batch, so that the best fit is found although Notion orders by last edit. */
const BATCH_TITLES = 50;
/** Titles in one batch where titles are all that is wanted; Notion's maximum. */
const WIDE_BATCH_TITLES = 100;
/** Batches searched for a title that has all words: Notion finds titles with any of them, and words inside of words. */
const MAX_BATCHES = 3;
/** Batches searched for any title at all: Notion may give empty ones with more behind them. */
const MAX_EMPTY_BATCHES = 6;
/** Titles that one call can list. */
export const MAX_TITLES = MAX_BATCHES * WIDE_BATCH_TITLES;
/** Hits as the end of their list is worded. */
export const RESULTS = {
    one: say `result`,
    several: say `results`,
    narrow: say `search for more specific words.`,
};
/** One ranked stretch of the titles that hold any of the words; a `wide` one is as long as a call may read. */
export async function findTitles(session, query, kind, from = {}, wide = false) {
    const found = await readBatches(session, query, kind, from, wide);
    const folded = foldText(query);
    const isPlain = folded === query.toLowerCase();
    return found.hits.length > 0 || isPlain || from.batch !== undefined
        ? found
        : readBatches(session, folded, kind, from, wide);
}
/** Caches the pages shown, which came complete, for the call that opens one. */
export function cacheHits(session, hits) {
    for (const { object } of hits) {
        if (object.object === 'page') {
            cacheFoundPage(session, object);
        }
    }
}
async function readBatches(session, query, kind, { batch, batches: wanted, before = 0 }, wide) {
    const { typed } = searchWords(query);
    const hits = [];
    let end = COMPLETE;
    let batches = 0;
    const isDone = () => {
        if (wanted !== undefined) {
            return batches >= wanted;
        }
        return hits.length === 0
            ? batches >= MAX_EMPTY_BATCHES
            : batches >= MAX_BATCHES || (!wide && hits.some(({ summary }) => beginsAllWords(summary.title, query)));
    };
    const pageSize = wide ? WIDE_BATCH_TITLES : BATCH_TITLES;
    const read = (cursor) => searchTitles(session, { query: typed, kind, pageSize, cursor });
    for await (const page of pagesOf(read, batch)) {
        for (const object of page.items) {
            // A list that leads back to what was read gives some again.
            if (hits.every(({ summary }) => summary.id !== object.id)) {
                hits.push({ object, summary: cacheSummary(session, object) });
            }
        }
        end = joinEnds(end, page);
        batches += 1;
        if (isDone()) {
            break;
        }
    }
    return {
        hits: rankByTitle(hits, query, ({ summary }) => summary.title),
        query,
        batches,
        end,
        found: before + hits.length,
    };
}
