import { upwards } from '../../trash.js';
import { newStamp } from './stamp.js';
import { childIds } from './tree.js';
/** A new page that is in no list yet. */
export function makePage(workspace, parent, values, looks = {}) {
    const page = {
        id: workspace.nextId(),
        parent,
        values,
        children: [],
        icon: looks.icon ?? null,
        cover: looks.cover,
        locked: false,
        hidden: false,
        ...newStamp(workspace),
    };
    workspace.pages.set(page.id, page);
    makeStandIn(workspace, page.id, parent);
    return page;
}
/** The block that stands for a page or database where it lies on a page; none elsewhere. */
export function makeStandIn(workspace, id, parent) {
    const page = workspace.pages.get(id);
    const record = page ?? workspace.databases.get(id);
    if (record === undefined || (parent.kind !== 'page' && parent.kind !== 'block')) {
        workspace.blocks.delete(id);
        return;
    }
    const { created, edited, createdBy, editedBy } = record;
    workspace.blocks.set(id, {
        id,
        parent: { kind: parent.kind, id: parent.id },
        content: { type: page === undefined ? 'child_database' : 'child_page' },
        children: [],
        created,
        edited,
        createdBy,
        editedBy,
    });
}
/** The list that the ids of what lies here stand in; none at the top of the workspace. */
export function listOf(workspace, parent) {
    switch (parent.kind) {
        case 'workspace':
            return undefined;
        case 'data_source':
            return workspace.dataSources.get(parent.id)?.rows;
        default:
            return childIds(workspace, { kind: parent.kind, id: parent.id });
    }
}
/** Whether this place is in the page or database, however deep: nothing moves into itself. */
export function isInside(workspace, place, id) {
    return upwards(workspace, place).includes(id);
}
/** Takes a page or database out of its list and gives it another parent, whose list it is not put into. */
export function relocate(workspace, id, parent) {
    const page = workspace.pages.get(id);
    const database = workspace.databases.get(id);
    const old = (page ?? database)?.parent;
    const list = old && listOf(workspace, old);
    const index = list?.indexOf(id) ?? -1;
    if (index >= 0) {
        list?.splice(index, 1);
    }
    if (page !== undefined) {
        workspace.pages.set(id, { ...page, parent });
    }
    else if (database !== undefined) {
        workspace.databases.set(id, { ...database, parent });
    }
    makeStandIn(workspace, id, parent);
}
