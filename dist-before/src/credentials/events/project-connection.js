/** The state after one more event; null while the connection was never made. */
export function projectConnection(state, { version, occurredAt, event }) {
    switch (event.type) {
        case 'NotionIntegrationConnected': {
            const { kind, spaceId, workspace, owner, credentialId } = event.data;
            return {
                kind,
                spaceId,
                workspace,
                owner,
                credentialId,
                status: 'connected',
                version,
                connectedAt: occurredAt,
            };
        }
        case 'NotionIntegrationDisconnected':
            return state === null ? null : { ...state, status: 'disconnected', version };
    }
}
/**
 * The owner's side of "one connection of a kind per space, workspace and owner". A workspace-owned authorization names no
 * person; there the bot itself is the owner.
 */
export function ownerKey(kind, owner, credentialId) {
    if (kind === 'hosted') {
        return `hosted:${owner.userId ?? credentialId}`;
    }
    return owner.userId === null ? `bot:${credentialId}` : `user:${owner.userId}`;
}
/** The state as its row. */
export function connectionRow(id, state) {
    return {
        id,
        space_id: state.spaceId,
        workspace_id: state.workspace.id,
        workspace_name: state.workspace.name,
        workspace_icon: state.workspace.icon,
        owner_key: ownerKey(state.kind, state.owner, state.credentialId),
        owner_user_id: state.owner.userId,
        owner_name: state.owner.name,
        credential_id: state.credentialId,
        status: state.status,
        version: state.version,
        connected_at: state.connectedAt,
        kind: state.kind === 'rest' ? null : state.kind,
    };
}
/** Rows of versions that knew the REST API alone have no kind, and rows of that kind still have none. */
export function kindOf(column) {
    return column === null ? 'rest' : 'hosted';
}
/** The row as its state. */
export function connectionState(row) {
    return {
        kind: kindOf(row.kind),
        spaceId: row.space_id,
        workspace: { id: row.workspace_id, name: row.workspace_name, icon: row.workspace_icon },
        owner: { userId: row.owner_user_id, name: row.owner_name },
        credentialId: row.credential_id,
        status: row.status === 'connected' ? 'connected' : 'disconnected',
        version: row.version,
        connectedAt: row.connected_at,
    };
}
