import { appendToConnection } from '../events/connection-stream.js';
import { findConnection } from './read-connections.js';
import { releaseIfUnused } from './release-if-unused.js';
/** Ends a space's connection. Idempotent: ending it twice appends one event. */
export async function disconnect(store, spaceId, connectionId, by) {
    return store.database.change(async (changes) => {
        const connection = await findConnection(changes, store.database.macs, spaceId, connectionId);
        if (connection === undefined) {
            return { found: false };
        }
        if (connection.status === 'disconnected') {
            return { found: true };
        }
        await appendToConnection(changes, store.database, connectionId, connection.version, [{ type: 'NotionIntegrationDisconnected', data: { kind: connection.kind, by } }], store.clock.now());
        const tokens = await releaseIfUnused(store, changes, connection.botId, connection.kind, by);
        return { found: true, ...(tokens === undefined ? {} : { tokens }) };
    });
}
