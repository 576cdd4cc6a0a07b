import { appendEvents } from './append-events.js';
import type { Changes, CredentialsDatabase } from '../../database/database.js';
import { connectionStream, type ConnectionEvent } from './events.js';
import type { ConnectionId } from '../../ids.js';
import {
  connectionRow,
  connectionState,
  projectConnection,
  type ConnectionState,
} from './project-connection.js';

/** Appends to a connection's stream and updates its row in the projection, in the caller's transaction. */
export async function appendToConnection(
  changes: Changes,
  database: Pick<CredentialsDatabase, 'dialect' | 'macs'>,
  id: ConnectionId,
  expectedVersion: number,
  events: readonly ConnectionEvent[],
  now: Date,
): Promise<void> {
  const recorded = await appendEvents(
    changes,
    database,
    connectionStream(id),
    expectedVersion,
    events.map((event) => ({ event })),
    now,
  );
  const row = await changes.selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirst();
  const before =
    row === undefined || !database.macs.isGenuine('connections', row, { id }) ? null : connectionState(row);
  const after = recorded.reduce<ConnectionState | null>(projectConnection, before);
  if (after !== null) {
    await saveConnection(changes, database, id, after);
  }
}

/** Writes the connection's row. */
export async function saveConnection(
  changes: Changes,
  { macs }: Pick<CredentialsDatabase, 'macs'>,
  id: ConnectionId,
  state: ConnectionState,
): Promise<void> {
  const row = macs.signed('connections', connectionRow(id, state));
  await changes
    .insertInto('connections')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}
