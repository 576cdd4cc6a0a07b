/**
 * The working authorizations of a workspace for the REST API, each with one connection that uses it. For the server's own processing of
 * webhooks; code that serves callers queries the connections of one space.
 */
export async function connectionsOfWorkspace(queries, macs, workspaceId) {
    const rows = await queries
        .selectFrom('connections')
        .innerJoin('credentials', 'credentials.id', 'connections.credential_id')
        .selectAll('connections')
        .where('connections.workspace_id', '=', workspaceId)
        .where('connections.status', '=', 'connected')
        .where('connections.kind', 'is', null)
        .where('credentials.status', '=', 'active')
        .orderBy('connections.connected_at')
        .execute();
    const byCredential = new Map();
    for (const row of macs.genuine('connections', rows, { workspace_id: workspaceId, status: 'connected' })) {
        if (!byCredential.has(row.credential_id)) {
            byCredential.set(row.credential_id, {
                id: row.id,
                spaceId: row.space_id,
                credentialId: row.credential_id,
                ownerUserId: row.owner_user_id,
            });
        }
    }
    return [...byCredential.values()];
}
