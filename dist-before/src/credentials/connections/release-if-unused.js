import { appendToCredential } from '../events/credential-stream.js';
import { hostedGrant } from '../hosted-grant.js';
import { findCredential } from './read-credential.js';
import { SealError } from '../../sealing/seal.js';
import { openPair } from '../events/sealed-pair.js';
/**
 * Erases the pair of a credential that no connection uses any more, and returns it one last time so that it can be
 * revoked. Undefined while another space needs it, or if the pair cannot be opened: a space must be able to disconnect
 * even if the seal is broken.
 */
export async function releaseIfUnused(store, changes, credentialId, kind, by) {
    const users = await changes
        .selectFrom('connections')
        .selectAll()
        .where('credential_id', '=', credentialId)
        .where('status', '=', 'connected')
        .execute();
    if (store.database.macs.genuine('connections', users, { credential_id: credentialId }).length > 0) {
        return undefined;
    }
    const id = credentialId;
    const { state, sealed } = await findCredential(changes, id);
    if (state.token === null) {
        return undefined;
    }
    const { version } = state.token;
    const tokens = decryptIfPossible(() => toRevoke(openPair(store.sealer, sealed, id, version)));
    await appendToCredential(changes, store, id, state.version, [{ type: 'NotionIntegrationDisconnected', data: { kind, by } }], store.clock.now());
    return tokens;
}
function toRevoke({ accessToken, refreshToken, hosted }) {
    return hosted === undefined
        ? { accessToken, refreshToken }
        : { accessToken, refreshToken, hosted: hostedGrant.parse(hosted) };
}
function decryptIfPossible(open) {
    try {
        return open();
    }
    catch (error) {
        if (error instanceof SealError) {
            return undefined;
        }
        throw error;
    }
}
