import type { Queries } from './database.js';
import type { ConnectionId, CredentialId, SpaceId } from './identifiers.js';
import { credentialState, type CredentialState } from './project-credential.js';

/** A credential with its sealed pair, as one query saw them: state and pair always belong together. */
export interface StoredCredential {
  readonly id: CredentialId;
  readonly state: CredentialState;
  readonly sealed: { readonly wrappedKey: string | null; readonly ciphertext: string | null };
}

/**
 * The credential that a connection of this space stands on, and whether the space has disconnected it; undefined for
 * another space's connection as for one that never existed.
 */
export async function credentialOf(
  queries: Queries,
  spaceId: SpaceId,
  connectionId: ConnectionId,
): Promise<{ readonly credential: StoredCredential; readonly disconnected: boolean } | undefined> {
  const row = await credentialsWithPairs(queries)
    .innerJoin('connections', 'connections.credential_id', 'credentials.id')
    .select('connections.status as connection_status')
    .where('connections.space_id', '=', spaceId)
    .where('connections.id', '=', connectionId)
    .executeTakeFirst();
  return row && { credential: toCredential(row), disconnected: row.connection_status !== 'connected' };
}

/** The credential. Only for callers that got its id through {@link credentialOf}, and so for their own space. */
export async function readCredential(queries: Queries, id: CredentialId): Promise<StoredCredential> {
  return toCredential(
    await credentialsWithPairs(queries).where('credentials.id', '=', id).executeTakeFirstOrThrow(),
  );
}

type Row = Awaited<ReturnType<ReturnType<typeof credentialsWithPairs>['executeTakeFirstOrThrow']>>;

// oxlint-disable-next-line typescript/explicit-function-return-type -- the type of a query is longer than the query
function credentialsWithPairs(queries: Queries) {
  return queries
    .selectFrom('credentials')
    .leftJoin('events', 'events.position', 'credentials.token_position')
    .selectAll('credentials')
    .select(['events.wrapped_key', 'events.ciphertext']);
}

function toCredential(row: Row): StoredCredential {
  return {
    id: row.id as CredentialId,
    state: credentialState(row),
    sealed: { wrappedKey: row.wrapped_key, ciphertext: row.ciphertext },
  };
}
