import { validationError } from '../../errors.js';
import { presentPage } from '../../present/page.js';
import { columnsOf } from '../../query/read-value.js';
import { requestedColumns, requestedPage } from '../../routes/pages.js';
import { requireEditable, requireLiveAncestors } from '../changes/editable.js';
import { touchPage } from '../changes/stamp.js';
import { setInTrash } from '../changes/trash-object.js';
import { readCover, readIcon } from '../input/file-source.js';
import { Input } from '../input/input.js';
import { applyChanges, readChanges } from '../properties/set-values.js';
import { applyTemplate, eraseContent, readTemplate } from './template.js';
const keys = [
    'properties',
    'icon',
    'cover',
    'is_locked',
    'in_trash',
    'is_archived',
    'template',
    'erase_content',
];
/** `PATCH /v1/pages/{page_id}`. */
export function updatePage(request) {
    const { workspace, connection } = request;
    const page = requestedPage(request);
    const body = new Input('', request.body).object(keys);
    const inTrash = body.has('in_trash') ? body.get('in_trash').flag() : undefined;
    if (inTrash === false) {
        requireLiveAncestors(workspace, page);
    }
    else {
        requireEditable(workspace, page);
    }
    const columns = columnsOf(workspace, page);
    const properties = body.get('properties');
    const changes = properties.isPresent ? readChanges(workspace, connection, columns, properties) : [];
    const looks = readLooks(request, body);
    const template = readTemplate(workspace, page, body.get('template'));
    const isErasing = body.has('erase_content') && body.get('erase_content').flag();
    if (body.keys().length === 0) {
        throw validationError('body failed validation: body should not be empty.');
    }
    workspace.pages.set(page.id, { ...page, ...looks });
    applyChanges(workspace, page, changes);
    if (template !== undefined) {
        applyTemplate(workspace, page.id, template, isErasing);
    }
    else if (isErasing) {
        eraseContent(workspace, page.id);
    }
    if (inTrash !== undefined) {
        setInTrash(workspace, page.id, inTrash);
    }
    touchPage(workspace, page.id);
    return presentPage(workspace, workspace.pages.get(page.id) ?? page, requestedColumns(request.query, columns));
}
function readLooks({ workspace }, body) {
    const icon = body.get('icon');
    const cover = body.get('cover');
    const locked = body.get('is_locked');
    const archived = body.get('is_archived');
    return {
        ...(icon.isPresent && { icon: readIcon(workspace, icon) }),
        ...(cover.isPresent && { cover: readCover(workspace, cover) }),
        ...(locked.isPresent && { locked: locked.flag() }),
        ...(archived.isPresent && { archived: archived.flag() }),
    };
}
