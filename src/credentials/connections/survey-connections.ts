import type { Queries } from '../../database/database.js';
import type { ConnectionId, CredentialId, SpaceId } from '../../ids.js';

/** A connection of any space to the REST API that is not disconnected. */
export interface ConnectionHealth {
  readonly id: ConnectionId;
  readonly spaceId: SpaceId;
  readonly workspaceName: string | null;
  readonly credentialId: CredentialId;
  readonly needsReconnect: boolean;
}

/**
 * The connections of all spaces, last connected first. For the operator's view of the store; code that serves callers
 * queries the connections of one space.
 */
export async function listConnectionHealth(
  queries: Queries,
  limit: number,
): Promise<{ readonly count: number; readonly connections: readonly ConnectionHealth[] }> {
  const { count } = await queries
    .selectFrom('connections')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('status', '=', 'connected')
    .where('kind', 'is', null)
    .executeTakeFirstOrThrow();
  const rows = await queries
    .selectFrom('connections')
    .innerJoin('credentials', 'credentials.id', 'connections.credential_id')
    .where('connections.status', '=', 'connected')
    .where('connections.kind', 'is', null)
    .select([
      'connections.id',
      'connections.space_id',
      'connections.workspace_name',
      'connections.credential_id',
      'credentials.status as credential_status',
    ])
    .orderBy('connections.connected_at', 'desc')
    .limit(limit)
    .execute();
  return {
    count: Number(count),
    connections: rows.map((row) => ({
      id: row.id as ConnectionId,
      spaceId: row.space_id as SpaceId,
      workspaceName: row.workspace_name,
      credentialId: row.credential_id as CredentialId,
      needsReconnect: row.credential_status !== 'active',
    })),
  };
}
