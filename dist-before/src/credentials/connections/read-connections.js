import { connectionEvent, connectionStream, reconnectReasons, } from '../events/events.js';
import { kindOf } from '../events/project-connection.js';
/** Maximum number of connections listed for a person; after disconnecting some, they see the rest. */
const MAX_OWNED_CONNECTIONS = 200;
/** The connections of one space, disconnected ones included, oldest first. */
export async function connectionsOf(queries, macs, spaceId) {
    const rows = await ofSpace(queries, spaceId).orderBy('connections.connected_at').orderBy('id').execute();
    return rows.filter((row) => isGenuine(macs, row, { space_id: spaceId })).map(toConnection);
}
/**
 * One connection of one space. The answer for another space's connection is the answer for one that never existed.
 */
export async function findConnection(queries, macs, spaceId, id) {
    const row = await ofSpace(queries, spaceId).where('connections.id', '=', id).executeTakeFirst();
    return row === undefined || !isGenuine(macs, row, { space_id: spaceId, id })
        ? undefined
        : toConnection(row);
}
/**
 * The connections of any space that use a person's own authorization, oldest first, without disconnected ones. For that
 * person alone: the owner is whom Notion named in the response that brought the tokens.
 */
export async function connectionsOwnedBy(queries, macs, personId) {
    const rows = await connectionRows(queries)
        .where('connections.owner_user_id', '=', personId)
        .where('connections.status', '=', 'connected')
        .orderBy('connections.connected_at')
        .orderBy('id')
        .limit(MAX_OWNED_CONNECTIONS)
        .execute();
    const own = rows.filter((row) => isGenuine(macs, row, { owner_user_id: personId, status: 'connected' }));
    return Promise.all(own.map(async (row) => {
        const connection = toConnection(row);
        return { ...connection, madeBy: await madeBy(queries, macs, connection.id) };
    }));
}
/** Empty where this server did not write the event. */
async function madeBy(queries, macs, id) {
    const stream = connectionStream(id);
    const last = await queries
        .selectFrom('events')
        .selectAll()
        .where('stream_id', '=', stream)
        .where('type', '=', 'NotionIntegrationConnected')
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst();
    if (last === undefined || !macs.isGenuine('events', last, { stream_id: stream })) {
        return '';
    }
    return connectionEvent.parse({ type: last.type, data: JSON.parse(last.payload) }).data.by;
}
/** Whether it is one to the REST API. */
export function isRest(connection) {
    return connection.kind === 'rest';
}
/** The number of connections by status, over all spaces: for the operator, so no connection is named. */
export async function countConnections(queries) {
    const rows = await queries
        .selectFrom('connections')
        .innerJoin('credentials', 'credentials.id', 'connections.credential_id')
        .select(['connections.status', 'credentials.status as credential_status'])
        .select((column) => column.fn.countAll().as('count'))
        .groupBy(['connections.status', 'credentials.status'])
        .execute();
    const counts = { connected: 0, reconnect_needed: 0, disconnected: 0 };
    for (const { status, credential_status: credential, count } of rows) {
        counts[statusOf(status, credential)] += Number(count);
    }
    return counts;
}
/** The query that reads connections for callers. It requires a space. */
// oxlint-disable-next-line typescript/explicit-function-return-type -- the type of a query is longer than the query
function ofSpace(queries, spaceId) {
    return connectionRows(queries).where('connections.space_id', '=', spaceId);
}
/** The shared query; the caller restricts whose connections it returns. */
// oxlint-disable-next-line typescript/explicit-function-return-type -- the type of a query is longer than the query
function connectionRows(queries) {
    return queries
        .selectFrom('connections')
        .innerJoin('credentials', 'credentials.id', 'connections.credential_id')
        .leftJoin('connection_uses', 'connection_uses.connection_id', 'connections.id')
        .selectAll('connections')
        .select([
        'credentials.status as credential_status',
        'credentials.reconnect_reason',
        'credentials.refreshed_at',
        'connection_uses.last_used_at',
    ]);
}
/** Whether the connection's own row is genuine; joined rows do not count. */
function isGenuine(macs, row, asked) {
    const { credential_status: _status, reconnect_reason: _reason, ...others } = row;
    const { refreshed_at: _refreshed, last_used_at: _used, ...own } = others;
    return macs.isGenuine('connections', own, asked);
}
function toConnection(row) {
    const status = statusOf(row.status, row.credential_status);
    return {
        id: row.id,
        kind: kindOf(row.kind),
        spaceId: row.space_id,
        workspace: { id: row.workspace_id, name: row.workspace_name, icon: row.workspace_icon },
        owner: { userId: row.owner_user_id, name: row.owner_name },
        botId: row.credential_id,
        status,
        reconnectReason: status === 'reconnect_needed'
            ? (reconnectReasons.find((reason) => reason === row.reconnect_reason) ?? null)
            : null,
        version: row.version,
        connectedAt: new Date(row.connected_at),
        refreshedAt: row.refreshed_at === null ? null : new Date(row.refreshed_at),
        lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at),
    };
}
function statusOf(connection, credential) {
    if (connection !== 'connected') {
        return 'disconnected';
    }
    return credential === 'active' ? 'connected' : 'reconnect_needed';
}
