import { appendToConnection } from '../events/connection-stream.js';
import { findConnection } from './read-connections.js';
import type { ConnectionId, SpaceId } from '../../ids.js';
import type { Store } from '../store.js';
import { releaseIfUnused, type TokensToRevoke } from './release-if-unused.js';

/** What a disconnect did. */
export interface Disconnected {
  /** False if the space has no such connection; then nothing happened. */
  readonly found: boolean;
  /** To be revoked at Notion; absent while another space uses the same authorization, which revoking would end. */
  readonly tokens?: TokensToRevoke;
}

/** Ends a space's connection. Idempotent: ending it twice appends one event. */
export async function disconnect(
  store: Store,
  spaceId: SpaceId,
  connectionId: ConnectionId,
  by: string,
): Promise<Disconnected> {
  return store.database.change(async (changes) => {
    const connection = await findConnection(changes, store.database.macs, spaceId, connectionId);
    if (connection === undefined) {
      return { found: false };
    }
    if (connection.status === 'disconnected') {
      return { found: true };
    }
    await appendToConnection(
      changes,
      store.database,
      connectionId,
      connection.version,
      [{ type: 'NotionIntegrationDisconnected', data: { kind: connection.kind, by } }],
      store.clock.now(),
    );
    const tokens = await releaseIfUnused(store, changes, connection.botId, connection.kind, by);
    return { found: true, ...(tokens === undefined ? {} : { tokens }) };
  });
}
