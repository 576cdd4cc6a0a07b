import { stableId } from '../ids.js';
import { listBody, pageRequestOfBody, slice } from '../paging.js';
import { presentPage } from '../present/page.js';
import { compileFilter } from '../query/filter.js';
import { compileSorts } from '../query/sorts.js';
import { listed } from '../trash.js';
import { requestedDataSource } from './databases.js';
import { requestedColumns } from './pages.js';
/** The rows in the trash, or all others. */
function rowsAskedFor(workspace, source, inTrash) {
    return inTrash ? source.rows.filter((id) => workspace.trash.has(id)) : listed(workspace, source.rows);
}
function query(request) {
    const { workspace, connection, body } = request;
    const source = requestedDataSource(request);
    const only = requestedColumns(request.query, source.properties);
    const fits = compileFilter(body['filter'], { workspace, connection, source });
    const compare = compileSorts(body['sorts'], workspace, source);
    const paging = pageRequestOfBody(body);
    const ceiling = workspace.limits.queryRows;
    const matching = rowsAskedFor(workspace, source, body['in_trash'] === true)
        .flatMap((id) => workspace.pages.get(id) ?? [])
        .filter((row) => !row.hidden && fits(row))
        .toSorted(compare);
    const reachable = matching.slice(0, ceiling);
    const scope = stableId(`${source.id}:${JSON.stringify(body['filter'])}:${JSON.stringify(body['sorts'])}`);
    const { items, nextCursor } = slice(reachable, paging, (row) => `s:${scope}:${row.id}`);
    const list = listBody('page_or_data_source', items.map((row) => presentPage(workspace, row, only)), nextCursor);
    return nextCursor === null && matching.length > ceiling
        ? {
            ...list,
            request_status: { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' },
        }
        : list;
}
export const dataSourceQueryRoutes = [
    { endpoint: 'POST /v1/data_sources/{data_source_id}/query', answer: query },
];
