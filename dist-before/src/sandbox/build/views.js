import { stableId } from '../ids.js';
import { authorship } from './workspace-builder.js';
/** Adds a view after the others of its database; returns the id. */
export function addView(workspace, draft) {
    const databaseId = draft.database ?? workspace.dataSources.get(draft.dataSource ?? '')?.databaseId;
    if (databaseId === undefined) {
        throw new Error(`The view "${draft.name}" has no database.`);
    }
    // Not the workspace's next id, so that a view more leaves the ids of everything else as they are.
    const id = stableId(`${workspace.name}/view/${workspace.views.size}/${draft.name}`);
    workspace.views.set(id, {
        id,
        databaseId,
        dataSourceId: draft.dataSource,
        name: draft.name,
        type: draft.type ?? 'table',
        filter: draft.filter ?? null,
        sorts: draft.sorts ?? null,
        quickFilters: draft.quickFilters ?? null,
        configuration: draft.configuration ?? {},
        ...authorship(workspace, draft),
    });
    return id;
}
