import type { DataSourceObjectResponse, PageObjectResponse } from '@notionhq/client';
import { plainText } from '../content/rich-text/rich-text.js';
import {
  queryDataSource,
  retrieveCurrentDatabase,
  retrieveCurrentDataSource,
} from '../notion/endpoints/databases.js';
import { pagesOf } from '../notion/endpoints/list-page.js';
import type { NotionSession } from '../notion/session.js';
import { stateOf } from '../notion/object-state.js';
import type { IndexDocument } from '../search-index/document/document.js';
import { passagesOfText } from '../search-index/document/passages.js';
import { factsOfDatabase, parentId } from './document-facts.js';

/** Data sources of one database that are read. */
const MAX_SOURCES = 20;

/** What was read of a database, for the index. */
interface ReadDatabase {
  readonly put: IndexDocument;
  readonly sources: readonly string[];
}

/** Reads a database with its descriptions and columns; undefined for one in the trash. Rejects as reads do. */
export async function readDatabase(session: NotionSession, id: string): Promise<ReadDatabase | undefined> {
  const database = await retrieveCurrentDatabase(session, id);
  if (stateOf(database) === 'in the trash') {
    return undefined;
  }
  const sources: DataSourceObjectResponse[] = [];
  for (const { id: source } of database.data_sources.slice(0, MAX_SOURCES)) {
    sources.push(await retrieveCurrentDataSource(session, source));
  }
  const facts = factsOfDatabase(database, sources, await parentId(session, database.parent));
  return {
    put: {
      ...facts,
      passages: [
        ...passagesOfText('description', plainText(database.description)),
        ...sources.flatMap((source) => passagesOfText('description', describe(source, facts.title))),
      ],
    },
    sources: sources.map((source) => source.id),
  };
}

/**
 * The rows of a data source, last edited first, in lists of a hundred. Of more than Notion gives, the rest is left to
 * searches.
 */
export async function* rowsOfSource(
  session: NotionSession,
  sourceId: string,
): AsyncGenerator<readonly PageObjectResponse[], void> {
  const sorts = [{ timestamp: 'last_edited_time' as const, direction: 'descending' as const }];
  for await (const { items } of pagesOf((cursor) => queryDataSource(session, sourceId, { sorts, cursor }))) {
    yield items;
  }
}

/** What a data source says about itself: its name where it is another than the database's, description and columns. */
function describe(source: DataSourceObjectResponse, title: string): string {
  const name = plainText(source.title);
  const columns = Object.values(source.properties).map((column) =>
    [column.name, 'description' in column ? (column.description ?? '') : ''].filter(Boolean).join(': '),
  );
  return [name === title ? '' : name, plainText(source.description), columns.join('\n')]
    .filter((part) => part !== '')
    .join('\n');
}
