/** The ids that lists still show: without what a request put into the trash. */
export function listed(workspace, ids) {
    return workspace.removed.size === 0 ? ids : ids.filter((id) => !workspace.removed.has(id));
}
/** The ids of everything from here upwards. A data source and its database count both. */
export function upwards(workspace, start) {
    const ids = [];
    let place = start;
    while (place !== undefined && place.kind !== 'workspace') {
        ids.push(place.id);
        if (place.kind === 'data_source') {
            const databaseId = workspace.dataSources.get(place.id)?.databaseId ?? '';
            ids.push(databaseId);
            place = workspace.databases.get(databaseId)?.parent;
        }
        else {
            place = (place.kind === 'page' ? workspace.pages : workspace.blocks).get(place.id)?.parent;
        }
    }
    return ids;
}
function isBelow(workspace, ids, parent) {
    return ids.size > 0 && upwards(workspace, parent).some((id) => ids.has(id));
}
/** Whether something that lies here lies below something in the trash. */
export function isUnderTrash(workspace, parent) {
    return isBelow(workspace, workspace.trash, parent);
}
/** What a page says about itself: below a page in the trash it is there too. A database there says that it is not. */
export function isInTrash(workspace, page) {
    const isRow = page.parent.kind === 'data_source';
    return (workspace.trash.has(page.id) ||
        (isRow ? isRemoved(workspace, page) : isUnderTrash(workspace, page.parent)));
}
/** Whether searches no longer find the page: it or something above it was put into the trash by a request. */
export function isRemoved(workspace, page) {
    return workspace.removed.has(page.id) || isBelow(workspace, workspace.removed, page.parent);
}
/** Whether searches no longer find the data source. */
export function isRemovedSource(workspace, source) {
    return isBelow(workspace, workspace.removed, { kind: 'data_source', id: source.id });
}
