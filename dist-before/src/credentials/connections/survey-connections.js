/**
 * The connections of all spaces, last connected first. For the operator's view of the store; code that serves callers
 * queries the connections of one space.
 */
export async function listConnectionHealth(queries, limit) {
    const { count } = await queries
        .selectFrom('connections')
        .select(({ fn }) => fn.countAll().as('count'))
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
            id: row.id,
            spaceId: row.space_id,
            workspaceName: row.workspace_name,
            credentialId: row.credential_id,
            needsReconnect: row.credential_status !== 'active',
        })),
    };
}
