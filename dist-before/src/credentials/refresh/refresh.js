import { UnexpectedResponseError, UnavailableError, RetryLaterError } from '../../errors.js';
import { observeRefresh } from '../../telemetry/token-refresh.js';
import { openCredential } from '../access-token.js';
import { requestRefresh } from './request-refresh.js';
import { findCredential } from '../connections/read-credential.js';
import { acquireLease, keepLease, recordRefreshStart, releaseLease, renewLease, } from './refresh-lease.js';
import { clearRefreshStart, recordReconnectRequired, recordPair } from './record-refresh-result.js';
import { TokenEndpointError } from './token-endpoint.js';
import { say } from '../../text/words.js';
/** A tool call has 25 s by default: a killed holder's lease, or a few failures of Notion, must fit into it. */
export const defaultRefreshLimits = {
    leaseMs: 8000,
    waitMs: 20_000,
    pollIntervalMs: 25,
    retryMs: 15_000,
    requestTimeoutMs: 60_000,
    backoffMs: 300,
    storeRetryMs: 120_000,
};
/** Outcomes of the token endpoint in the terms of telemetry. */
const OUTCOMES = {
    pair: 'renewed',
    refused: 'refused',
    misconfigured: 'misconfigured',
    unavailable: 'unavailable',
};
/**
 * Attempts of one refresh at the hosted server: the second, after a lost answer, is within the moment for which it still
 * takes the token; a later one would end the whole grant if the first had arrived.
 */
const MAX_HOSTED_ATTEMPTS = 2;
/** Replaces token pairs: one refresh at a time for each credential, over all processes that share the database. */
export class Refresher {
    #store;
    #options;
    #inFlight = new Map();
    constructor(store, options) {
        this.#store = store;
        this.#options = options;
    }
    /**
     * A pair newer than the rejected one. Has no signal: a client that cancels must not abort a request that Notion may
     * have acted on.
     */
    async newerThan(id, rejectedVersion) {
        for (let joined = this.#inFlight.get(id); joined !== undefined; joined = this.#inFlight.get(id)) {
            const pair = await joined;
            // It may have been started for an older token than this caller's.
            if (pair.position > rejectedVersion) {
                return pair;
            }
        }
        return this.#start(id, rejectedVersion);
    }
    /** Resolves when no refresh is in flight. A process that exits earlier loses the pairs in flight. */
    async settled() {
        while (this.#inFlight.size > 0) {
            await Promise.allSettled(this.#inFlight.values());
        }
    }
    #start(id, rejectedVersion) {
        const refresh = this.#refresh(id, rejectedVersion).finally(() => this.#inFlight.delete(id));
        this.#inFlight.set(id, refresh);
        return refresh;
    }
    async #refresh(id, rejectedVersion) {
        const { database, clock } = this.#store;
        const { limits, owner } = this.#options;
        const end = clock.now().getTime() + limits.waitMs;
        for (;;) {
            const current = this.#open(await findCredential(database.queries, id));
            if (current.position > rejectedVersion) {
                return current;
            }
            const lease = await acquireLease(database, id, owner, clock.now(), limits.leaseMs);
            if (lease !== undefined) {
                const renewed = await this.#refreshWith(lease, rejectedVersion);
                if (renewed !== undefined) {
                    return renewed;
                }
            }
            else if (clock.now().getTime() >= end) {
                throw new UnavailableError(say `Another process is renewing the access to Notion and has not finished.`, say `Call again in a few seconds.`);
            }
            else {
                await clock.sleep(limits.pollIntervalMs);
            }
        }
    }
    /** Undefined if the lease was lost before anything was sent. */
    async #refreshWith(lease, rejectedVersion) {
        const { database, clock } = this.#store;
        const { limits } = this.#options;
        try {
            return await keepLease(() => renewLease(database, lease, clock.now(), limits.leaseMs), clock, limits.leaseMs / 4, () => this.#rotatePair(lease, rejectedVersion));
        }
        finally {
            // No effect if the outcome was stored. If it fails, the lease expires by itself.
            await releaseLease(database, lease).catch(() => undefined);
        }
    }
    async #rotatePair(lease, rejectedVersion) {
        const { database, clock } = this.#store;
        const used = this.#open(await findCredential(database.queries, lease.credentialId));
        if (used.position > rejectedVersion) {
            return used;
        }
        if (used.refreshToken === null) {
            return this.#reconnect(lease, used, 'no_refresh_token');
        }
        const start = await recordRefreshStart(database, lease, used.version, clock.now());
        if (start === 'lost') {
            return undefined;
        }
        const { limits, random } = this.#options;
        const { refreshToken, hosted } = used;
        const endpoint = this.#endpointOf(hosted);
        const maxAttempts = hosted === undefined ? undefined : MAX_HOSTED_ATTEMPTS;
        const answer = await observeRefresh(() => requestRefresh(endpoint, refreshToken, { clock, random, limits: { ...limits, maxAttempts } }), ({ kind }) => OUTCOMES[kind]);
        return this.#recordResult(lease, used, answer, start === 'repeated');
    }
    async #recordResult(lease, used, answer, interrupted) {
        switch (answer.kind) {
            case 'pair': {
                const stored = await recordPair(this.#store, lease, used, answer.pair, this.#options.limits.storeRetryMs);
                return this.#open(stored);
            }
            case 'refused':
                return this.#reconnect(lease, used, interrupted || answer.uncertain ? 'interrupted' : 'refused');
            case 'misconfigured':
                if (!interrupted && !answer.uncertain) {
                    await clearRefreshStart(this.#store, lease);
                }
                throw new UnexpectedResponseError(say `Notion does not accept this server as an OAuth client.`, used.hosted === undefined
                    ? say `The server's operator must check its client id and secret.`
                    : say `The server's operator must check NOTION_MCP_CLIENT_ID, and that PUBLIC_URL can be reached from outside.`, { cause: answer.cause });
            case 'unavailable':
                throw explainUnavailable(answer);
        }
    }
    /** Throws a {@link ConnectionLostError}, unless the refused pair was no longer the stored one. */
    async #reconnect(lease, used, reason) {
        return this.#open(await recordReconnectRequired(this.#store, lease, used, reason));
    }
    /** By the kind that is sealed with the pair: a refresh token is sent only to the server that issued it. */
    #endpointOf(hosted) {
        const { endpoint, hostedEndpoint } = this.#options;
        if (hosted === undefined) {
            return endpoint;
        }
        if (hostedEndpoint === undefined) {
            return { refresh: () => Promise.reject(new TokenEndpointError('configuration')) };
        }
        return hostedEndpoint(hosted);
    }
    #open(credential) {
        return openCredential(this.#store.sealer, credential);
    }
}
function explainUnavailable({ retryAfterSeconds, cause, }) {
    const problem = say `Notion did not renew the access of this connection, which is still intact.`;
    return retryAfterSeconds === undefined
        ? new UnavailableError(problem, say `Call again later.`, { cause })
        : new RetryLaterError(problem, Math.ceil(retryAfterSeconds), { cause });
}
