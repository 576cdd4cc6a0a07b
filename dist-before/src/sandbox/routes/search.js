import { visibleDataSource, visiblePage } from '../access.js';
import { bodyError } from '../errors.js';
import { stableId } from '../ids.js';
import { listBody, pageRequestOfBody, slice } from '../paging.js';
import { presentDataSource } from '../present/data-source.js';
import { presentPage } from '../present/page.js';
import { isObject } from '../query/json.js';
import { pageTitle, titleOf } from '../titles.js';
import { isRemoved, isRemovedSource } from '../trash.js';
function everything(workspace) {
    const pages = [...workspace.pages.values()]
        .filter((page) => visiblePage(workspace, page.id) !== undefined && !isRemoved(workspace, page))
        .map((record) => ({ kind: 'page', record, title: pageTitle(record) }));
    const sources = [...workspace.dataSources.values()]
        .filter((source) => visibleDataSource(workspace, source.id) !== undefined && !isRemovedSource(workspace, source))
        .map((record) => ({
        kind: 'data_source',
        record,
        title: `${record.name} ${titleOf(workspace, record.databaseId)}`,
    }));
    return [...pages, ...sources];
}
function kindFilter(body) {
    const { filter } = body;
    if (filter === undefined) {
        return undefined;
    }
    if (!isObject(filter)) {
        throw bodyError('filter', 'an object or `undefined`', filter);
    }
    const { value, property } = filter;
    if (value === undefined && 'in_trash' in filter) {
        return undefined;
    }
    if (property !== 'object') {
        throw bodyError('filter.property', '`"object"`', property);
    }
    if (value !== 'page' && value !== 'data_source') {
        throw bodyError('filter.value', '`"page"` or `"data_source"`', value);
    }
    return value;
}
function sortSign(body) {
    const { sort } = body;
    if (sort === undefined) {
        return -1;
    }
    if (!isObject(sort)) {
        throw bodyError('sort', 'an object or `undefined`', sort);
    }
    if (sort['property'] === 'relevance') {
        return -1;
    }
    if (sort['timestamp'] !== 'last_edited_time') {
        throw bodyError('sort.timestamp', '`"last_edited_time"`', sort['timestamp']);
    }
    const { direction } = sort;
    if (direction !== 'ascending' && direction !== 'descending') {
        throw bodyError('sort.direction', '`"ascending"` or `"descending"`', direction);
    }
    return direction === 'ascending' ? 1 : -1;
}
/** Titles only, of a data source also its database's, and any one word is enough; the last edited comes first, however well it fits. */
function search(request) {
    const { body, workspace } = request;
    const query = body['query'] ?? '';
    if (typeof query !== 'string') {
        throw bodyError('query', 'a string or `undefined`', query);
    }
    const kind = kindFilter(body);
    const sign = sortSign(body);
    const paging = pageRequestOfBody(body);
    const words = query
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== '');
    const found = everything(workspace)
        .filter((item) => kind === undefined || item.kind === kind)
        .filter((item) => words.length === 0 || words.some((word) => item.title.toLowerCase().includes(word)))
        .toSorted((a, b) => sign * a.record.edited.localeCompare(b.record.edited));
    const scope = stableId(`search:${query}:${kind ?? ''}:${sign}`);
    const { items, nextCursor } = slice(found, paging, (item) => `s:${scope}:${item.record.id}`);
    const results = items.map((item) => item.kind === 'page' ? presentPage(workspace, item.record) : presentDataSource(workspace, item.record));
    return listBody('page_or_data_source', results, nextCursor);
}
export const searchRoutes = [{ endpoint: 'POST /v1/search', answer: search }];
