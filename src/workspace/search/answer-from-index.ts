import { blockUrl, shortUrl } from '../../content/notion-id.js';
import { pathText, titleText } from '../../content/print/title-text.js';
import { escapeText } from '../../content/rich-text/escape.js';
import type { Answer } from '../../content/answer/answer.js';
import { encodeCursor } from '../../content/answer/cursor.js';
import { searchTitles } from '../../notion/endpoints/search.js';
import type { NotionSession } from '../../notion/session.js';
import { reachText, type IndexReach } from '../../search-index/reach.js';
import { MAX_REACH, type IndexHit } from '../../search-index/search-index.js';
import type { Snippet } from '../../search-index/snippet.js';
import type { TextFindings, TextIndex } from '../../search-index/text-index.js';
import { quote } from '../../text/quote.js';
import { searchWords } from '../../text/search-words.js';
import { listNames } from '../../text/words.js';
import { pluralize } from '../../content/answer/pluralize.js';
import type { LookupBudget } from '../lookup-budget.js';
import { cacheSummary } from '../names/titles.js';
import { undefinedOnToolError } from '../tolerate.js';
import { hitLines } from './hit-line.js';
import { restrictedHits, seenHits, shownId, type SeenHit, type SeenHits } from './index-hits.js';
import { beginsAllWords } from './rank-titles.js';
import { cacheHits, type TitleHit } from './title-hits.js';

/** Titles that are looked up live for one answer; one request. */
const LIVE_TITLES = 50;
/** Below this share of texts read, in_text finds more by reading the best few pages than in the index. */
const MIN_READ_SHARE = 0.9;

/** What is searched for. */
interface IndexSearch {
  readonly query: string;
  readonly kind: 'any' | 'page' | 'database';
  readonly inText: boolean;
  readonly limit: number;
  /** As the caller gave it. */
  readonly givenLimit: number | undefined;
  /** Hits of earlier answers. */
  readonly offset: number;
  readonly now: Date;
}

/**
 * The answer to a search by the index: its hits in its order, each of which Notion says may be seen, and before them pages
 * that only Notion's own search of titles knows, as they are new. A note instead while the index knows too little.
 */
export async function answerFromIndex(
  session: NotionSession,
  index: TextIndex,
  search: IndexSearch,
  lookups: LookupBudget,
): Promise<Answer | { readonly note: string }> {
  const { query, kind, limit, offset, now } = search;
  const reach = await index.reach();
  const isTooSmall = search.inText && offset === 0 && reach.read < reach.pages * MIN_READ_SHARE;
  if (!reach.isListed || isTooSmall) {
    const extent = index.isRestricted ? '' : `: ${reachText(reach, now)}`;
    return { note: `The index of texts is being built${extent}.` };
  }
  // A query that is none is refused here, before anything is under way.
  if (!index.canAsk(query)) {
    return { note: 'Only titles were searched: the index finds words, and this query has none.' };
  }
  const words = index.wordsOf(query);
  const [findings, titles] = await Promise.all([
    index.find({ query, kind, limit, offset, now }),
    offset === 0 ? liveTitles(session, words, kind) : [],
  ]);
  const fresh = await newTitles(index, query, titles ?? []);
  const checked = await seenHits(session, index, findings.hits, titles ?? []);
  const hits = index.isRestricted ? await restrictedHits(session, query, checked, lookups) : checked;
  cacheHits(session, titles ?? []);
  const paths = index.isRestricted
    ? new Map<string, readonly string[]>()
    : await index.pathsOf(hits.seen.map(({ hit }) => hit.document));
  const lines = [
    ...(await hitLines(session, fresh, lookups)),
    ...hits.seen.map((hit) => hitLine(hit, paths.get(hit.hit.document.id) ?? [])),
  ];
  const reached = offset + findings.hits.length;
  const byMeaning = hits.seen.filter(({ hit }) => hit.isByMeaning).length;
  const hasMore = findings.hits.length > 0 && reached < Math.min(findings.total, MAX_REACH);
  const isLive = offset > 0 || titles !== undefined;
  return {
    summary: summaryOf(search, { findings, byMeaning, shown: lines.length, hasMore, index, reach, isLive }),
    content: lines.join('\n'),
    notes: notesOf(findings, hits, {
      byMeaning,
      isLive: titles !== undefined,
      isRestricted: index.isRestricted,
    }),
    next: hasMore
      ? {
          tool: 'notion_search',
          arguments: {
            query,
            ...(kind === 'any' ? {} : { kind }),
            ...(search.inText ? { in_text: true } : {}),
            ...(search.givenLimit === undefined ? {} : { limit: search.givenLimit }),
            cursor: encodeCursor('notion_search', { shown: 0, text: reached }),
          },
        }
      : undefined,
  };
}

