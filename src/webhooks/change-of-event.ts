import type { WorkspaceChange } from '../notion/cache/workspace-changes.js';
import type { WebhookEvent } from './event.js';

/** The list of people has no id of its own. */
const DIRECTORY = '';

/** What may have been read before the event and be wrong now; undefined if nothing is. */
export function changeOf({ workspaceId, about }: WebhookEvent): WorkspaceChange | undefined {
  if (about === undefined) {
    return undefined;
  }
  const { entity, parent } = about;
  const objectIds = new Set([entity.id]);
  if (entity.type === 'user') {
    objectIds.add(DIRECTORY);
  }
  // A database lists its data sources with their names.
  if (entity.type === 'data_source' && parent !== undefined) {
    objectIds.add(parent.id);
  }
  return { workspaceId, objectIds: [...objectIds] };
}
