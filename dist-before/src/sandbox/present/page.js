import { objectUrl } from '../ids.js';
import { columnsOf, readValue } from '../query/read-value.js';
import { pageTitle, titlePropertyId } from '../titles.js';
import { isInTrash } from '../trash.js';
import { presentFileSource, presentIcon } from './file.js';
import { presentContent, rollupTarget } from './property-value.js';
import { partialUser } from './user.js';
/** `parent` of a page, database or block. */
export function presentParent(workspace, parent) {
    switch (parent.kind) {
        case 'workspace':
            return { type: 'workspace', workspace: true };
        case 'page':
            return { type: 'page_id', page_id: parent.id };
        case 'block':
            return { type: 'block_id', block_id: parent.id };
        case 'data_source':
            return {
                type: 'data_source_id',
                data_source_id: parent.id,
                database_id: workspace.dataSources.get(parent.id)?.databaseId,
            };
    }
}
function listingKey(property) {
    return property.id === titlePropertyId ? '\u{10FFFF}' : property.id;
}
/** Notion lists properties by their unencoded ids and the title last, not in the order that people see. */
export function inListedOrder(properties) {
    return properties.toSorted((a, b) => (listingKey(a) < listingKey(b) ? -1 : 1));
}
/** A page object. `only` are the property ids to show, if not all. */
export function presentPage(workspace, page, only) {
    const columns = columnsOf(workspace, page);
    const properties = {};
    for (const column of inListedOrder(columns)) {
        if (only === undefined || only.has(column.id)) {
            const value = readValue(workspace, page, column);
            properties[column.name] = {
                id: encodeURIComponent(column.id),
                type: column.type,
                ...presentContent(workspace, column, value, rollupTarget(workspace, column, columns)),
            };
        }
    }
    return {
        object: 'page',
        id: page.id,
        created_time: page.created,
        last_edited_time: page.edited,
        created_by: partialUser(page.createdBy),
        last_edited_by: partialUser(page.editedBy),
        cover: page.cover === undefined ? null : presentFileSource(workspace, page.cover),
        icon: presentIcon(workspace, page.icon),
        parent: presentParent(workspace, page.parent),
        in_trash: isInTrash(workspace, page),
        is_archived: page.archived ?? false,
        is_locked: page.locked,
        properties,
        url: objectUrl(page.id, pageTitle(page)),
        public_url: null,
    };
}
