import { isFullDatabase, isFullDataSource, isFullPage } from './full-objects.js';
import { AccessError } from '../../errors.js';
import { withoutForeignValues } from './foreign-values.js';
import { listPage } from './list-page.js';
import { say } from '../../text/words.js';
import { readWithSmallerPages } from './smaller-pages.js';
/** Schemas change when a user edits columns; callers re-read once before they call a column unknown. */
export const dataSourceCache = {
    name: 'data_source',
    lifetimeMs: 5 * 60_000,
    isShared: true,
    partOf: ({ parent }) => (parent.type === 'database_id' ? parent.database_id : undefined),
};
const databaseCache = {
    name: 'database',
    lifetimeMs: 5 * 60_000,
    isShared: true,
};
/** Notion's maximum, for rows of a query. */
const ROWS_PER_REQUEST = 100;
/** `GET /v1/databases/{database_id}`: the container and its data sources, no columns. */
export async function retrieveDatabase(session, databaseId) {
    const read = await session.cached(databaseCache, databaseId, async (reader) => {
        const database = await reader.read('GET /v1/databases/{database_id}', (client) => client.databases.retrieve({ database_id: databaseId }));
        if (!isFullDatabase(database)) {
            throw notReadable();
        }
        return database;
    });
    return session.lockdown === undefined ? read : withoutName(session.lockdown, read);
}
/** The container if it was read lately, without a request. Under lockdown never: nobody knows who named it. */
export function getKnownDatabase(session, databaseId) {
    return session.lockdown === undefined ? session.getCached(databaseCache, databaseId) : undefined;
}
/** The same, as it is now: for what is about to be changed. */
export function retrieveCurrentDatabase(session, databaseId) {
    session.deleteCached(databaseCache, databaseId);
    return retrieveDatabase(session, databaseId);
}
/** `GET /v1/data_sources/{data_source_id}`: one table with its columns. */
export async function retrieveDataSource(session, dataSourceId) {
    const read = await session.cached(dataSourceCache, dataSourceId, async (reader) => {
        const source = await reader.read('GET /v1/data_sources/{data_source_id}', (client) => client.dataSources.retrieve({ data_source_id: dataSourceId }));
        if (!isFullDataSource(source)) {
            throw notReadable();
        }
        return source;
    });
    return (await session.lockdown?.check(session, 'database', read)) ?? read;
}
/** The same, as it is now. */
export function retrieveCurrentDataSource(session, dataSourceId) {
    session.deleteCached(dataSourceCache, dataSourceId);
    return retrieveDataSource(session, dataSourceId);
}
/** `POST /v1/data_sources/{data_source_id}/query`, one page of it. A read, although it is a POST. */
export async function queryDataSource(session, dataSourceId, query) {
    const answer = await readWithSmallerPages(query.pageSize ?? ROWS_PER_REQUEST, (pageSize) => session.read('POST /v1/data_sources/{data_source_id}/query', (client) => client.dataSources.query({
        data_source_id: dataSourceId,
        page_size: pageSize,
        ...(query.withDatabases === true ? {} : { result_type: 'page' }),
        ...(query.filter === undefined ? {} : { filter: query.filter }),
        ...(query.sorts === undefined || query.sorts.length === 0 ? {} : { sorts: query.sorts }),
        ...(query.propertyIds === undefined ? {} : { filter_properties: [...query.propertyIds] }),
        ...(query.cursor === undefined ? {} : { start_cursor: query.cursor }),
    })));
    const page = listPage(answer, query.cursor, (entry) => isFullPage(entry) || isFullDataSource(entry));
    const given = page.items.filter((entry) => entry.object === 'page');
    const rows = (await session.lockdown?.keep(session, 'row', given)) ?? given;
    const inside = page.items.filter((entry) => entry.object === 'data_source');
    return {
        ...page,
        items: rows.map((row) => withoutForeignValues(session, row)),
        databases: (await session.lockdown?.keep(session, 'database', inside)) ?? inside,
    };
}
/** Notion does not report who named a database; its data sources report their authors. */
function withoutName(lockdown, database) {
    lockdown.omit('database name', database.id);
    return {
        ...database,
        title: [],
        description: [],
        data_sources: database.data_sources.map(({ id }) => ({ id, name: '' })),
    };
}
function notReadable() {
    return new AccessError(say `This connection may not read the database.`, say `Share the database with the connection in Notion.`);
}
