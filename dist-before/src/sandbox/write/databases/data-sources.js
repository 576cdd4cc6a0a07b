import { visibleDatabase } from '../../access.js';
import { notFound, validationError } from '../../errors.js';
import { plainContent } from '../../model/rich-text.js';
import { pageRequestOfQuery, slice } from '../../paging.js';
import { presentDataSource } from '../../present/data-source.js';
import { requestedDataSource } from '../../routes/databases.js';
import { titlePropertyId } from '../../titles.js';
import { requireEditable, requireLiveAncestors } from '../changes/editable.js';
import { editStamp, newStamp } from '../changes/stamp.js';
import { setInTrash } from '../changes/trash-object.js';
import { readIcon } from '../input/file-source.js';
import { Input } from '../input/input.js';
import { readRichText } from '../input/rich-text.js';
import { readSchemaChanges } from './change-schema.js';
import { newColumnId, readShape, typeIn } from './schema-column.js';
/** A data source with the columns that a request describes; a title column is added if there is none. */
export function makeDataSource(workspace, databaseId, name, properties) {
    const id = workspace.nextId();
    const keys = properties.isPresent ? properties.keys() : [];
    const titleKey = keys.find((key) => typeIn(properties.get(key)) === 'title') ?? 'Name';
    const source = {
        id,
        databaseId,
        name,
        description: [],
        properties: [{ type: 'title', id: titlePropertyId, name: titleKey }],
        rows: [],
        ...newStamp(workspace),
    };
    const others = keys.filter((key) => key !== titleKey);
    for (const key of others) {
        const shape = readShape(workspace, `${id}/${key}`, properties.get(key));
        if (shape.type === 'title') {
            throw validationError('Cannot create new title property');
        }
        source.properties.push({ ...shape, id: newColumnId(id, shape, key), name: key });
    }
    return source;
}
/** `POST /v1/data_sources`. */
export function createDataSource(request) {
    const { workspace, connection } = request;
    const body = new Input('', request.body).object(['parent', 'properties', 'title', 'icon']);
    const databaseId = body.get('parent').object(['type', 'database_id']).get('database_id').id();
    const database = visibleDatabase(workspace, databaseId);
    if (database === undefined) {
        throw notFound('database', databaseId, connection);
    }
    requireEditable(workspace, database);
    const title = body.get('title');
    const name = title.isPresent ? plainContent(readRichText(title)) : '';
    const icon = body.get('icon');
    const read = icon.isPresent ? { icon: readIcon(workspace, icon) } : {};
    const source = { ...makeDataSource(workspace, databaseId, name, body.get('properties')), ...read };
    workspace.dataSources.set(source.id, source);
    linkRelations(workspace, source);
    database.dataSources.push(source.id);
    return presentDataSource(workspace, source);
}
/** Two-way relations of a new data source get their other side. */
export function linkRelations(workspace, source) {
    const relations = source.properties.filter((column) => column.type === 'relation' && column.synced !== undefined);
    for (const column of relations) {
        if (column.type === 'relation') {
            const kind = { dual_property: { synced_property_name: column.synced || undefined } };
            const again = { [column.name]: { relation: { data_source_id: column.dataSourceId, ...kind } } };
            for (const change of readSchemaChanges(workspace, source, new Input('properties', again))) {
                change(source);
            }
        }
    }
}
/** `PATCH /v1/data_sources/{data_source_id}`. */
export function updateDataSource(request) {
    const { workspace } = request;
    const source = requestedDataSource(request);
    const body = new Input('', request.body).object(['title', 'icon', 'in_trash', 'properties', 'parent']);
    const inTrash = body.has('in_trash') ? body.get('in_trash').flag() : undefined;
    requireEditableSource(workspace, source, inTrash);
    const properties = body.get('properties');
    const changes = properties.isPresent ? readSchemaChanges(workspace, source, properties) : [];
    const title = body.get('title');
    const icon = body.get('icon');
    const parent = body.get('parent');
    const target = parent.isPresent ? readTarget(request, parent) : undefined;
    const changed = {
        ...source,
        ...editStamp(workspace),
        ...(title.isPresent && { name: plainContent(readRichText(title)) }),
        ...(icon.isPresent && { icon: readIcon(workspace, icon) }),
        ...(target !== undefined && { databaseId: target.id }),
    };
    workspace.dataSources.set(source.id, changed);
    for (const change of changes) {
        change(changed);
    }
    if (target !== undefined) {
        moveTo(workspace, source, target);
    }
    if (inTrash !== undefined) {
        setInTrash(workspace, source.id, inTrash);
    }
    return presentDataSource(workspace, changed);
}
function requireEditableSource(workspace, { id, databaseId }, inTrash) {
    const database = workspace.databases.get(databaseId);
    if (database !== undefined) {
        requireEditable(workspace, database);
        if (inTrash === false) {
            requireLiveAncestors(workspace, database);
        }
        else {
            requireEditable(workspace, { id, parent: database.parent });
        }
    }
}
function readTarget({ workspace, connection }, input) {
    const id = input.object(['type', 'database_id']).get('database_id').id();
    const database = visibleDatabase(workspace, id);
    if (database === undefined) {
        throw notFound('database', id, connection);
    }
    return database;
}
function moveTo(workspace, { id, databaseId }, target) {
    const list = workspace.databases.get(databaseId)?.dataSources ?? [];
    list.splice(0, list.length, ...list.filter((each) => each !== id));
    target.dataSources.push(id);
}
/** `GET /v1/data_sources/{data_source_id}/templates`: not the usual form of a list. */
export function listTemplates(request) {
    const { workspace, query } = request;
    const source = requestedDataSource(request);
    const name = query.get('name')?.toLowerCase();
    const templates = (workspace.templates.get(source.id) ?? []).filter((template) => name === undefined || template.name.toLowerCase().includes(name));
    const { items, nextCursor } = slice(templates, pageRequestOfQuery(query), ({ pageId }) => pageId);
    return {
        templates: items.map(({ pageId, name: title, isDefault }) => ({
            id: pageId,
            name: title,
            is_default: isDefault,
        })),
        has_more: nextCursor !== null,
        next_cursor: nextCursor,
    };
}
