import { visibleBlock, visibleDatabase, visiblePage } from '../../access.js';
import { notFound, validationError } from '../../errors.js';
import { listBody } from '../../paging.js';
import { presentBlock } from '../../present/block.js';
import { pathId } from '../../route.js';
import { listed } from '../../trash.js';
import { requireEditable } from '../changes/editable.js';
import { childIds, insertBlocks, useBlocks } from '../changes/tree.js';
import { Input } from '../input/input.js';
import { checkPlace, countBlocks, readBlocks } from './block-drafts.js';
/** `PATCH /v1/blocks/{block_id}/children`. The answer holds the new blocks and then all that follow them. */
export function appendBlocks(request) {
    const { workspace } = request;
    const body = new Input('', request.body).object(['children', 'position']);
    const { holder, type } = requestedHolder(request);
    const drafts = readBlocks(workspace, body.get('children'));
    drafts.forEach(({ content }, index) => {
        checkPlace(type, content, `body.children[${index}]`);
    });
    checkWidth(workspace, holder, drafts);
    const index = readPosition(workspace, holder, body.get('position'));
    useBlocks(workspace, countBlocks(drafts));
    insertBlocks(workspace, holder, drafts, index);
    const following = listed(workspace, childIds(workspace, holder).slice(index));
    const blocks = following.flatMap((id) => workspace.blocks.get(id) ?? []);
    return listBody('block', blocks.map((block) => presentBlock(workspace, block)), null);
}
/** The page or block of the path, which must be able to hold blocks. */
function requestedHolder(request) {
    const { workspace, connection } = request;
    const id = pathId(request, 'block_id');
    const page = visiblePage(workspace, id);
    const block = page === undefined ? visibleBlock(workspace, id) : undefined;
    const record = page ?? block;
    if (record === undefined) {
        throw visibleDatabase(workspace, id) === undefined
            ? notFound('block', id, connection)
            : validationError('Block does not support children.');
    }
    requireEditable(workspace, record);
    return { holder: { kind: page === undefined ? 'block' : 'page', id }, type: block?.content.type ?? 'page' };
}
function checkWidth(workspace, holder, drafts) {
    const table = workspace.blocks.get(holder.id)?.content;
    const isWrong = ({ content }) => table?.type === 'table' && content.type === 'table_row' && content.cells.length !== table.width;
    if (drafts.some(isWrong)) {
        throw validationError('Number of cells in table row must match the table width of the parent table.');
    }
}
function readPosition(workspace, holder, input) {
    const ids = childIds(workspace, holder);
    if (!input.isPresent) {
        return ids.length;
    }
    input.object(['type', 'after_block']);
    const type = input.get('type').oneOf(['start', 'end', 'after_block']);
    if (type !== 'after_block') {
        return type === 'start' ? 0 : ids.length;
    }
    const id = input.get('after_block').object(['id']).get('id').id();
    const index = listed(workspace, ids).includes(id) ? ids.indexOf(id) : -1;
    if (index < 0) {
        throw validationError(`Block with ID ${id} to append after is not a child of ${holder.id}.`);
    }
    return index + 1;
}
