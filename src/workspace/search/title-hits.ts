import { cacheFoundPage } from '../../notion/endpoints/pages.js';
import { searchTitles, type SearchPage } from '../../notion/endpoints/search.js';
import type { NotionSession } from '../../notion/session.js';
import { foldText } from '../../text/match-text.js';
import { searchWords } from '../../text/search-words.js';
import { cacheSummary, type ObjectSummary } from '../names/titles.js';
import { beginsAllWords, rankByTitle } from './rank-titles.js';

/** Titles in one batch, so that the best fit is found although Notion orders by last edit. */
const BATCH_TITLES = 50;
/** Titles in one batch where titles are all that is wanted; Notion's maximum. */
const WIDE_BATCH_TITLES = 100;
/** Batches searched for a title that has all words: Notion finds titles with any of them, and words inside of words. */
const MAX_BATCHES = 3;
/** Titles that one call can list. */
export const MAX_TITLES = MAX_BATCHES * WIDE_BATCH_TITLES;

/** A page or database whose title was found. */
export interface TitleHit {
  readonly object: SearchPage['results'][number];
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
  readonly nextBatch: string | undefined;
  /** Titles found up to here, earlier batches included: all of them where there is no next batch. */
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
  let cursor = batch;
  let batches = 0;
  const isDone = (): boolean =>
    cursor === undefined ||
    (wanted === undefined
      ? batches >= MAX_BATCHES || (!wide && hits.some(({ summary }) => beginsAllWords(summary.title, query)))
      : batches >= wanted);
  do {
    const pageSize = wide ? WIDE_BATCH_TITLES : BATCH_TITLES;
    const page = await searchTitles(session, { query: typed, kind, pageSize, cursor });
    hits.push(...page.results.map((object) => ({ object, summary: cacheSummary(session, object) })));
    batches += 1;
    cursor = page.nextCursor;
  } while (!isDone());
  return {
    hits: rankByTitle(hits, query, ({ summary }) => summary.title),
    query,
    batches,
    nextBatch: cursor,
    found: before + hits.length,
  };
}
