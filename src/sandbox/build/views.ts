import { stableId } from '../ids.js';
import type { ViewRecord, ViewType, Workspace } from '../workspace.js';
import { authorship } from './workspace-builder.js';

/** A view to add. */
interface ViewDraft {
  readonly name: string;
  /** The data source whose rows it shows; null for a dashboard. */
  readonly dataSource: string | null;
  /** Where it lies; the data source's own database if not given. Another one makes a linked view. */
  readonly database?: string;
  readonly type?: ViewType;
  readonly filter?: ViewRecord['filter'];
  readonly sorts?: ViewRecord['sorts'];
  readonly quickFilters?: ViewRecord['quickFilters'];
  readonly configuration?: ViewRecord['configuration'];
  readonly created?: Date;
  readonly edited?: Date;
  readonly author?: string;
}

/** Adds a view after the others of its database; returns the id. */
export function addView(workspace: Workspace, draft: ViewDraft): string {
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
