import { ConflictError, streamVersion } from '../events/append-events.js';
import { appendToConnection } from '../events/connection-stream.js';
import { appendToCredential } from '../events/credential-stream.js';
import { connectionStream, credentialStream } from '../events/events.js';
import { ownerKey } from '../events/project-connection.js';
import { findConnection } from './read-connections.js';
import { hostedGrant } from '../hosted-grant.js';
import { kindOfPair } from '../token-pair.js';
import { requireSameWorkspace } from './same-workspace.js';
import { releaseIfUnused } from './release-if-unused.js';
/** For two people who finish the consent page at the same moment; more than a few rounds would be a bug. */
const MAX_ATTEMPTS = 5;
/**
 * Stores the response to an authorization code. Connecting the same owner and workspace again updates the existing
 * connection of the space. The pair belongs to the authorization, not to the connection: if another space uses the same
 * one (the same `bot_id`), both use the new pair from now on, because Notion may have ended the old one. Rejects with an
 * `OtherWorkspaceError` if the space would have two kinds of connections to different workspaces.
 */
export async function recordConnection(store, connection) {
    for (let round = 1;; round += 1) {
        try {
            return await store.database.change((changes) => record(store, changes, connection));
        }
        catch (error) {
            if (!(error instanceof ConflictError) || round === MAX_ATTEMPTS) {
                throw error;
            }
        }
    }
}
async function record(store, changes, { spaceId, authorization, by }) {
    const { credentialId, workspace, owner, pair } = authorization;
    const kind = kindOfPair(pair);
    const now = store.clock.now();
    await requireSameWorkspace(changes, store.database.macs, spaceId, { kind, workspace });
    const found = await changes
        .selectFrom('connections')
        .selectAll()
        .where('space_id', '=', spaceId)
        .where('workspace_id', '=', workspace.id)
        .where('owner_key', '=', ownerKey(kind, owner, credentialId))
        .executeTakeFirst();
    const existing = await genuineOrRemoved(store, changes, found);
    const id = (existing?.id ?? store.newId());
    const accessExpiresAt = pair.accessExpiresAt?.toISOString() ?? null;
    const rotated = {
        type: 'NotionIntegrationTokenRotated',
        data: { kind, cause: 'authorised', accessExpiresAt },
        pair,
    };
    const credentialVersion = await streamVersion(changes, credentialStream(credentialId));
    await appendToCredential(changes, store, credentialId, credentialVersion, [rotated], now);
    const connected = {
        type: 'NotionIntegrationConnected',
        data: { kind, spaceId, credentialId, workspace, owner, by, ...hostedDetails(pair) },
    };
    const connectionVersion = await streamVersion(changes, connectionStream(id));
    await appendToConnection(changes, store.database, id, connectionVersion, [connected], now);
    const replaced = existing === undefined || existing.credential_id === credentialId
        ? undefined
        : await releaseIfUnused(store, changes, existing.credential_id, kind, by);
    const stored = await findConnection(changes, store.database.macs, spaceId, id);
    if (stored === undefined) {
        throw new Error('A connection that was just stored cannot be read.');
    }
    // A second consent at the REST API is the same authorization, whose tokens must not be revoked.
    return { connection: stored, replaced: replaced?.hosted === undefined ? undefined : replaced };
}
/** How a hosted connection is renewed, for the log; the pair carries the same under its seal. */
function hostedDetails({ hosted }) {
    return hosted === undefined ? {} : { hosted: hostedGrant.parse(hosted) };
}
/** Removes a row that this server did not write, because it would block the row for the same workspace. */
async function genuineOrRemoved({ database: { macs } }, changes, row) {
    if (row === undefined || macs.isGenuine('connections', row)) {
        return row;
    }
    await changes.deleteFrom('connections').where('id', '=', row.id).execute();
    return undefined;
}
