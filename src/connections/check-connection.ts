import type { WorkspaceConnection } from '../credentials/connections/connections-of-workspace.js';
import { isRest } from '../credentials/connections/read-connections.js';
import type { Credentials } from '../credentials/credentials.js';
import { checkToken } from '../notion/client/check-token.js';
import type { TokenSource } from '../notion/client/token-source.js';
import type { ConnectionRegistry } from './connection-registry.js';

/** Dependencies of the check. */
interface CheckConnectionOptions {
  readonly credentials: Pick<Credentials, 'findConnection' | 'accessTokenOf' | 'refreshAfterUnauthorized'>;
  readonly registry: Pick<ConnectionRegistry, 'open'>;
}

/**
 * Checks with one request whether Notion accepts a connection. A refused token is refreshed, as in a call; if Notion
 * refuses that as well, the connection is marked as needing a person.
 */
export async function checkConnection(
  { credentials, registry }: CheckConnectionOptions,
  { id, spaceId }: Pick<WorkspaceConnection, 'id' | 'spaceId'>,
): Promise<'alive' | 'lost' | 'unknown'> {
  const connection = await credentials.findConnection(spaceId, id);
  if (connection?.status !== 'connected' || !isRest(connection)) {
    return 'unknown';
  }
  const tokens: TokenSource = {
    current: (signal) => credentials.accessTokenOf(spaceId, id, signal),
    renewed: ({ version }, signal) => credentials.refreshAfterUnauthorized(spaceId, id, version, signal),
  };
  const state = await checkToken(registry.open(connection, { token: tokens }));
  return state.refused ? 'lost' : state.uncertainty === undefined ? 'alive' : 'unknown';
}
