import { shortUrl } from '../../content/notion-id.js';
import { plainFromDialect } from '../../content/markdown/markdown-inline.js';
import { InputError } from '../../errors.js';
import { cacheFoundPage } from '../../notion/endpoints/pages.js';
import { titlesMeant } from '../../notion/object-state.js';
import type { ListEnd } from '../../notion/endpoints/list-page.js';
import { searchTitles, type Found } from '../../notion/endpoints/search.js';
import type { NotionSession } from '../../notion/session.js';
import { matchText } from '../../text/match-text.js';
import { didYouMean } from '../../text/suggest.js';
import { EMPTY_WORDS, listNames, listWords, say, Words } from '../../text/words.js';
import { isComplete, unreadText, type ListWords } from '../list-end.js';
import { LookupBudget } from '../lookup-budget.js';
import { readUntil } from '../read-all.js';
import { dataSourceReference } from './find-database.js';
import { pagePath } from './page-path.js';
import { cacheSummary, UNTITLED, type ObjectSummary } from './titles.js';

/** Titles in one search, Notion's maximum, and searches: Notion finds titles with any of the words. */
const TITLES_PER_SEARCH = 100;
const MAX_SEARCHES = 3;
/** Pages of one title that are described, and requests for where they lie. */
const MAX_CHOICES = 10;
const MAX_PATH_REQUESTS = 10;
/** Other titles that an error names. */
const MAX_OTHER_TITLES = 5;

/** Pages as the end of their list is worded. */
export const PAGES: ListWords = {
  one: say`page`,
  several: say`pages`,
  narrow: say`use more of the title.`,
};

