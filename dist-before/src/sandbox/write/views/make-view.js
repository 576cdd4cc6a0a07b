/** Adds a view after the others of its database. */
export function makeView(workspace, view) {
    const now = workspace.clock().toISOString();
    const record = {
        id: workspace.nextId(),
        filter: null,
        sorts: null,
        quickFilters: null,
        configuration: {},
        created: now,
        edited: now,
        createdBy: workspace.botId,
        editedBy: workspace.botId,
        ...view,
    };
    workspace.views.set(record.id, record);
    return record;
}
