import type { DatabaseObjectResponse, DataSourceObjectResponse } from '@notionhq/client';
import { InputError, isNotFound } from '../../errors.js';
import { retrieveDatabase, retrieveDataSource } from '../../notion/endpoints/databases.js';
import { retrievePage } from '../../notion/endpoints/pages.js';
import { stateOf } from '../../notion/object-state.js';
import { matchText } from '../../text/match-text.js';
import { didYouMean } from '../../text/suggest.js';
import { referenceOrTitle } from '../../notion/reference.js';
import { searchTitles, type Found } from '../../notion/endpoints/search.js';
import type { NotionSession } from '../../notion/session.js';
import { isComplete, unreadText, type ListWords } from '../list-end.js';
import { readUntil } from '../read-all.js';
import { nameWithin, readDatabasesOf, WITHIN, type NamedDatabase } from './database-names.js';
import { isLinkedView, LinkedViewError } from './linked-view.js';
import { summaryOfDataSource, cacheSummary, UNTITLED } from './titles.js';
import { listWords, say, Words } from '../../text/words.js';

/** Databases whose titles one look for a name reads, because data sources may be named otherwise; one request each. */
const MAX_DATABASES_PER_NAME = 10;

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

/** A data source that may be meant. */
interface Choice {
  readonly id: string;
  readonly name: string;
}

/** A database with several data sources was given where one of them is wanted. */
export class SeveralSourcesError extends InputError {
  /** Dashed. */
  readonly databaseId: string;

  constructor(databaseId: string, sources: readonly Choice[]) {
    super(
      'database',
      say`This database has ${sources.length} data sources: ${listed(sources)}.`,
      say`Pass one of them as database.`,
    );
    this.databaseId = databaseId;
  }
}

/** How a data source is written so that no database has to be asked for it first. */
export function dataSourceReference(id: string): string {
  return `collection://${id}`;
}

/**
 * Finds the one data source an argument means: by data source id (one request), by database URL or id (two), or by exact
 * name (one search, which brings the columns along; where no data source has the name, the titles of their databases are
 * read). Several candidates are an `InputError` that lists them; rejects with a `LinkedViewError` for a linked view.
 */
export async function findDataSource(
  session: NotionSession,
  text: string,
): Promise<DataSourceObjectResponse> {
  const reference = referenceOrTitle(text, 'database', say`database`);
  if (reference === undefined) {
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
  return onlyDataSource(session, { id: database.id, state: stateOf(database) }, database.data_sources);
}

/** A database's one data source, which is in the trash with its database. */
async function onlyDataSource(
  session: NotionSession,
  { id, state }: Pick<NamedDatabase, 'id' | 'state'>,
  sources: readonly Choice[],
): Promise<DataSourceObjectResponse> {
  const [only, ...others] = sources;
  if (only === undefined) {
    throw new LinkedViewError('database', id);
  }
  if (others.length > 0) {
    throw new SeveralSourcesError(id, sources);
  }
  const source = await retrieveDataSource(session, only.id);
  return state === undefined ? source : { ...source, in_trash: true };
}

/** The id was no database's: it may be a data source's, or a page's. */
async function findOtherKind(
  session: NotionSession,
  id: string,
  text: string,
  miss: unknown,
): Promise<DataSourceObjectResponse> {
  let sourceMiss: unknown;
  try {
    return await retrieveDataSource(session, id);
  } catch (error) {
    if (!isNotFound(error)) {
      throw error;
    }
    sourceMiss = error;
  }
  try {
    await retrievePage(session, id);
  } catch (error) {
    if (!isNotFound(error)) {
      throw error;
    }
    throw isLinkedView(session, miss, sourceMiss)
      ? new LinkedViewError('database', id, { cause: miss })
      : miss;
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
      searchTitles(session, {
        // Between a database and its data source `>` is a sign of ours, which no title holds.
        query: name.replaceAll(WITHIN, ' '),
        kind: 'data_source',
        pageSize: NAMES_PER_SEARCH,
        cursor,
      }),
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
    throw severalNamed(choices);
  }
  const databases = await readDatabasesOf(session, sources, MAX_DATABASES_PER_NAME);
  const found = await findInDatabases(session, name, databases);
  if (found !== undefined) {
    return found;
  }
  const suggestion = didYouMean(
    name,
    [...new Set([...databases.map(({ title }) => title), ...titles])].filter(
      (title) => title !== UNTITLED && title !== '',
    ),
  );
  if (!isComplete(read)) {
    throw new InputError(
      'database',
      say`None of the databases that were found by these words (${sources.length}) has this name. ${unreadText(read, DATABASES)}`,
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

/** By the title of a database, which may differ from its data source's, or by both: `CRM > People`. */
async function findInDatabases(
  session: NotionSession,
  name: string,
  databases: readonly NamedDatabase[],
): Promise<DataSourceObjectResponse | undefined> {
  const named = databases.flatMap((database) => [
    { name: database.title, database, sources: database.sources },
    ...database.sources.map((source) => ({
      name: nameWithin(database, source.name),
      database,
      sources: [source],
    })),
  ]);
  const names = named.map((candidate) => candidate.name);
  const match = matchText(name, names);
  const meant = 'match' in match ? [match.match] : match.similar;
  const candidates = named.filter((candidate) => meant.includes(candidate.name));
  const [only, ...others] = candidates;
  if (only === undefined) {
    return undefined;
  }
  if (others.length === 0) {
    return onlyDataSource(session, only.database, only.sources);
  }
  const choices = candidates.flatMap(({ database, sources }) =>
    sources.map((source) => ({ id: source.id, name: nameWithin(database, source.name) })),
  );
  throw severalNamed(choices);
}

function severalNamed(choices: readonly Choice[]): InputError {
  return new InputError(
    'database',
    say`${choices.length} databases have this name: ${listed(choices)}.`,
    say`Pass one of these ids as database.`,
  );
}

function listed(sources: readonly Choice[]): Words {
  return listWords(sources, ({ id, name }) => say`${name} (${Words.term(dataSourceReference(id))})`, '; ');
}
