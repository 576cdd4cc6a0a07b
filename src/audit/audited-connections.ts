import type { ConnectionObserver } from '../credentials/credentials.js';
import type { AuditLog } from './audit-log.js';

/** Records connects and disconnects, by browsers, backends and commands. */
export function auditedConnections(audit: AuditLog): ConnectionObserver {
  return {
    onConnected: ({ id, spaceId, workspace }, by) =>
      audit.record({
        actor: by,
        action: 'connection.connected',
        object: `connection ${id}`,
        space: spaceId,
        outcome: 'done',
        details: { workspace: workspace.id },
      }),
    onDisconnected: (spaceId, id, by) =>
      audit.record({
        actor: by,
        action: 'connection.disconnected',
        object: `connection ${id}`,
        space: spaceId,
        outcome: 'done',
      }),
  };
}
