import type { DatabaseObjectResponse, DataSourceObjectResponse } from '@notionhq/client';
import { AccessError, InputError, isNotFound } from '../../errors.js';
import { retrieveDatabase, retrieveDataSource } from '../../notion/endpoints/databases.js';
import { retrievePage } from '../../notion/endpoints/pages.js';
import { matchText } from '../../text/match-text.js';
import { didYouMean } from '../../text/suggest.js';
import { looksLikeUrl, parseReference, requireReference } from '../../notion/reference.js';
import { searchTitles, type Found } from '../../notion/endpoints/search.js';
import type { NotionSession } from '../../notion/session.js';
import { isComplete, unreadText, type ListWords } from '../list-end.js';
import { readUntil } from '../read-all.js';
import { summaryOfDataSource, cacheSummary, UNTITLED } from './titles.js';
import { listWords, say, Words } from '../../text/words.js';

/** Data sources one look for a name may see; Notion's maximum for a search. */
const NAMES_PER_SEARCH = 100;
/** Looks for one name, each at what comes after the last. */
const MAX_SEARCHES = 5;

/** Databases as the end of their list is worded. */
export const DATABASES: ListWords = {
  one: say`database`,
  several: say`databases`,
  narrow: say`use more specific words.`,
};

/** How a data source is written so that no database has to be asked for it first. */
export function dataSourceReference(id: string): string {
  return `collection://${id}`;
}

/**
 * Finds the one data source an argument means: by data source id (one request), by database URL or id (two), or by exact
 * name (one search, which brings the columns along). Several candidates are an `InputError` that lists them.
 */
export async function findDataSource(
  session: NotionSession,
  text: string,
): Promise<DataSourceObjectResponse> {
  const reference = parseReference(text);
  if (reference === undefined) {
    if (looksLikeUrl(text)) {
      requireReference(text, 'database', 'database');
    }
    return findByName(session, text);
  }
  if (reference.kind === 'data_source') {
    return retrieveDataSource(session, reference.id);
  }
  if (reference.kind !== undefined) {
    throw new InputError(
      'database',
      say`This names a ${Words.term(reference.kind)}, not a database.`,
      say`Pass the database's URL, id or name.`,
    );
  }
  return findById(session, reference.id, text);
}

async function findById(session: NotionSession, id: string, text: string): Promise<DataSourceObjectResponse> {
  let database: DatabaseObjectResponse;
  try {
    database = await retrieveDatabase(session, id);
  } catch (error) {
    if (!isNotFound(error)) {
      throw error;
    }
    return findOtherKind(session, id, text, error);
  }
  const [only, ...others] = database.data_sources;
  if (only === undefined) {
    throw new AccessError(
      say`This database shows rows of another database, which is not shared with this connection.`,
      say`Share the original database with the connection in Notion, or pass its URL.`,
    );
  }
  if (others.length > 0) {
    throw new InputError(
      'database',
      say`This database has ${database.data_sources.length} data sources: ${listed(database.data_sources)}.`,
      say`Pass one of them as database.`,
    );
  }
  return retrieveDataSource(session, only.id);
}

/** The id was no database's: it may be a data source's, or a page's. */
async function findOtherKind(
  session: NotionSession,
  id: string,
  text: string,
  miss: unknown,
): Promise<DataSourceObjectResponse> {
  try {
    return await retrieveDataSource(session, id);
  } catch (error) {
    if (!isNotFound(error)) {
      throw error;
    }
  }
  try {
    await retrievePage(session, id);
  } catch (error) {
    throw isNotFound(error) ? miss : error;
  }
  throw new InputError(
    'database',
    say`This is a page, not a database.`,
    say`To read it call notion_read_page ${Words.argument('page', text, id)}.`,
  );
}

async function findByName(session: NotionSession, name: string): Promise<DataSourceObjectResponse> {
  const read = await readUntil(
    (cursor) =>
      searchTitles(session, { query: name, kind: 'data_source', pageSize: NAMES_PER_SEARCH, cursor }),
    MAX_SEARCHES,
    (found) => isNamed(name, found),
  );
  const sources = read.items.filter((result) => result.object === 'data_source');
  for (const source of sources) {
    cacheSummary(session, source);
  }
  const titles = sources.map((source) => summaryOfDataSource(source).title);
  const match = matchText(name, titles);
  const meant = sources.filter((_source, index) =>
    'match' in match ? titles[index] === match.match : match.similar.includes(titles[index] ?? ''),
  );
  const [only, ...others] = meant;
  if (only !== undefined && others.length === 0) {
    return only;
  }
  if (only !== undefined) {
    const choices = meant.map((source) => ({ id: source.id, name: summaryOfDataSource(source).title }));
    throw new InputError(
      'database',
      say`${meant.length} databases have this name: ${listed(choices)}.`,
      say`Pass one of these ids as database.`,
    );
  }
  const suggestion = didYouMean(
    name,
    titles.filter((title) => title !== UNTITLED),
  );
  if (!isComplete(read)) {
    throw new InputError(
      'database',
      say`None of the ${sources.length} databases that were found by these words has this name. ${unreadText(read, DATABASES)}`,
      say`${suggestion}Pass the database's URL or id.`,
    );
  }
  throw new InputError(
    'database',
    say`No database with this name is shared with the connection.`,
    say`${suggestion}notion_list_databases lists all.`,
  );
}

/** Notion orders hits by their last edit, so that the very name may be behind hundreds that share a word with it. */
function isNamed(name: string, found: readonly Found[]): boolean {
  const titles = found.flatMap((each) =>
    each.object === 'data_source' ? [summaryOfDataSource(each).title] : [],
  );
  const match = matchText(name, titles);
  return 'match' in match || match.similar.length > 0;
}

function listed(sources: readonly { id: string; name: string }[]): Words {
  return listWords(sources, ({ id, name }) => say`${name} (${Words.term(dataSourceReference(id))})`, '; ');
}
