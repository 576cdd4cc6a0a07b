import { ApiError } from '../errors.js';
import { bareId } from '../ids.js';
import { listBody, pageRequestOfQuery, shortCursor, slice } from '../paging.js';
import { presentContent, rollupTarget } from '../present/property-value.js';
import { presentSpan } from '../present/rich-text.js';
import { presentUserById } from '../present/user.js';
import { columnsOf, readValue } from '../query/read-value.js';
import { requestedPage } from './pages.js';
function item(column, content) {
    return { object: 'property_item', type: column.type, id: encodeURIComponent(column.id), ...content };
}
/** The elements of a value that this endpoint gives one by one, or undefined for a value that comes whole. */
function elements(workspace, column, value) {
    switch (value.type) {
        case 'title':
        case 'rich_text':
            return value.text.map((span) => item(column, { [value.type]: presentSpan(workspace, span) }));
        case 'people':
            return value.users.map((id) => item(column, { people: presentUserById(workspace, id) }));
        case 'relation':
            return value.pages.map((id) => item(column, { relation: { id } }));
        default:
            return undefined;
    }
}
/** The rolled-up values of all related rows, under the other data source's property. */
function rollupElements(workspace, page, column) {
    const columns = columnsOf(workspace, page);
    const target = rollupTarget(workspace, column, columns);
    const relation = column.type === 'rollup' && columns.find(({ name }) => name === column.relation);
    const related = relation ? page.values.get(relation.id) : undefined;
    const ids = related?.type === 'relation' ? related.pages : [];
    return ids.flatMap((id) => {
        const row = workspace.pages.get(id);
        if (row === undefined || target === undefined) {
            return [];
        }
        const value = readValue(workspace, row, target, Number.POSITIVE_INFINITY);
        return elements(workspace, target, value) ?? [item(target, presentContent(workspace, target, value))];
    });
}
function aggregate(workspace, page, column, complete) {
    if (column.type !== 'rollup') {
        return { [column.type]: {} };
    }
    if (!complete) {
        return { rollup: { type: 'incomplete', incomplete: {}, function: column.function } };
    }
    const value = readValue(workspace, page, column, Number.POSITIVE_INFINITY);
    if (value.type === 'rollup' && value.result.kind === 'array') {
        return { rollup: { type: 'array', array: [], function: column.function } };
    }
    return presentContent(workspace, column, value);
}
function retrieveProperty(request) {
    const { workspace, query } = request;
    const page = requestedPage(request);
    const wanted = request.parameters.get('property_id') ?? '';
    const column = columnsOf(workspace, page).find(({ id }) => id === wanted);
    if (column === undefined) {
        throw new ApiError(404, 'object_not_found', `Could not find property with ID: ${wanted}.`);
    }
    const value = readValue(workspace, page, column);
    const all = value.type === 'rollup' ? rollupElements(workspace, page, column) : elements(workspace, column, value);
    if (all === undefined) {
        return item(column, presentContent(workspace, column, value));
    }
    const paging = pageRequestOfQuery(query);
    const { items, nextCursor } = slice(all, paging, (_, index) => shortCursor(`${page.id}:${column.id}`, index));
    const id = encodeURIComponent(column.id);
    const next = nextCursor &&
        `https://api.notion.com/v1/pages/${bareId(page.id)}/properties/${id}?start_cursor=${nextCursor}&page_size=${paging.size}`;
    return {
        ...listBody('property_item', items, nextCursor),
        property_item: {
            id,
            next_url: next,
            type: column.type,
            ...aggregate(workspace, page, column, nextCursor === null),
        },
    };
}
export const pagePropertyRoutes = [
    { endpoint: 'GET /v1/pages/{page_id}/properties/{property_id}', answer: retrieveProperty },
];
