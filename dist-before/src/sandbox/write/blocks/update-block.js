import { visibleBlock, visibleDatabase, visiblePage, pageOfBlock } from '../../access.js';
import { notFound, validationError } from '../../errors.js';
import { presentBlock, presentPageAsBlock } from '../../present/block.js';
import { pathId } from '../../route.js';
import { requireEditable, requireLiveAncestors } from '../changes/editable.js';
import { editStamp, touchPage } from '../changes/stamp.js';
import { setInTrash } from '../changes/trash-object.js';
import { Input } from '../input/input.js';
import { isWritableType, readContent } from './block-content.js';
/** `PATCH /v1/blocks/{block_id}`: the fields that are given are replaced whole, all others stay. */
export function updateBlock(request) {
    const { workspace } = request;
    const block = requestedBlock(request);
    const { content } = block;
    const { type } = content;
    const body = new Input('', request.body);
    const inTrash = body.has('in_trash') ? body.get('in_trash').flag() : undefined;
    if (inTrash === false) {
        requireLiveAncestors(workspace, block);
    }
    else {
        requireEditable(workspace, block);
    }
    const changed = changedContent(workspace, block, body);
    body.object(['object', 'type', 'in_trash', type]);
    workspace.blocks.set(block.id, { ...block, content: changed, ...editStamp(workspace) });
    if (inTrash !== undefined) {
        setInTrash(workspace, block.id, inTrash);
    }
    touchPage(workspace, pageOfBlock(workspace, block));
    return presentBlock(workspace, workspace.blocks.get(block.id) ?? block);
}
function changedContent(workspace, { id, content }, body) {
    const { type } = content;
    if (!body.has(type)) {
        const other = body.keys().find(isWritableType);
        if (other !== undefined || !body.has('in_trash')) {
            throw validationError(`Expected block type ${type} in request body`);
        }
        return content;
    }
    if (!isWritableType(type)) {
        throw validationError(`Block ${id} of type ${type} cannot be updated with this endpoint.`);
    }
    const fields = body.get(type);
    if (fields.has('children')) {
        throw fields.get('children').refuse('not present');
    }
    const changed = readContent(workspace, type, fields, content);
    const width = changed.type === 'table_row' && content.type === 'table_row' ? content.cells.length : 0;
    if (changed.type === 'table_row' && changed.cells.length !== width) {
        throw validationError('Number of cells in table row must match the table width of the parent table.');
    }
    return changed;
}
/** The block of the path. The block of a page that lies in no other page is not stored. */
function requestedBlock(request) {
    const { workspace, connection } = request;
    const id = pathId(request, 'block_id');
    const block = visibleBlock(workspace, id);
    if (block !== undefined) {
        return block;
    }
    const page = visiblePage(workspace, id);
    if (page !== undefined) {
        throw validationError('Expected block type child_page in request body');
    }
    throw notFound('block', id, connection);
}
/** `DELETE /v1/blocks/{block_id}`: into the trash. Takes a page's or database's id, too. */
export function deleteBlock(request) {
    const { workspace, connection } = request;
    const id = pathId(request, 'block_id');
    const page = visiblePage(workspace, id);
    const block = visibleBlock(workspace, id);
    const record = page ?? block ?? visibleDatabase(workspace, id);
    if (record === undefined) {
        throw notFound('block', id, connection);
    }
    requireEditable(workspace, record);
    setInTrash(workspace, id, true);
    touchPage(workspace, id);
    if (page !== undefined) {
        return presentPageAsBlock(workspace, workspace.pages.get(id) ?? page);
    }
    const changed = workspace.blocks.get(id);
    if (changed === undefined) {
        throw validationError(`Database with ID ${id} is not a block.`);
    }
    touchPage(workspace, pageOfBlock(workspace, changed));
    return presentBlock(workspace, changed);
}