/** What Notion's own search finds; undefined where it does not answer, none for a query that is more than words. */
async function liveTitles(
  session: NotionSession,
  words: string,
  kind: IndexSearch['kind'],
): Promise<readonly TitleHit[] | undefined> {
  if (words === '') {
    return [];
  }
  const page = await undefinedOnToolError(() =>
    searchTitles(session, {
      query: searchWords(words).typed,
      kind: kind === 'any' ? undefined : kind === 'page' ? 'page' : 'data_source',
      pageSize: LIVE_TITLES,
    }),
  );
  return page?.items.map((object) => ({ object, summary: cacheSummary(session, object) }));
}

/** Pages whose title holds all words and that the index does not hold; it is told of them. */
async function newTitles(
  index: TextIndex,
  query: string,
  titles: readonly TitleHit[],
): Promise<readonly TitleHit[]> {
  const pages = titles.filter(
    ({ object, summary }) => object.object === 'page' && beginsAllWords(summary.title, query),
  );
  const unknown = await index.unknownOf(pages.map(({ summary }) => summary.id));
  await index.changed([...unknown]);
  return pages.filter(({ summary }) => unknown.has(summary.id));
}

interface SummaryFacts {
  readonly findings: TextFindings;
  readonly byMeaning: number;
  readonly shown: number;
  readonly hasMore: boolean;
  readonly index: TextIndex;
  readonly reach: IndexReach;
  readonly isLive: boolean;
}

function summaryOf(
  { query, now, offset }: IndexSearch,
  { findings, byMeaning, shown, hasMore, index, reach, isLive }: SummaryFacts,
): string {
  // What a caller may see of it is not known, and the rest is not for it.
  const coverage = index.isRestricted ? 'index' : `index: ${reachText(reach, now)}`;
  const searched = `${isLive ? 'titles live, ' : ''}texts by ${coverage}`;
  const further = offset > 0 ? 'further ' : '';
  if (shown === 0) {
    const none = `No ${further}page or database matches ${quote(query)} (${searched})`;
    return hasMore
      ? `${none} in this part; there are more.`
      : `${none}. Try fewer or other words, or, with a URL or id, notion_read_page.`;
  }
  const { total, isTotalExact, whole } = findings;
  const isPartial = whole === 0 && byMeaning === 0 && findings.hits.length > 0;
  const of = index.isRestricted ? '' : ` of ${isTotalExact ? '' : 'over '}${Math.max(total, shown)}`;
  const what = `${shown} ${further}${shown === 1 ? 'hit' : 'hits'}${of}`;
  const fit = isPartial ? 'with some of the words of' : 'for';
  const meant = byMeaning === 0 ? '' : `, ${byMeaning === shown ? '' : `${byMeaning} `}by meaning`;
  return `${what} ${fit} ${quote(query)}${meant}, best first (${searched}); ${hasMore ? 'there are more' : 'these are all'}.`;
}

