/** Puts a page, database, data source or block into the trash, or takes it out again. It keeps its place meanwhile. */
export function setInTrash(workspace, id, inTrash) {
    for (const ids of [workspace.trash, workspace.removed]) {
        if (inTrash) {
            ids.add(id);
        }
        else {
            ids.delete(id);
        }
    }
}
