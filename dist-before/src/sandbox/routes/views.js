import { visibleDatabase, visibleDataSource } from '../access.js';
import { notFound, validationError } from '../errors.js';
import { parseId } from '../ids.js';
import { listBody, pageRequestOfQuery, slice } from '../paging.js';
import { presentView } from '../present/view.js';
import { pathId } from '../route.js';
/** Whether the connection may see both where the view lies and what it shows. */
function isVisible({ workspace }, view) {
    return (visibleDatabase(workspace, view.databaseId) !== undefined &&
        (view.dataSourceId === null || visibleDataSource(workspace, view.dataSourceId) !== undefined));
}
/** References only, as Notion lists them: name and type come with the view itself. */
function listViews(request) {
    const { query, workspace, connection } = request;
    const database = queryId(query, 'database_id');
    const source = queryId(query, 'data_source_id');
    if (database === undefined && source === undefined) {
        throw validationError('query failed validation: query.database_id or query.data_source_id should be defined.');
    }
    if (database !== undefined && visibleDatabase(workspace, database) === undefined) {
        throw notFound('database', database, connection);
    }
    if (source !== undefined && visibleDataSource(workspace, source) === undefined) {
        throw notFound('database', source, connection);
    }
    const views = [...workspace.views.values()].filter((view) => isVisible(request, view) &&
        (database === undefined || view.databaseId === database) &&
        (source === undefined || view.dataSourceId === source));
    const { items, nextCursor } = slice(views, pageRequestOfQuery(query), (view) => view.id);
    return listBody('view', items.map(({ id }) => ({ object: 'view', id })), nextCursor);
}
function queryId(query, name) {
    const value = query.get(name);
    if (value === null) {
        return undefined;
    }
    const id = parseId(value);
    if (id === undefined) {
        throw validationError(`query failed validation: query.${name} should be a valid uuid, instead was \`"${value}"\`.`);
    }
    return id;
}
/** The view of the path. */
export function requestedView(request) {
    const id = pathId(request, 'view_id');
    const view = request.workspace.views.get(id);
    if (view === undefined || !isVisible(request, view)) {
        throw notFound('view', id, request.connection);
    }
    return view;
}
export const viewRoutes = [
    { endpoint: 'GET /v1/views', answer: listViews },
    { endpoint: 'GET /v1/views/{view_id}', answer: (request) => presentView(requestedView(request)) },
];
