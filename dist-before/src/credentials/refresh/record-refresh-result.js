import { backoffMs } from '../../backoff.js';
import { ConflictError } from '../events/append-events.js';
import { kindOfPair } from '../token-pair.js';
import { appendToCredential } from '../events/credential-stream.js';
import { findCredential } from '../connections/read-credential.js';
import { endRefresh } from './refresh-lease.js';
import { SealError } from '../../sealing/seal.js';
import { openPair } from '../events/sealed-pair.js';
/** Maximum milliseconds between two attempts to store a pair. */
const MAX_RETRY_DELAY_MS = 5000;
/**
 * Stores the pair that Notion issued for `used`, with compare-and-swap on the version that was read with it. If the
 * credential has changed meanwhile, a pair of a new consent stays and is returned; anything still based on the used
 * refresh token is replaced, because Notion has ended it, even if a process that took over an expired lease has already
 * declared the connection lost.
 *
 * The old pair is invalid by now, so writes to an unavailable database are retried for `patience` milliseconds.
 */
export async function recordPair(store, lease, used, pair, patience) {
    const end = store.clock.now().getTime() + patience;
    const event = {
        type: 'NotionIntegrationTokenRotated',
        data: {
            kind: kindOfPair(used),
            cause: 'refreshed',
            accessExpiresAt: pair.accessExpiresAt?.toISOString() ?? null,
        },
        // What the pair is renewed with stays what the person signed in to, whatever the answer says.
        pair: { ...pair, hosted: used.hosted && { ...used.hosted, issuedAt: store.clock.now() } },
    };
    for (let retries = 0;; retries += 1) {
        try {
            return await recordResult(store, lease, event, (current) => dependsOn(store, current, used));
        }
        catch (error) {
            const pause = backoffMs(retries, 50, MAX_RETRY_DELAY_MS);
            if (store.clock.now().getTime() + pause >= end) {
                throw error;
            }
            if (!(error instanceof ConflictError)) {
                await store.clock.sleep(pause);
            }
        }
    }
}
/**
 * Records, once, that a person has to connect again. If the refused pair is no longer the stored one, nothing is
 * recorded and the stored one is returned.
 */
export async function recordReconnectRequired(store, lease, refused, reason) {
    const event = {
        type: 'NotionIntegrationReconnectRequired',
        data: { kind: kindOfPair(refused), reason },
    };
    return recordResult(store, lease, event, ({ state }) => state.token?.version === refused.version && state.status === 'active');
}
/** Ends a refresh whose refresh token was certainly not used. */
export async function clearRefreshStart(store, lease) {
    await store.database.change((changes) => endRefresh(changes, lease));
}
async function recordResult(store, lease, event, applies) {
    return store.database.change(async (changes) => {
        const current = await findCredential(changes, lease.credentialId);
        if (applies(current)) {
            await append(store, changes, current, event);
        }
        await endRefresh(changes, lease);
        return findCredential(changes, lease.credentialId);
    });
}
function append(store, changes, current, event) {
    const { id, state } = current;
    return appendToCredential(changes, store, id, state.version, [event], store.clock.now());
}
/** Notion hands the same pair to a second consent in older integrations, so a newer version may hold the used token. */
function dependsOn(store, { id, state, sealed }, used) {
    if (state.token === null || state.token.version === used.version) {
        return state.token !== null;
    }
    try {
        return openPair(store.sealer, sealed, id, state.token.version).refreshToken === used.refreshToken;
    }
    catch (error) {
        if (error instanceof SealError) {
            return false;
        }
        throw error;
    }
}
