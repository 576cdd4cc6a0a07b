import { reconnectReasons } from './events.js';
/** A credential before its first event. */
export const noCredential = {
    status: 'withdrawn',
    reconnectReason: null,
    token: null,
    accessExpiresAt: null,
    refreshedAt: null,
    version: 0,
};
/** The state after one more event. */
export function projectCredential(state, { position, version, occurredAt, event }) {
    switch (event.type) {
        case 'NotionIntegrationTokenRotated':
            return {
                status: 'active',
                reconnectReason: null,
                token: { version, position },
                accessExpiresAt: event.data.accessExpiresAt,
                refreshedAt: event.data.cause === 'refreshed' ? occurredAt : state.refreshedAt,
                version,
            };
        case 'NotionIntegrationReconnectRequired':
            return { ...state, status: 'reconnect_needed', reconnectReason: event.data.reason, version };
        case 'NotionIntegrationDisconnected':
            return { ...noCredential, refreshedAt: state.refreshedAt, version };
    }
}
/** The state as its row. */
export function credentialRow(id, state) {
    return {
        id,
        status: state.status,
        reconnect_reason: state.reconnectReason,
        token_version: state.token?.version ?? null,
        token_position: state.token?.position ?? null,
        access_expires_at: state.accessExpiresAt,
        refreshed_at: state.refreshedAt,
        version: state.version,
    };
}
/** The row as its state. */
export function credentialState(row) {
    const { token_version: version, token_position: position } = row;
    return {
        status: row.status === 'active' || row.status === 'reconnect_needed' ? row.status : 'withdrawn',
        reconnectReason: reconnectReasons.find((reason) => reason === row.reconnect_reason) ?? null,
        token: version === null || position === null ? null : { version, position },
        accessExpiresAt: row.access_expires_at,
        refreshedAt: row.refreshed_at,
        version: row.version,
    };
}
