import { visibleDatabase, visibleDataSource, visiblePage } from '../../access.js';
import { notFound, validationError } from '../../errors.js';
import { presentView } from '../../present/view.js';
import { compileFilter } from '../../query/filter.js';
import { isObject } from '../../query/json.js';
import { compileSorts } from '../../query/sorts.js';
import { requestedView } from '../../routes/views.js';
import { requireEditable } from '../changes/editable.js';
import { listOf, makeStandIn } from '../changes/relocate.js';
import { newStamp } from '../changes/stamp.js';
import { useBlocks } from '../changes/tree.js';
import { Input } from '../input/input.js';
import { makeView } from './make-view.js';
const viewTypes = [
    'table',
    'board',
    'list',
    'calendar',
    'timeline',
    'gallery',
    'form',
    'chart',
    'map',
    'dashboard',
];
/** What a layout cannot do without. */
const needed = {
    board: 'group_by',
    calendar: 'date_property_id',
    timeline: 'date_property_id',
    chart: 'chart_type',
};
const settings = ['name', 'filter', 'sorts', 'quick_filters', 'configuration'];
/** `POST /v1/views`: in a database, or in a new linked database on a page. */
export function createView(request) {
    const { workspace, connection } = request;
    const body = new Input('', request.body).object([
        'data_source_id',
        'type',
        'database_id',
        'create_database',
        'position',
        ...settings,
    ]);
    const sourceId = body.get('data_source_id').id();
    const source = visibleDataSource(workspace, sourceId);
    if (source === undefined) {
        throw notFound('database', sourceId, connection);
    }
    const type = body.get('type').oneOf(viewTypes);
    const name = body.get('name').text();
    const read = readSettings(request, source, type, body);
    const key = needed[type];
    if (key !== undefined && read.configuration?.[key] === undefined) {
        throw body.get('configuration').get(key).refuse('defined');
    }
    const databaseId = readPlace(request, body);
    return presentView(makeView(workspace, { databaseId, dataSourceId: sourceId, type, ...read, name }));
}
function readPlace(request, body) {
    const { workspace, connection } = request;
    if (body.onlyOf(['database_id', 'create_database']) === 'database_id') {
        const id = body.get('database_id').id();
        const database = visibleDatabase(workspace, id);
        if (database === undefined) {
            throw notFound('database', id, connection);
        }
        requireEditable(workspace, database);
        return id;
    }
    const place = body.get('create_database').object(['parent', 'position']);
    const pageId = place.get('parent').object(['type', 'page_id']).get('page_id').id();
    const page = visiblePage(workspace, pageId);
    if (page === undefined) {
        throw notFound('page', pageId, connection);
    }
    requireEditable(workspace, page);
    useBlocks(workspace, 1);
    return makeLinkedDatabase(workspace, pageId, place.get('position'));
}
/** A database without a data source of its own. */
function makeLinkedDatabase(workspace, pageId, position) {
    const id = workspace.nextId();
    const parent = { kind: 'page', id: pageId };
    const list = listOf(workspace, parent) ?? [];
    const after = position.isPresent ? list.indexOf(position.get('after_block').get('id').id()) : -1;
    workspace.databases.set(id, {
        id,
        parent,
        title: [{ kind: 'text', content: 'Untitled' }],
        description: [],
        icon: null,
        inline: true,
        dataSources: [],
        hidden: false,
        ...newStamp(workspace),
    });
    makeStandIn(workspace, id, parent);
    list.splice(after < 0 ? list.length : after + 1, 0, id);
    return id;
}
/** `PATCH /v1/views/{view_id}`: null clears; the type stays. */
export function updateView(request) {
    const { workspace } = request;
    const view = requestedView(request);
    const body = new Input('', request.body).object(settings);
    const source = workspace.dataSources.get(view.dataSourceId ?? '');
    const changed = {
        ...view,
        ...readSettings(request, source, view.type, body),
        edited: workspace.clock().toISOString(),
        editedBy: workspace.botId,
    };
    workspace.views.set(view.id, changed);
    return presentView(changed);
}
/** `DELETE /v1/views/{view_id}`: for good. The last view of a database stays. */
export function deleteView(request) {
    const { workspace } = request;
    const view = requestedView(request);
    const others = [...workspace.views.values()].filter(({ databaseId }) => databaseId === view.databaseId);
    if (others.length === 1) {
        throw validationError('Cannot delete the last view of a database.');
    }
    workspace.views.delete(view.id);
    const { id, parent, type } = presentView(view);
    return { object: 'view', id, parent, type };
}
/** Settings of layouts whose value is the id of a column. */
const columnSettings = new Set([
    'property_id',
    'date_property_id',
    'end_date_property_id',
    'map_by',
]);
const dateTypes = new Set([
    'date',
    'created_time',
    'last_edited_time',
    'formula',
    'rollup',
]);
const maxDepth = 8;
/** A layout names columns by id, and only those that are there; their names, which answers add, are not taken. */
function checkLayout(setting, source, depth = 0) {
    if (Array.isArray(setting.value) && depth < maxDepth) {
        for (const item of setting.items(1000)) {
            checkLayout(item, source, depth + 1);
        }
        return;
    }
    if (!isObject(setting.value) || depth >= maxDepth) {
        return;
    }
    for (const key of setting.keys()) {
        const inner = setting.get(key);
        if (key.endsWith('property_name')) {
            throw inner.refuse('not present');
        }
        if (columnSettings.has(key) && !inner.isNull) {
            const text = inner.text();
            const column = source.properties.find(({ id, name }) => id === text || name === text || encodeURIComponent(id) === text);
            if (column === undefined) {
                throw validationError(`Could not find property with name or id: ${text}`);
            }
            if (key === 'date_property_id' && !dateTypes.has(column.type)) {
                throw validationError(`Property ${column.name} is not a date property.`);
            }
        }
        checkLayout(inner, source, depth + 1);
    }
}
/** Filter and sorts are checked against the schema, as those of queries are. */
function readSettings({ workspace, connection }, source, type, body) {
    const filter = body.get('filter');
    const sorts = body.get('sorts');
    if (source !== undefined && filter.isPresent && !filter.isNull) {
        compileFilter(filter.value, { workspace, connection, source });
    }
    if (source !== undefined && sorts.isPresent && !sorts.isNull) {
        compileSorts(sorts.value, workspace, source);
    }
    const configuration = body.get('configuration');
    const given = isObject(configuration.value) ? configuration.value : {};
    if (given['type'] !== undefined && given['type'] !== type) {
        throw configuration.get('type').refuse(`\`"${type}"\``);
    }
    if (source !== undefined) {
        checkLayout(configuration, source);
    }
    return {
        ...(body.has('name') && { name: body.get('name').text() }),
        ...(filter.isPresent && { filter: filter.value }),
        ...(sorts.isPresent && { sorts: sorts.value }),
        ...(body.has('quick_filters') && {
            quickFilters: body.get('quick_filters').value,
        }),
        ...(configuration.isPresent && { configuration: given }),
    };
}
