import { visibleDatabase, visibleDataSource, visiblePage } from '../access.js';
import { notFound, validationError, wrongKind } from '../errors.js';
import { presentDatabase, presentDataSource } from '../present/data-source.js';
import { pathId } from '../route.js';
/** The data source of the path. The error calls it a database, as Notion's does. */
export function requestedDataSource(request) {
    const id = pathId(request, 'data_source_id');
    const source = visibleDataSource(request.workspace, id);
    if (source === undefined) {
        throw notFound('database', id, request.connection);
    }
    return source;
}
/** The database of the path; says so where the id is a page's. */
export function requestedDatabase(request) {
    const id = pathId(request, 'database_id');
    const database = visibleDatabase(request.workspace, id);
    if (database === undefined) {
        throw visiblePage(request.workspace, id) === undefined
            ? notFound('database', id, request.connection)
            : wrongKind(id, 'page', 'database');
    }
    return database;
}
function retrieveDatabase(request) {
    const database = requestedDatabase(request);
    const { id } = database;
    const linked = [...request.workspace.views.values()].flatMap((view) => view.databaseId === id && view.dataSourceId !== null ? [view.dataSourceId] : []);
    const isOfUnshared = database.dataSources.length === 0 &&
        linked.length > 0 &&
        linked.every((source) => visibleDataSource(request.workspace, source) === undefined);
    if (isOfUnshared) {
        throw validationError(`Database with ID ${id} does not contain any data sources accessible by this API bot.`);
    }
    return presentDatabase(request.workspace, database);
}
export const databaseRoutes = [
    { endpoint: 'GET /v1/databases/{database_id}', answer: retrieveDatabase },
    {
        endpoint: 'GET /v1/data_sources/{data_source_id}',
        answer: (request) => presentDataSource(request.workspace, requestedDataSource(request)),
    },
];
