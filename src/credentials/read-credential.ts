import type { Queries } from './database.js';
import type { ConnectionId, CredentialId, SpaceId } from './identifiers.js';
import { credentialState, type CredentialState } from './project-credential.js';

/** A credential with its sealed pair, as one query saw them: state and pair always belong together. */
export interface StoredCredential {
  readonly id: CredentialId;
  readonly state: CredentialState;
  readonly sealed: { readonly wrappedKey: string | null; readonly ciphertext: string | null };
}

/** The credential a connection of this space stands on, and whether the space has disconnected it. */
export async function credentialOf(
  queries: Queries,
  spaceId: SpaceId,
  connectionId: ConnectionId,
): Promise<{ readonly credentialId: CredentialId; readonly disconnected: boolean } | undefined> {
  const row = await queries
    .selectFrom('connections')
    .select(['credential_id', 'status'])
    .where('space_id', '=', spaceId)
    .where('id', '=', connectionId)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { credentialId: row.credential_id as CredentialId, disconnected: row.status !== 'connected' };
}

/** The credential. Only for callers that got its id through {@link credentialOf}, and so for their own space. */
export async function readCredential(queries: Queries, id: CredentialId): Promise<StoredCredential> {
  const row = await queries
    .selectFrom('credentials')
    .leftJoin('events', 'events.position', 'credentials.token_position')
    .selectAll('credentials')
    .select(['events.wrapped_key', 'events.ciphertext'])
    .where('credentials.id', '=', id)
    .executeTakeFirstOrThrow();
  return {
    id,
    state: credentialState(row),
    sealed: { wrappedKey: row.wrapped_key, ciphertext: row.ciphertext },
  };
}
