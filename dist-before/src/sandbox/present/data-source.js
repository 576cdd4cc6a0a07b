import { objectUrl } from '../ids.js';
import { databaseTime } from '../times.js';
import { presentFileSource, presentIcon } from './file.js';
import { inListedOrder, presentParent } from './page.js';
import { presentText } from './rich-text.js';
import { rollupTarget } from './property-value.js';
import { partialUser } from './user.js';
function presentOptions(options) {
    return options.map(({ id, name, color, description }) => ({
        id,
        name,
        color,
        description: description ?? null,
    }));
}
function presentRelation(workspace, definition) {
    const target = workspace.dataSources.get(definition.dataSourceId);
    const other = target?.properties.find((candidate) => candidate.name === definition.synced);
    const common = { database_id: target?.databaseId, data_source_id: definition.dataSourceId };
    if (other === undefined) {
        return { ...common, type: 'single_property', single_property: {} };
    }
    const synced = { synced_property_name: other.name, synced_property_id: encodeURIComponent(other.id) };
    return { ...common, type: 'dual_property', dual_property: synced };
}
function presentConfiguration(workspace, definition, siblings) {
    switch (definition.type) {
        case 'number':
            return { format: definition.format };
        case 'select':
        case 'multi_select':
            return { options: presentOptions(definition.options) };
        case 'status':
            return {
                options: presentOptions(definition.options),
                groups: definition.groups.map(({ id, name, color, options }) => ({
                    id,
                    name,
                    color,
                    option_ids: options,
                })),
            };
        case 'formula':
            return { expression: definition.expression };
        case 'relation':
            return presentRelation(workspace, definition);
        case 'rollup':
            // Here, unlike everywhere else, Notion gives the two ids unencoded.
            return {
                rollup_property_name: definition.target,
                relation_property_name: definition.relation,
                rollup_property_id: rollupTarget(workspace, definition, siblings)?.id,
                relation_property_id: siblings.find((candidate) => candidate.name === definition.relation)?.id,
                function: definition.function,
            };
        case 'unique_id':
            return { prefix: definition.prefix };
        default:
            return {};
    }
}
/** A data source object with its schema. */
export function presentDataSource(workspace, source) {
    const database = workspace.databases.get(source.databaseId);
    const properties = {};
    for (const definition of inListedOrder(source.properties)) {
        properties[definition.name] = {
            id: encodeURIComponent(definition.id),
            name: definition.name,
            description: definition.description ?? null,
            type: definition.type,
            [definition.type]: presentConfiguration(workspace, definition, source.properties),
        };
    }
    return {
        object: 'data_source',
        id: source.id,
        cover: null,
        icon: presentIcon(workspace, source.icon ?? database?.icon),
        created_time: source.created,
        created_by: partialUser(source.createdBy),
        last_edited_by: partialUser(source.editedBy),
        last_edited_time: source.edited,
        title: presentText(workspace, [{ kind: 'text', content: source.name }]),
        description: presentText(workspace, source.description),
        is_inline: database?.inline ?? false,
        properties,
        parent: { type: 'database_id', database_id: source.databaseId },
        database_parent: database && presentParent(workspace, database.parent),
        url: objectUrl(source.databaseId),
        public_url: null,
        in_trash: workspace.trash.has(source.id),
    };
}
/** A database object: the container, without a schema. */
export function presentDatabase(workspace, database) {
    return {
        object: 'database',
        id: database.id,
        title: presentText(workspace, database.title),
        description: presentText(workspace, database.description),
        parent: presentParent(workspace, database.parent),
        is_inline: database.inline,
        in_trash: workspace.trash.has(database.id),
        is_locked: database.locked ?? false,
        created_time: databaseTime(database.created),
        last_edited_time: databaseTime(database.edited),
        data_sources: database.dataSources.map((id) => ({ id, name: workspace.dataSources.get(id)?.name })),
        icon: presentIcon(workspace, database.icon),
        cover: database.cover === undefined ? null : presentFileSource(workspace, database.cover),
        url: objectUrl(database.id),
        public_url: null,
    };
}
