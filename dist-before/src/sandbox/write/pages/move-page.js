import { visibleDataSource, visiblePage } from '../../access.js';
import { notFound, validationError } from '../../errors.js';
import { presentPage } from '../../present/page.js';
import { columnsOf } from '../../query/read-value.js';
import { requestedPage } from '../../routes/pages.js';
import { titlePropertyId } from '../../titles.js';
import { requireEditable } from '../changes/editable.js';
import { isInside, listOf, relocate } from '../changes/relocate.js';
import { touchPage } from '../changes/stamp.js';
import { Input } from '../input/input.js';
import { standardValues } from './standard-values.js';
/** `POST /v1/pages/{page_id}/move`: under a page or into a data source, at the end; not to the top of the workspace. */
export function movePage(request) {
    const { workspace } = request;
    const page = requestedPage(request);
    requireEditable(workspace, page);
    const parent = readTarget(request, new Input('', request.body).object(['parent']).get('parent'));
    if (isInside(workspace, parent, page.id)) {
        throw validationError('A page cannot be moved into itself or below itself.');
    }
    const values = valuesAfter(workspace, page, parent);
    relocate(workspace, page.id, parent);
    listOf(workspace, parent)?.push(page.id);
    const moved = workspace.pages.get(page.id) ?? page;
    workspace.pages.set(page.id, { ...moved, values });
    touchPage(workspace, page.id);
    return presentPage(workspace, workspace.pages.get(page.id) ?? moved);
}
function readTarget({ workspace, connection }, input) {
    input.object(['type', 'page_id', 'data_source_id']);
    const kind = input.onlyOf(['page_id', 'data_source_id']);
    const id = input.get(kind).id();
    if (kind === 'page_id') {
        const page = visiblePage(workspace, id);
        if (page === undefined) {
            throw notFound('page', id, connection);
        }
        requireEditable(workspace, page);
        return { kind: 'page', id };
    }
    if (visibleDataSource(workspace, id) === undefined) {
        throw notFound('database', id, connection);
    }
    return { kind: 'data_source', id };
}
/** The title and the values of columns that have the same name and type at the new place; all others are lost. */
function valuesAfter(workspace, page, parent) {
    const before = columnsOf(workspace, page);
    const values = standardValues(workspace, parent);
    for (const column of columnsOf(workspace, { ...page, parent })) {
        const same = before.find(({ name, type }) => name === column.name && type === column.type);
        const value = page.values.get(column.id === titlePropertyId ? titlePropertyId : (same?.id ?? ''));
        if (value !== undefined && value.type !== 'unique_id') {
            values.set(column.id, value);
        }
    }
    return values;
}