/** Between the titles of a path. */
const STEPS = / [>›/] /;
const HEADING_SIGN = /^#{1,6}\s+/;
const FILE_ENDING = /\.(?:md|html|pdf)$/i;
const SIGNS_AROUND = /^["'“”‘’`[]|["'“”‘’`\]]$/g;

interface TitledObject {
  readonly object: Found;
  readonly summary: ObjectSummary;
}

/**
 * The id of the one page with this title. Several pages of the title, none, and a database of the title are an `InputError`
 * that names what there is.
 */
export async function findPageByTitle(session: NotionSession, text: string): Promise<string> {
  try {
    return await findByWholeTitle(session, text);
  } catch (error) {
    const found = error instanceof NoPageError ? await findByPath(session, text) : undefined;
    if (found === undefined) {
      throw error;
    }
    return found;
  }
}

/** `Handbook › Trip plan`, as answers print where a page lies: the one page of the last title below one of the title before. */
async function findByPath(session: NotionSession, text: string): Promise<string | undefined> {
  const [title, above] = text.split(STEPS).toReversed();
  if (title === undefined || above === undefined || title.trim() === '' || above.trim() === '') {
    return undefined;
  }
  const { pages } = await searchFor(session, titlesWanted(title));
  const lookups = new LookupBudget(MAX_PATH_REQUESTS);
  const paths = await Promise.all(
    pages.slice(0, MAX_CHOICES).map(({ summary }) => pagePath(session, summary.parent, lookups)),
  );
  const below = pages.filter((_, at) => {
    const parent = (paths[at] ?? '').split(' › ').at(-1) ?? '';
    return 'match' in matchText(above.trim(), [plainFromDialect(parent)]);
  });
  const [only, ...others] = below;
  if (only !== undefined && others.length > 0) {
    throw await severalPages(session, below);
  }
  if (only !== undefined) {
    cacheWhole(session, only.object);
  }
  return only?.summary.id;
}

async function findByWholeTitle(session: NotionSession, text: string): Promise<string> {
  const wanted = titlesWanted(text);
  const { read, seen, pages } = await searchFor(session, wanted);
  const [only, ...others] = pages;
  if (only !== undefined && others.length > 0) {
    throw await severalPages(session, pages);
  }
  if (only !== undefined) {
    cacheWhole(session, only.object);
    return only.summary.id;
  }
  const [database] = titled(wanted, seen);
  throw database === undefined
    ? noPage(text, seen, read)
    : databaseGiven(dataSourceReference(database.summary.id), database.summary.id);
}

/** What a search finds for the last of the wanted titles, and the pages that have one of them. */
async function searchFor(session: NotionSession, wanted: readonly string[]) {
  const query = wanted.at(-1) ?? '';
  const described = (objects: readonly Found[]): TitledObject[] =>
    objects.map((object) => ({ object, summary: cacheSummary(session, object) }));
  const read = await readUntil(
    (cursor) => searchTitles(session, { query, pageSize: TITLES_PER_SEARCH, cursor }),
    MAX_SEARCHES,
    (found) => titled(wanted, described(found).filter(isPage)).length > 0,
  );
  const seen = described(read.items);
  return { read, seen, pages: titled(wanted, seen.filter(isPage)) };
}

/** No page has the title, which may be a path of titles then. */
class NoPageError extends InputError {
  /** To callers and in telemetry it is any other argument that cannot be. */
  override readonly name = 'InputError';
}

/** From what was written to what is without the signs around it: answers print titles escaped, exports end in `.md`. */
function titlesWanted(text: string): readonly string[] {
  const plain = plainFromDialect(text);
  const bare = plain.replace(HEADING_SIGN, '').replace(FILE_ENDING, '').replaceAll(SIGNS_AROUND, '').trim();
  return [...new Set([text, plain, bare].filter((title) => title !== '').flatMap(titlesMeant))];
}

/** A database where a page is wanted. It tells how one is read; what changes pages tells how one is changed. */
export class DatabaseGivenError extends InputError {
  /** To callers and in telemetry it is any other argument that cannot be. */
  override readonly name = 'InputError';
}

/** The error for a database where a page is wanted. */
export function databaseGiven(reference: string, id: string): DatabaseGivenError {
  const database = Words.argument('database', reference, id);
  return new DatabaseGivenError(
    'page',
    say`This is a database, not a page.`,
    say`For its columns call notion_describe_database ${database}, for its rows notion_query_database ${database}.`,
  );
}

function isPage({ object }: TitledObject): boolean {
  return object.object === 'page';
}

/** Those of the title; in the trash only if there are no others. */
function titled(wanted: readonly string[], objects: readonly TitledObject[]): TitledObject[] {
  const titles = objects.map(({ summary }) => summary.title);
  for (const text of wanted) {
    const match = matchText(text, titles);
    const meant = 'match' in match ? [match.match] : match.similar;
    const found = objects.filter(({ summary }) => meant.includes(summary.title));
    if (found.length > 0) {
      const kept = found.filter(({ summary }) => summary.state === undefined);
      return kept.length > 0 ? kept : found;
    }
  }
  return [];
}

/** Saves the request for the page, unless a search of this session gives no values: a row has more than its title. */
function cacheWhole(session: NotionSession, object: TitledObject['object']): void {
  if (object.object !== 'page') {
    return;
  }
  const isRow = object.parent.type === 'data_source_id' || object.parent.type === 'database_id';
  if (!isRow || Object.keys(object.properties).length > 1) {
    cacheFoundPage(session, object);
  }
}

async function severalPages(session: NotionSession, pages: readonly TitledObject[]): Promise<InputError> {
  const lookups = new LookupBudget(MAX_PATH_REQUESTS);
  const choices = await Promise.all(
    pages.slice(0, MAX_CHOICES).map(async ({ object, summary }) => ({
      url: shortUrl(object.url),
      path: await pagePath(session, summary.parent, lookups),
      edited: object.last_edited_time.slice(0, 10),
    })),
  );
  const listed = listWords(
    choices,
    ({ url, path, edited }) =>
      say`${Words.address(url)} (${path === '' ? EMPTY_WORDS : say`in ${path}, `}edited ${Words.term(edited)})`,
    '; ',
  );
  const more = pages.length > choices.length ? say` and ${pages.length - choices.length} more` : EMPTY_WORDS;
  return new InputError(
    'page',
    say`${pages.length} pages have this title: ${listed}${more}.`,
    say`Pass one of these URLs.`,
  );
}

function noPage(text: string, seen: readonly TitledObject[], read: ListEnd): NoPageError {
  const pages = seen.filter(isPage);
  const titles = [...new Set(pages.map(({ summary }) => summary.title))].filter(
    (title) => title !== UNTITLED,
  );
  const suggestion = didYouMean(text, titles);
  const others = titles.slice(0, MAX_OTHER_TITLES);
  const found = others.length === 0 ? EMPTY_WORDS : say`Pages with some of the words: ${listNames(others)}. `;
  return new NoPageError(
    'page',
    isComplete(read)
      ? say`No page with exactly this title is shared with this connection.`
      : say`No page with exactly this title is among the ${pages.length} that were found by these words. ${unreadText(read, PAGES)}`,
    say`${suggestion}${found}Pass a page's URL or id; notion_search finds pages by words of the title.`,
  );
}
