import { visibleDatabase, visibleDataSource, visiblePage } from '../../../access.js';
import { isRemoved, isRemovedSource, isUnderTrash } from '../../../trash.js';
import { ToolFailure } from '../tool.js';
import { readObjectId } from './object-id.js';
/** What the text names, in whatever form; `ToolFailure` if it is not there or in the trash. */
export function requestedObject(workspace, text) {
    const named = readObjectId(text);
    const found = named === undefined ? undefined : find(workspace, named.kind, named.id);
    if (found === undefined) {
        throw new ToolFailure(`Could not find ${text}. It does not exist, or you have no access to it.`);
    }
    return found;
}
function find(workspace, kind, id) {
    if (kind === 'view') {
        const view = workspace.views.get(id);
        return view && { kind: 'view', record: view };
    }
    const source = visibleDataSource(workspace, id);
    if (source !== undefined && !isRemovedSource(workspace, source)) {
        return { kind: 'data_source', record: source };
    }
    if (kind !== 'object') {
        return undefined;
    }
    const page = visiblePage(workspace, id);
    if (page !== undefined && !isRemoved(workspace, page)) {
        return { kind: 'page', record: page };
    }
    const database = visibleDatabase(workspace, id);
    const isThere = database !== undefined && !workspace.removed.has(id) && !isUnderTrash(workspace, database.parent);
    return isThere ? { kind: 'database', record: database } : undefined;
}
/** The page that the text names. */
export function requestedPage(workspace, text) {
    const found = requestedObject(workspace, text);
    if (found.kind !== 'page') {
        throw new ToolFailure(`${text} is a ${found.kind}, not a page.`);
    }
    return found.record;
}
/** The data source that the text names: itself, or by a database that has no other. */
export function requestedSource(workspace, text) {
    const found = requestedObject(workspace, text);
    if (found.kind === 'data_source') {
        return found.record;
    }
    const only = found.kind === 'database' && found.record.dataSources.length === 1;
    const source = only ? workspace.dataSources.get(found.record.dataSources[0] ?? '') : undefined;
    if (source === undefined) {
        throw new ToolFailure(`${text} is not a data source. Fetch the database for its collection:// addresses.`);
    }
    return source;
}
