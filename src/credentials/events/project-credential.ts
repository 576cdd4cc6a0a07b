import { reconnectReasons, type CredentialEvent, type ReconnectReason, type Recorded } from './events.js';
import type { CredentialId } from '../../ids.js';
import type { CredentialsTable } from '../../database/schema.js';

/** The state of a credential, folded from its events. The pair itself stays in the log; the state refers to it. */
export interface CredentialState {
  /** `withdrawn`: no connection uses it any more, and there is no pair. */
  readonly status: 'active' | 'reconnect_needed' | 'withdrawn';
  readonly reconnectReason: ReconnectReason | null;
  /** The rotation that holds the current pair. Kept while a reconnect is needed: a late answer may still replace it. */
  readonly token: { readonly version: number; readonly position: number } | null;
  readonly accessExpiresAt: string | null;
  /** When Notion last refreshed the pair; null if it has not yet. */
  readonly refreshedAt: string | null;
  readonly version: number;
}

/** A credential before its first event. */
export const noCredential: CredentialState = {
  status: 'withdrawn',
  reconnectReason: null,
  token: null,
  accessExpiresAt: null,
  refreshedAt: null,
  version: 0,
};

/** The state after one more event. */
export function projectCredential(
  state: CredentialState,
  { position, version, occurredAt, event }: Recorded<CredentialEvent>,
): CredentialState {
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
export function credentialRow(id: CredentialId, state: CredentialState): CredentialsTable {
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
export function credentialState(row: CredentialsTable): CredentialState {
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
