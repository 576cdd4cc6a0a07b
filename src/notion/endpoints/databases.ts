import type {
  DatabaseObjectResponse,
  DataSourceObjectResponse,
  PageObjectResponse,
  QueryDataSourceParameters,
} from '@notionhq/client';
import { isFullDatabase, isFullDataSource, isFullPage } from './full-objects.js';
import { AccessError } from '../../errors.js';
import { withoutForeignValues } from './foreign-values.js';
import { listPage, type ListPage } from './list-page.js';
import type { CacheKind, Lockdown, NotionSession } from '../session.js';
import { say } from '../../text/words.js';
import { readWithSmallerPages } from './smaller-pages.js';

/** Schemas change when a user edits columns; callers re-read once before they call a column unknown. */
export const dataSourceCache: CacheKind<DataSourceObjectResponse> = {
  name: 'data_source',
  lifetimeMs: 5 * 60_000,
  isShared: true,
  partOf: ({ parent }) => (parent.type === 'database_id' ? parent.database_id : undefined),
};
const databaseCache: CacheKind<DatabaseObjectResponse> = {
  name: 'database',
  lifetimeMs: 5 * 60_000,
  isShared: true,
};

/** Notion's maximum, for rows of a query. */
const ROWS_PER_REQUEST = 100;

/** `GET /v1/databases/{database_id}`: the container and its data sources, no columns. */
export async function retrieveDatabase(
  session: NotionSession,
  databaseId: string,
): Promise<DatabaseObjectResponse> {
  const read = await session.cached(databaseCache, databaseId, async (reader) => {
    const database = await reader.read('GET /v1/databases/{database_id}', (client) =>
      client.databases.retrieve({ database_id: databaseId }),
    );
    if (!isFullDatabase(database)) {
      throw notReadable();
    }
    return database;
  });
  return session.lockdown === undefined ? read : withoutName(session.lockdown, read);
}

/** `GET /v1/data_sources/{data_source_id}`: one table with its columns. */
export async function retrieveDataSource(
  session: NotionSession,
  dataSourceId: string,
): Promise<DataSourceObjectResponse> {
  const read = await session.cached(dataSourceCache, dataSourceId, async (reader) => {
    const source = await reader.read('GET /v1/data_sources/{data_source_id}', (client) =>
      client.dataSources.retrieve({ data_source_id: dataSourceId }),
    );
    if (!isFullDataSource(source)) {
      throw notReadable();
    }
    return source;
  });
  return (await session.lockdown?.check(session, 'database', read)) ?? read;
}

interface RowQuery {
  readonly filter?: QueryDataSourceParameters['filter'] | undefined;
  readonly sorts?: QueryDataSourceParameters['sorts'] | undefined;
  /** Ids of the properties to return; all when absent. Fewer are much faster. */
  readonly propertyIds?: readonly string[];
  readonly pageSize?: number;
  readonly cursor?: string | undefined;
}

/** `POST /v1/data_sources/{data_source_id}/query`, one page of it. A read, although it is a POST. */
export async function queryDataSource(
  session: NotionSession,
  dataSourceId: string,
  query: RowQuery,
): Promise<ListPage<PageObjectResponse>> {
  const answer = await readWithSmallerPages(query.pageSize ?? ROWS_PER_REQUEST, (pageSize) =>
    session.read('POST /v1/data_sources/{data_source_id}/query', (client) =>
      client.dataSources.query({
        data_source_id: dataSourceId,
        page_size: pageSize,
        result_type: 'page',
        ...(query.filter === undefined ? {} : { filter: query.filter }),
        ...(query.sorts === undefined || query.sorts.length === 0 ? {} : { sorts: query.sorts }),
        ...(query.propertyIds === undefined ? {} : { filter_properties: [...query.propertyIds] }),
        ...(query.cursor === undefined ? {} : { start_cursor: query.cursor }),
      }),
    ),
  );
  const page = listPage<PageObjectResponse>(answer, query.cursor, isFullPage);
  const rows = (await session.lockdown?.keep(session, 'row', page.items)) ?? page.items;
  return { ...page, items: rows.map((row) => withoutForeignValues(session, row)) };
}

/** Notion does not report who named a database; its data sources report their authors. */
function withoutName(lockdown: Lockdown, database: DatabaseObjectResponse): DatabaseObjectResponse {
  lockdown.omit('database name', database.id);
  return {
    ...database,
    title: [],
    description: [],
    data_sources: database.data_sources.map(({ id }) => ({ id, name: '' })),
  };
}

function notReadable(): AccessError {
  return new AccessError(
    say`This connection may not read the database.`,
    say`Share the database with the connection in Notion.`,
  );
}
