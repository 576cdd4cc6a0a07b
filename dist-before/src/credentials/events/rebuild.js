import { connectionEvent, connectionStream, credentialEvent } from './events.js';
import { saveConnection } from './connection-stream.js';
import { saveCredential } from './credential-stream.js';
import { projectConnection } from './project-connection.js';
import { noCredential, projectCredential } from './project-credential.js';
/** Events read at once. */
const BATCH_EVENTS = 500;
/**
 * Rebuilds both projections from the log, in one transaction. Opens no seal: the projections only refer to the pairs in
 * the log.
 */
export function rebuild(database) {
    return database.changeAlone(async (changes) => {
        const { connections, credentials, events, altered } = await projectLog(changes, (row) => database.macs.isGenuine('events', row));
        await changes.deleteFrom('connections').execute();
        await changes.deleteFrom('credentials').execute();
        for (const [id, state] of credentials) {
            await saveCredential(changes, id, state);
        }
        for (const [id, state] of connections) {
            await saveConnection(changes, database, id, state);
        }
        return { events, connections: connections.size, credentials: credentials.size, altered };
    });
}
/** Reads the whole log. Events that are not genuine add nothing, and the streams of connections that hold one are left out. */
export async function projectLog(queries, isGenuine) {
    const connections = new Map();
    const credentials = new Map();
    const doubtful = new Set();
    let events = 0;
    let altered = 0;
    for (let position = 0;;) {
        const rows = await queries
            .selectFrom('events')
            .selectAll()
            .where('position', '>', position)
            .orderBy('position')
            .limit(BATCH_EVENTS)
            .execute();
        for (const row of rows) {
            position = row.position;
            if (isGenuine(row)) {
                apply(row, connections, credentials);
            }
            else {
                altered += 1;
                doubtful.add(row.stream_id);
            }
        }
        events += rows.length;
        if (rows.length < BATCH_EVENTS) {
            break;
        }
    }
    for (const stream of doubtful) {
        connections.delete(stream.slice(connectionStream('').length));
    }
    return { connections, credentials, events, altered };
}
function apply(row, connections, credentials) {
    const { position, version, occurred_at: occurredAt, type } = row;
    const [kind, id] = row.stream_id.split(':', 2);
    const event = { type, data: JSON.parse(row.payload) };
    if (kind === 'connection') {
        const connectionId = id;
        const recorded = { position, version, occurredAt, event: connectionEvent.parse(event) };
        const state = projectConnection(connections.get(connectionId) ?? null, recorded);
        if (state !== null) {
            connections.set(connectionId, state);
        }
    }
    else {
        const credentialId = id;
        const recorded = { position, version, occurredAt, event: credentialEvent.parse(event) };
        credentials.set(credentialId, projectCredential(credentials.get(credentialId) ?? noCredential, recorded));
    }
}
