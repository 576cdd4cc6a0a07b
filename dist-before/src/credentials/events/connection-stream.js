import { appendEvents } from './append-events.js';
import { connectionStream } from './events.js';
import { connectionRow, connectionState, projectConnection, } from './project-connection.js';
/** Appends to a connection's stream and updates its row in the projection, in the caller's transaction. */
export async function appendToConnection(changes, database, id, expectedVersion, events, now) {
    const recorded = await appendEvents(changes, database, connectionStream(id), expectedVersion, events.map((event) => ({ event })), now);
    const row = await changes.selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirst();
    const before = row === undefined || !database.macs.isGenuine('connections', row, { id }) ? null : connectionState(row);
    const after = recorded.reduce(projectConnection, before);
    if (after !== null) {
        await saveConnection(changes, database, id, after);
    }
}
/** Writes the connection's row. */
export async function saveConnection(changes, { macs }, id, state) {
    const row = macs.signed('connections', connectionRow(id, state));
    await changes
        .insertInto('connections')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
}
