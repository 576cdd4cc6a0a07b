import { credentialState } from '../events/project-credential.js';
/**
 * The credential that a connection of this space uses, and whether the space has disconnected it; undefined for another
 * space's connection as for one that never existed.
 */
export async function findCredentialForConnection(queries, macs, spaceId, connectionId) {
    // The connection's columns keep their names, because its MAC covers all of them; the credential's are renamed.
    const row = await queries
        .selectFrom('connections')
        .innerJoin('credentials', 'credentials.id', 'connections.credential_id')
        .leftJoin('events', 'events.position', 'credentials.token_position')
        .where('connections.space_id', '=', spaceId)
        .where('connections.id', '=', connectionId)
        .selectAll('connections')
        .select([
        'credentials.status as its_status',
        'credentials.version as its_version',
        'credentials.reconnect_reason',
        'credentials.token_version',
        'credentials.token_position',
        'credentials.access_expires_at',
        'credentials.refreshed_at',
        'events.wrapped_key',
        'events.ciphertext',
    ])
        .executeTakeFirst();
    if (row === undefined) {
        return undefined;
    }
    const { its_status, its_version, reconnect_reason, token_version, token_position, ...others } = row;
    const { access_expires_at, refreshed_at, wrapped_key, ciphertext, ...connection } = others;
    if (!macs.isGenuine('connections', connection, { space_id: spaceId, id: connectionId })) {
        return undefined;
    }
    const credential = toCredential({
        id: connection.credential_id,
        status: its_status,
        version: its_version,
        reconnect_reason,
        token_version,
        token_position,
        access_expires_at,
        refreshed_at,
        wrapped_key,
        ciphertext,
    });
    return { credential, disconnected: connection.status !== 'connected' };
}
/** The credential. Only for callers that got its id through {@link findCredentialForConnection}, and so for their own space. */
export async function findCredential(queries, id) {
    const row = await credentialsWithPairs(queries).where('credentials.id', '=', id).executeTakeFirstOrThrow();
    // The requested id: the seal of another credential's pair does not open under it, whatever the database returned.
    return toCredential({ ...row, id });
}
// oxlint-disable-next-line typescript/explicit-function-return-type -- the type of a query is longer than the query
function credentialsWithPairs(queries) {
    return queries
        .selectFrom('credentials')
        .leftJoin('events', 'events.position', 'credentials.token_position')
        .selectAll('credentials')
        .select(['events.wrapped_key', 'events.ciphertext']);
}
function toCredential(row) {
    return {
        id: row.id,
        state: credentialState(row),
        sealed: { wrappedKey: row.wrapped_key, ciphertext: row.ciphertext },
    };
}
