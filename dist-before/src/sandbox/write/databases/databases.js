import { visiblePage } from '../../access.js';
import { notFound } from '../../errors.js';
import { plainContent } from '../../model/rich-text.js';
import { presentDatabase } from '../../present/data-source.js';
import { requestedDatabase } from '../../routes/databases.js';
import { requireEditable, requireLiveAncestors } from '../changes/editable.js';
import { listOf, makeStandIn, relocate } from '../changes/relocate.js';
import { newStamp, touchPage } from '../changes/stamp.js';
import { setInTrash } from '../changes/trash-object.js';
import { useBlocks } from '../changes/tree.js';
import { readCover, readIcon } from '../input/file-source.js';
import { Input } from '../input/input.js';
import { readRichText } from '../input/rich-text.js';
import { makeView } from '../views/make-view.js';
import { linkRelations, makeDataSource } from './data-sources.js';
const looks = ['title', 'description', 'is_inline', 'icon', 'cover'];
/** `POST /v1/databases`: with one data source and one table view. */
export function createDatabase(request) {
    const { workspace } = request;
    const body = new Input('', request.body);
    // `properties` beside `initial_data_source` are ignored without an error.
    body.object(['parent', 'initial_data_source', 'properties', ...looks]);
    const parent = readParent(request, body.get('parent'));
    const id = workspace.nextId();
    const now = workspace.clock().toISOString();
    const database = {
        id,
        parent,
        title: [],
        description: [],
        icon: null,
        inline: false,
        dataSources: [],
        hidden: false,
        ...newStamp(workspace),
        created: now,
        edited: now,
        ...readLooks(request, body),
    };
    const initial = body.get('initial_data_source');
    const properties = initial.isPresent ? initial.object(['properties']).get('properties') : initial;
    const source = makeDataSource(workspace, id, plainContent(database.title), properties);
    useBlocks(workspace, 1);
    workspace.databases.set(id, database);
    makeStandIn(workspace, id, parent);
    listOf(workspace, parent)?.push(id);
    workspace.dataSources.set(source.id, source);
    linkRelations(workspace, source);
    database.dataSources.push(source.id);
    makeView(workspace, { databaseId: id, dataSourceId: source.id, name: 'Default view', type: 'table' });
    return presentDatabase(workspace, database);
}
/** `PATCH /v1/databases/{database_id}`. */
export function updateDatabase(request) {
    const { workspace } = request;
    const database = requestedDatabase(request);
    const body = new Input('', request.body).object(['parent', 'in_trash', 'is_locked', ...looks]);
    const inTrash = body.has('in_trash') ? body.get('in_trash').flag() : undefined;
    if (inTrash === false) {
        requireLiveAncestors(workspace, database);
    }
    else {
        requireEditable(workspace, database);
    }
    const parent = body.get('parent');
    const target = parent.isPresent ? readParent(request, parent) : undefined;
    const locked = body.get('is_locked');
    workspace.databases.set(database.id, {
        ...database,
        ...readLooks(request, body),
        ...(locked.isPresent && { locked: locked.flag() }),
        edited: workspace.clock().toISOString(),
        editedBy: workspace.botId,
    });
    if (target !== undefined) {
        relocate(workspace, database.id, target);
        listOf(workspace, target)?.push(database.id);
    }
    if (inTrash !== undefined) {
        setInTrash(workspace, database.id, inTrash);
    }
    touchPage(workspace, database.id);
    describeSources(request, database.id, body);
    return presentDatabase(workspace, workspace.databases.get(database.id) ?? database);
}
/** A data source shows the description of its database. */
function describeSources({ workspace }, id, body) {
    const database = workspace.databases.get(id);
    for (const sourceId of body.has('description') ? (database?.dataSources ?? []) : []) {
        const source = workspace.dataSources.get(sourceId);
        if (source !== undefined) {
            workspace.dataSources.set(sourceId, { ...source, description: database?.description ?? [] });
        }
    }
}
function readLooks({ workspace }, body) {
    const [title, description, inline, icon, cover] = looks.map((key) => body.get(key));
    return {
        ...(title?.isPresent && { title: readRichText(title) }),
        ...(description?.isPresent && { description: readRichText(description) }),
        ...(inline?.isPresent && { inline: inline.flag() }),
        ...(icon?.isPresent && { icon: readIcon(workspace, icon) }),
        ...(cover?.isPresent && { cover: readCover(workspace, cover) }),
    };
}
function readParent({ workspace, connection }, input) {
    if (input.object(['type', 'page_id', 'workspace']).onlyOf(['page_id', 'workspace']) === 'workspace') {
        return { kind: 'workspace' };
    }
    const id = input.get('page_id').id();
    if (visiblePage(workspace, id) === undefined) {
        throw notFound('page', id, connection);
    }
    return { kind: 'page', id };
}
