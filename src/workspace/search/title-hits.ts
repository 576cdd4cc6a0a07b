import { cacheFoundPage } from '../../notion/endpoints/pages.js';
import { COMPLETE, joinEnds, pagesOf, type ListEnd } from '../../notion/endpoints/list-page.js';
import { searchTitles, type Found } from '../../notion/endpoints/search.js';
import type { NotionSession } from '../../notion/session.js';
import { foldText } from '../../text/match-text.js';
import { searchWords } from '../../text/search-words.js';
import { say } from '../../text/words.js';
import type { ListWords } from '../list-end.js';
import { cacheSummary, type ObjectSummary } from '../names/titles.js';
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
export const RESULTS: ListWords = {
  one: say`result`,
  several: say`results`,
  narrow: say`search for more specific words.`,
};

/** A page or database whose title was found. */
export interface TitleHit {
  readonly object: Found;
  readonly summary: ObjectSummary;
}

/** Where a search continues: Notion's cursor, and how many batches were ranked together. */
interface SearchPosition {
  readonly batch?: string | undefined;
  readonly batches?: number | undefined;
  /** Titles in the batches before. */
  readonly before?: number | undefined;
}

interface TitleHits {
  /** Best first. */
  readonly hits: readonly TitleHit[];
  /** The query that was searched: the one asked for, or without diacritics if nothing else was found. */
  readonly query: string;
  readonly batches: number;
  readonly end: ListEnd;
  /** Titles found up to here, earlier batches included: all of them at the end of a list that is whole. */
  readonly found: number;
}

/** One ranked stretch of the titles that hold any of the words; a `wide` one is as long as a call may read. */
export async function findTitles(
  session: NotionSession,
  query: string,
  kind: 'page' | 'data_source' | undefined,
  from: SearchPosition = {},
  wide = false,
): Promise<TitleHits> {
  const found = await readBatches(session, query, kind, from, wide);
  const folded = foldText(query);
  const isPlain = folded === query.toLowerCase();
  return found.hits.length > 0 || isPlain || from.batch !== undefined
    ? found
    : readBatches(session, folded, kind, from, wide);
}

/** Caches the pages shown, which came complete, for the call that opens one. */
export function cacheHits(session: NotionSession, hits: readonly TitleHit[]): void {
  for (const { object } of hits) {
    if (object.object === 'page') {
      cacheFoundPage(session, object);
    }
  }
}

async function readBatches(
  session: NotionSession,
  query: string,
  kind: 'page' | 'data_source' | undefined,
  { batch, batches: wanted, before = 0 }: SearchPosition,
  wide: boolean,
): Promise<TitleHits> {
  const { typed } = searchWords(query);
  const hits: TitleHit[] = [];
  let end = COMPLETE;
  let batches = 0;
  const isDone = (): boolean => {
    if (wanted !== undefined) {
      return batches >= wanted;
    }
    return hits.length === 0
      ? batches >= MAX_EMPTY_BATCHES
      : batches >= MAX_BATCHES || (!wide && hits.some(({ summary }) => beginsAllWords(summary.title, query)));
  };
  const pageSize = wide ? WIDE_BATCH_TITLES : BATCH_TITLES;
  const read = (cursor: string | undefined): ReturnType<typeof searchTitles> =>
    searchTitles(session, { query: typed, kind, pageSize, cursor });
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
