import { AccessError } from '../errors.js';
import { ConnectionLostError, openCredential, toAccessToken, toHostedAccess, } from './access-token.js';
import { disconnect } from './connections/disconnect.js';
import { countExpiring } from './hosted-end.js';
import { KeptReads } from '../database/kept-reads.js';
import { LastUsedTracker } from './connections/last-used-tracker.js';
import { connectionsOf, connectionsOwnedBy, countConnections, findConnection, isRest, } from './connections/read-connections.js';
import { findCredentialForConnection } from './connections/read-credential.js';
import { rebuild } from './events/rebuild.js';
import { recordConnection } from './connections/record-connection.js';
import { EarlyRenewal } from './refresh/early-renewal.js';
import { Refresher } from './refresh/refresh.js';
import { macKeyIdsInUse } from './key-rotation/resign-rows.js';
import { keyIdsInUse, rotateKeys } from './key-rotation/rotate-keys.js';
import { say } from '../text/words.js';
/**
 * The public interface of the credentials room. Every query for a connection takes the caller's space; another space's
 * connection is reported like one that does not exist.
 */
export class Credentials {
    #store;
    #refresher;
    #renewal;
    #lastUsed;
    #observer;
    #connections;
    #tokens;
    constructor(store, refresh, witness) {
        this.#store = store;
        this.#refresher = new Refresher(store, refresh);
        this.#renewal = new EarlyRenewal(this.#refresher, store.clock);
        this.#lastUsed = new LastUsedTracker(store);
        this.#observer = witness;
        this.#connections = new KeptReads(store.database);
        this.#tokens = new KeptReads(store.database);
    }
    /** The connections of a space to the REST API, disconnected ones included, oldest first. */
    async connectionsOf(spaceId) {
        const all = await this.allConnectionsOf(spaceId);
        return all.filter(isRest);
    }
    /** Those to the hosted server. */
    async hostedConnectionsOf(spaceId) {
        const all = await this.allConnectionsOf(spaceId);
        return all.filter((connection) => connection.kind === 'hosted');
    }
    /** Those of both kinds. */
    allConnectionsOf(spaceId) {
        const { queries, macs } = this.#store.database;
        return this.#connections.read(spaceId, () => connectionsOf(queries, macs, spaceId));
    }
    /** The connections of any space that use this person's authorization; see {@link connectionsOwnedBy}. */
    connectionsOwnedBy(personId) {
        const { queries, macs } = this.#store.database;
        return connectionsOwnedBy(queries, macs, personId);
    }
    /** The number of connections by status, over all spaces. */
    countConnections() {
        return countConnections(this.#store.database.queries);
    }
    /** Hosted connections that end by themselves within days unless somebody signs in again. */
    countExpiring() {
        return countExpiring(this.#store.database.queries, this.#store.clock.now());
    }
    /** One connection of a space. */
    findConnection(spaceId, connectionId) {
        const { queries, macs } = this.#store.database;
        return findConnection(queries, macs, spaceId, connectionId);
    }
    /** Stores a completed consent; see {@link recordConnection}. */
    async recordConnection(connection) {
        return (await this.recordReplacing(connection)).connection;
    }
    /** The same, with the tokens of the authorization that this one replaces, if they are to be revoked. */
    async recordReplacing(connection) {
        const stored = await recordConnection(this.#store, connection);
        this.#observer?.onConnected(stored.connection, connection.by);
        return stored;
    }
    /** Ends a connection and returns the tokens that are to be revoked at Notion, if no other space needs them. */
    async disconnect(spaceId, connectionId, by) {
        const ended = await disconnect(this.#store, spaceId, connectionId, by);
        if (ended.found) {
            this.#observer?.onDisconnected(spaceId, connectionId, by);
        }
        return ended;
    }
    /** Records the time of last use, to the minute. Written later; see {@link flushUses}. */
    markUsed(spaceId, connectionId) {
        this.#lastUsed.mark(spaceId, connectionId);
    }
    /** Writes the times of last use that are not written yet. */
    flushUses() {
        return this.#lastUsed.flush();
    }
    /**
     * The access token of a connection to the REST API. Rejects with an `AccessError` (not a connection of this space), a
     * {@link ConnectionLostError} (a person has to connect again) or a `SealError` (the operator has to act). Asks
     * Notion only if the token has an expiry and it has passed.
     */
    async accessTokenOf(spaceId, connectionId, signal) {
        return toAccessToken(await this.#current(spaceId, connectionId, signal));
    }
    /** The same for a hosted connection, whose token is renewed before the end of its life. */
    async hostedTokenOf(spaceId, connectionId, signal) {
        return toHostedAccess(await this.#current(spaceId, connectionId, signal));
    }
    /**
     * A replacement for the token that Notion rejected with 401. Rejects like {@link accessTokenOf}, and with an
     * `UnavailableError`, `RetryLaterError` or `UnexpectedResponseError` if the refresh failed; the connection stays
     * intact then. An aborted `signal` ends the wait, not the refresh.
     */
    async refreshAfterUnauthorized(spaceId, connectionId, rejectedVersion, signal) {
        return toAccessToken(await this.#newer(spaceId, connectionId, rejectedVersion, signal));
    }
    /** The same for a hosted connection. */
    async refreshHostedAfterUnauthorized(spaceId, connectionId, rejectedVersion, signal) {
        return toHostedAccess(await this.#newer(spaceId, connectionId, rejectedVersion, signal));
    }
    /** Reseals every stored pair with the current key; see {@link rotateKeys}. */
    rotateKeys() {
        return rotateKeys(this.#store);
    }
    /** Ids of the keys that stored pairs are sealed with. */
    keyIdsInUse() {
        return keyIdsInUse(this.#store);
    }
    /** Ids of the keys that rows carry MACs of. */
    macKeyIdsInUse() {
        return macKeyIdsInUse(this.#store.database.queries);
    }
    /** Rebuilds the projections from the log. */
    rebuild() {
        return rebuild(this.#store.database);
    }
    /** Waits for refreshes in flight, so that no issued pair is lost, and closes the database. */
    async close() {
        await Promise.allSettled([this.#lastUsed.flush(), this.#refresher.settled()]);
        await this.#store.database.close();
    }
    async #current(spaceId, connectionId, signal) {
        const name = JSON.stringify([spaceId, connectionId]);
        const { credentialId, pair } = await this.#tokens.read(name, () => this.#open(spaceId, connectionId));
        const renewal = this.#renewal.renewalOf(credentialId, pair);
        if (renewal === undefined) {
            return pair;
        }
        // Also if nobody waits for it.
        renewal.catch(() => undefined);
        signal?.throwIfAborted();
        return abandonable(renewal, signal);
    }
    async #newer(spaceId, connectionId, rejectedVersion, signal) {
        const { id } = await this.#credentialOf(spaceId, connectionId);
        signal?.throwIfAborted();
        return abandonable(this.#refresher.newerThan(id, rejectedVersion), signal);
    }
    async #open(spaceId, connectionId) {
        const stored = await this.#credentialOf(spaceId, connectionId);
        const { refreshToken: _never, ...pair } = openCredential(this.#store.sealer, stored);
        return { credentialId: stored.id, pair };
    }
    async #credentialOf(spaceId, connectionId) {
        const { queries, macs } = this.#store.database;
        const found = await findCredentialForConnection(queries, macs, spaceId, connectionId);
        if (found === undefined) {
            throw new AccessError(say `This space has no such connection.`, say `List the connections of the space.`);
        }
        if (found.disconnected) {
            throw new ConnectionLostError('disconnected');
        }
        return found.credential;
    }
}
/** Lets a caller stop waiting while the work continues for the others, and for the pair that Notion may be issuing. */
function abandonable(work, signal) {
    if (signal === undefined) {
        return work;
    }
    return new Promise((resolve, reject) => {
        const leave = () => reject(signal.reason);
        signal.addEventListener('abort', leave, { once: true });
        work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
}
