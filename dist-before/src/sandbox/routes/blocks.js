import { visibleBlock, visibleDatabase, visiblePage } from '../access.js';
import { childrenOfBlock } from '../block-children.js';
import { notFound } from '../errors.js';
import { listBody, pageRequestOfQuery, slice } from '../paging.js';
import { presentBlock, presentPageAsBlock } from '../present/block.js';
import { pathId } from '../route.js';
import { listed } from '../trash.js';
function retrieveBlock(request) {
    const { workspace, connection } = request;
    const id = pathId(request, 'block_id');
    const page = visiblePage(workspace, id);
    if (page !== undefined) {
        return presentPageAsBlock(workspace, page);
    }
    const block = visibleBlock(workspace, id);
    if (block === undefined) {
        throw notFound('block', id, connection);
    }
    return presentBlock(workspace, block);
}
/** Direct children only. A page's id is a block's id too; a database has no blocks to show. */
function childIds(request) {
    const { workspace, connection } = request;
    const id = pathId(request, 'block_id');
    const page = visiblePage(workspace, id);
    if (page !== undefined) {
        return listed(workspace, page.children);
    }
    const block = visibleBlock(workspace, id);
    if (block !== undefined) {
        const { content } = block;
        if (content.type === 'synced_block' &&
            content.original !== null &&
            !visibleBlock(workspace, content.original)) {
            throw notFound('block', content.original, connection);
        }
        return childrenOfBlock(workspace, block);
    }
    if (visibleDatabase(workspace, id) !== undefined) {
        return [];
    }
    throw notFound('block', id, connection);
}
function listChildren(request) {
    const { workspace, query } = request;
    const { items, nextCursor } = slice(childIds(request), pageRequestOfQuery(query), (id) => id);
    const blocks = items.flatMap((id) => {
        const block = workspace.blocks.get(id);
        return block === undefined ? [] : [presentBlock(workspace, block)];
    });
    return listBody('block', blocks, nextCursor);
}
export const blockRoutes = [
    { endpoint: 'GET /v1/blocks/{block_id}', answer: retrieveBlock },
    { endpoint: 'GET /v1/blocks/{block_id}/children', answer: listChildren },
];
