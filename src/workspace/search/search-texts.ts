import { titleText } from '../../content/print/title-text.js';
import { truncateText } from '../../content/answer/truncate.js';
import { CancelledError, ToolError } from '../../errors.js';
import { searchTitles } from '../../notion/endpoints/search.js';
import type { NotionSession } from '../../notion/session.js';
import { searchWords } from '../../text/search-words.js';
import { workOnText } from '../../parsing/run-text-job.js';
import type { LookupBudget } from '../lookup-budget.js';
import { cacheSummary } from '../names/titles.js';
import { readPageDocument } from '../pages/page-document.js';
import { holdsAllWords } from './rank-titles.js';
import type { TextHits } from './text-hits.js';
import type { TitleHit } from './title-hits.js';

/** Pages whose text is read for one search; one request each, and one where a part was left out. */
const MAX_PAGES = 8;
/** Of these, pages whose title holds only some of the words, which may be as common as "of". */
const MAX_PARTIAL_MATCHES = 4;
/** Characters of the passage shown. */
const MAX_PASSAGE_CHARACTERS = 500;

/** The best passage of a page, and how many of the words it holds. */
interface Passage {
  readonly text: string;
  readonly words: number;
}

/**
 * Searches the text of the best pages among the hits and, with `andLatest` and as far as the budget allows, of those edited
 * last: Notion itself searches titles only. Pages of the second kind are hits only if their text holds the words.
 */
export async function searchTexts(
  session: NotionSession,
  query: string,
  hits: readonly TitleHit[],
  andLatest: boolean,
  lookups: LookupBudget,
): Promise<TextHits> {
  const pages = hits.filter(({ object }) => object.object === 'page');
  const whole = pages.filter(({ summary }) => holdsAllWords(summary.title, query));
  const partial = pages.filter((hit) => !whole.includes(hit)).slice(0, MAX_PARTIAL_MATCHES);
  const titled = [...whole, ...partial].slice(0, MAX_PAGES);
  const recent = andLatest ? await editedLast(session, MAX_PAGES - titled.length, hits) : [];
  const passages = new Map<TitleHit, Passage | undefined>();
  let failed = 0;
  let cut = 0;
  await Promise.all(
    [...titled, ...recent].map(async (hit) => {
      try {
        const { isCut, passage } = await bestPassage(session, query, hit, lookups);
        passages.set(hit, passage);
        cut += isCut ? 1 : 0;
      } catch (error) {
        if (!(error instanceof ToolError) || error instanceof CancelledError) {
          throw error;
        }
        failed += 1;
      }
    }),
  );
  const words = searchWords(query);
  const score = (hit: TitleHit): number =>
    Math.max(passages.get(hit)?.words ?? 0, words.heldBy(hit.summary.title).size);
  const found = [...hits, ...recent.filter((hit) => passages.get(hit) !== undefined)];
  return {
    hits: found
      .toSorted((left, right) => score(right) - score(left))
      .map((hit) => ({ ...hit, passage: passages.get(hit)?.text })),
    read: passages.size,
    recent: recent.filter((hit) => passages.has(hit)).length,
    failed,
    cut,
  };
}

async function editedLast(
  session: NotionSession,
  count: number,
  known: readonly TitleHit[],
): Promise<TitleHit[]> {
  if (count <= 0) {
    return [];
  }
  const page = await searchTitles(session, { query: '', kind: 'page', pageSize: MAX_PAGES + known.length });
  const ids = new Set(known.map(({ summary }) => summary.id));
  return page.items
    .filter((object) => !ids.has(object.id))
    .slice(0, count)
    .map((object) => ({ object, summary: cacheSummary(session, object) }));
}

/** The best passage of a page for a query, as it is shown; undefined where its text has none of the words. */
export async function passageOf(
  session: NotionSession,
  query: string,
  hit: TitleHit,
  lookups: LookupBudget,
): Promise<string | undefined> {
  return (await bestPassage(session, query, hit, lookups)).passage?.text;
}

async function bestPassage(
  session: NotionSession,
  query: string,
  { object, summary }: TitleHit,
  lookups: LookupBudget,
): Promise<{ readonly isCut: boolean; readonly passage: Passage | undefined }> {
  const found = object.object === 'page' ? Promise.resolve(object) : undefined;
  const document = await readPageDocument(session, summary.id, lookups, { page: found });
  const isCut = document.leftOut > 0;
  const [best] = await workOnText(
    { kind: 'passages', page: document.text, words: query },
    { characters: document.characters, signal: session.signal },
  );
  if (best === undefined) {
    return { isCut, passage: undefined };
  }
  const heading = best.section === '' ? '' : `[${titleText(best.section)}]\n`;
  const text = `${heading}${truncateText(best.text.replaceAll(/\n\s*\n/g, '\n'), MAX_PASSAGE_CHARACTERS)}`;
  return { isCut, passage: { text, words: best.words } };
}
