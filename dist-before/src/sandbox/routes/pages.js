import { visibleBlock, visibleDatabase, visiblePage } from '../access.js';
import { notFound, unknownProperty, wrongKind } from '../errors.js';
import { pageMarkdown } from '../markdown/page-markdown.js';
import { presentPage } from '../present/page.js';
import { columnsOf } from '../query/read-value.js';
import { pathId } from '../route.js';
import { listed } from '../trash.js';
/** The page of the path; says so where the id is a database's. */
export function requestedPage(request) {
    const id = pathId(request, 'page_id');
    const page = visiblePage(request.workspace, id);
    if (page === undefined) {
        throw visibleDatabase(request.workspace, id) === undefined
            ? notFound('page', id, request.connection)
            : wrongKind(id, 'database', 'page');
    }
    return page;
}
/** Property ids that `filter_properties` asks for, by id or name; undefined for all. */
export function requestedColumns(query, columns) {
    const wanted = [...query.getAll('filter_properties'), ...query.getAll('filter_properties[]')];
    if (wanted.length === 0) {
        return undefined;
    }
    return new Set(wanted.map((text) => {
        const column = columns.find(({ id, name }) => id === text || name === text || encodeURIComponent(id) === text);
        if (column === undefined) {
            throw unknownProperty(text);
        }
        return column.id;
    }));
}
function retrievePage(request) {
    const page = requestedPage(request);
    const only = requestedColumns(request.query, columnsOf(request.workspace, page));
    return presentPage(request.workspace, page, only);
}
/** Takes a block's id as well as a page's: that is how a subtree that was left out is fetched. */
function retrieveMarkdown(request) {
    const { workspace } = request;
    const id = pathId(request, 'page_id');
    const includeTranscript = request.query.get('include_transcript') === 'true';
    const block = workspace.pages.has(id) ? undefined : visibleBlock(workspace, id);
    if (block !== undefined && block.content.type !== 'child_database') {
        return pageMarkdown(workspace, id, [block.id], includeTranscript);
    }
    const blocks = listed(workspace, requestedPage(request).children);
    return pageMarkdown(workspace, id, blocks, includeTranscript);
}
export const pageRoutes = [
    { endpoint: 'GET /v1/pages/{page_id}', answer: retrievePage },
    { endpoint: 'GET /v1/pages/{page_id}/markdown', answer: retrieveMarkdown },
];
