import type { Changes, CredentialsDatabase } from './database.js';
import { connectionEvent, credentialEvent } from './events.js';
import type { ConnectionId, CredentialId } from './identifiers.js';
import { saveConnection } from './connection-stream.js';
import { saveCredential } from './credential-stream.js';
import { projectConnection, type ConnectionState } from './project-connection.js';
import { noCredential, projectCredential, type CredentialState } from './project-credential.js';

/** Events read at once. */
const BATCH = 500;

/** How much was read and written. */
export interface RebuildCounts {
  readonly events: number;
  readonly connections: number;
  readonly credentials: number;
}

/**
 * Makes both projections anew from the log, in one transaction. Opens no seal: the projections only say where in the
 * log a pair lies, so this works without any key.
 */
export function rebuild(database: CredentialsDatabase): Promise<RebuildCounts> {
  return database.changeAlone(rebuildProjections);
}

/** The same within a change that is alone. */
export async function rebuildProjections(changes: Changes): Promise<RebuildCounts> {
  const connections = new Map<ConnectionId, ConnectionState>();
  const credentials = new Map<CredentialId, CredentialState>();
  let events = 0;
  for (let position = 0; ;) {
    const rows = await changes
      .selectFrom('events')
      .select(['position', 'stream_id', 'version', 'type', 'occurred_at', 'payload'])
      .where('position', '>', position)
      .orderBy('position')
      .limit(BATCH)
      .execute();
    for (const row of rows) {
      position = row.position;
      apply(row, connections, credentials);
    }
    events += rows.length;
    if (rows.length < BATCH) {
      break;
    }
  }
  await changes.deleteFrom('connections').execute();
  await changes.deleteFrom('credentials').execute();
  for (const [id, state] of credentials) {
    await saveCredential(changes, id, state);
  }
  for (const [id, state] of connections) {
    await saveConnection(changes, id, state);
  }
  return { events, connections: connections.size, credentials: credentials.size };
}

interface EventRow {
  readonly position: number;
  readonly stream_id: string;
  readonly version: number;
  readonly type: string;
  readonly occurred_at: string;
  readonly payload: string;
}

function apply(
  row: EventRow,
  connections: Map<ConnectionId, ConnectionState>,
  credentials: Map<CredentialId, CredentialState>,
): void {
  const { position, version, occurred_at: occurredAt, type } = row;
  const [kind, id] = row.stream_id.split(':', 2);
  const event: unknown = { type, data: JSON.parse(row.payload) };
  if (kind === 'connection') {
    const connectionId = id as ConnectionId;
    const recorded = { position, version, occurredAt, event: connectionEvent.parse(event) };
    const state = projectConnection(connections.get(connectionId) ?? null, recorded);
    if (state !== null) {
      connections.set(connectionId, state);
    }
  } else {
    const credentialId = id as CredentialId;
    const recorded = { position, version, occurredAt, event: credentialEvent.parse(event) };
    credentials.set(credentialId, projectCredential(credentials.get(credentialId) ?? noCredential, recorded));
  }
}
