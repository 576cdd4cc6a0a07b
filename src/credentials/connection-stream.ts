import { appendEvents } from './append-events.js';
import type { Changes, Dialect } from './database.js';
import { connectionStream, type ConnectionEvent } from './events.js';
import type { ConnectionId } from './identifiers.js';
import {
  connectionRow,
  connectionState,
  projectConnection,
  type ConnectionState,
} from './project-connection.js';

/** Appends to a connection's stream and brings its row in the projection up to date, in the caller's transaction. */
export async function appendToConnection(
  changes: Changes,
  dialect: Dialect,
  id: ConnectionId,
  expectedVersion: number,
  events: readonly ConnectionEvent[],
  now: Date,
): Promise<void> {
  const recorded = await appendEvents(
    changes,
    dialect,
    connectionStream(id),
    expectedVersion,
    events.map((event) => ({ event })),
    now,
  );
  const row = await changes.selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirst();
  const before = row === undefined ? null : connectionState(row);
  const after = recorded.reduce<ConnectionState | null>(projectConnection, before);
  if (after !== null) {
    await saveConnection(changes, id, after);
  }
}

/** Writes the connection's row. */
export async function saveConnection(
  changes: Changes,
  id: ConnectionId,
  state: ConnectionState,
): Promise<void> {
  const row = connectionRow(id, state);
  await changes
    .insertInto('connections')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}