function notesOf(
  { corrections, unknownWords, unknownPlaces, sharedPlaces, total, meaning, isCut }: TextFindings,
  { seen, refused, unchecked }: SeenHits,
  {
    byMeaning,
    isLive,
    isRestricted,
  }: { readonly byMeaning: number; readonly isLive: boolean; readonly isRestricted: boolean },
): string[] {
  const edited = seen.filter(({ isEdited }) => isEdited).length;
  return [
    corrections.length === 0
      ? ''
      : `Taken for another spelling: ${corrections.map(({ typed, taken }) => `${quote(typed)} as ${String(listNames(taken))}`).join('; ')}.`,
    unknownWords.length === 0 || byMeaning > 0 ? '' : `No text holds ${String(listNames(unknownWords))}.`,
    unknownPlaces.length === 0
      ? ''
      : `Nothing indexed is called ${String(listNames(unknownPlaces))}: in: takes the title or id of a page or database.`,
    sharedPlaces.length === 0
      ? ''
      : `Several pages or databases are called ${String(listNames(sharedPlaces))}, and all of them were searched: in: with an id means one.`,
    meaning === 'unanswered' ? 'By words only: the embeddings endpoint did not answer.' : '',
    isCut ? 'The words at the end of the query were left out: it has too many.' : '',
    edited === 0 ? '' : `Edited since they were indexed, and read again now: ${pluralize(edited, 'hit')}.`,
    // What was moved out of a caller's roots is not for it, not even as a number.
    refused === 0 || isRestricted
      ? ''
      : `Not shown because Notion no longer shows it to this connection: ${pluralize(refused, 'hit')}.`,
    unchecked === 0
      ? ''
      : `Not shown because Notion did not say whether it may be seen: ${isRestricted ? 'some hits' : pluralize(unchecked, 'hit')}. Call again in a minute.`,
    isLive ? '' : 'Titles could not be looked up live: pages that are a few minutes old may be missing.',
    total > MAX_REACH && !isRestricted
      ? `Only the first ${MAX_REACH} can be listed; search for more specific words.`
      : '',
  ];
}

/** A hit as lines of a list: what it is, where it opens at its passage, and the passage with the words in bold. */
function hitLine({ hit, isEdited, passage }: SeenHit, path: readonly string[]): string {
  const { document, part } = hit;
  const noun = { page: 'page', row: 'row', database: 'database', comments: 'comments on the page' } as const;
  const facts = [
    noun[document.kind],
    ...(hit.isByMeaning ? ['by meaning'] : []),
    ...(document.isArchived ? ['archived'] : []),
    ...(path.length === 0 ? [] : [`in ${pathText(path)}`]),
    `edited ${document.editedAt.slice(0, 10)}`,
    ...(isEdited ? ['and since it was indexed'] : []),
  ];
  const anchor = part === 'text' ? (hit.anchor ?? '') : '';
  const url = anchor === '' ? shortUrl(document.url) : blockUrl(shownId(hit), anchor);
  const text = passage ?? passageText(hit);
  const quoted = text === '' ? '' : `\n${text.replaceAll(/^/gm, '  > ')}`;
  return `- ${titleText(document.title)} (${facts.join(', ')})\n  ${url}${quoted}`;
}

function passageText({ headings, part, snippet }: IndexHit): string {
  if (snippet.text === '') {
    return '';
  }
  if (part === 'properties') {
    // Values that hold none of the words say nothing of why the row was found.
    const lines = markedText(snippet).split('\n');
    return lines.filter((line) => line.includes('**')).join('\n');
  }
  const heading = headings.length === 0 ? '' : `[${pathText(headings)}]\n`;
  return `${heading}${snippet.isCutBefore ? '…' : ''}${markedText(snippet)}${snippet.isCutAfter ? '…' : ''}`;
}

/** The words in bold; everything else is as others wrote it, escaped. */
function markedText({ text, marks }: Snippet): string {
  let shown = '';
  let end = 0;
  for (const mark of marks) {
    shown += `${escapeText(text.slice(end, mark.start))}**${escapeText(text.slice(mark.start, mark.end))}**`;
    end = mark.end;
  }
  return `${shown}${escapeText(text.slice(end))}`.replaceAll(/\n\s*\n/g, '\n');
}
