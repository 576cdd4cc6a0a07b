import { untilAborted } from '../bounded-work/until-aborted.js';
import { AccessError } from '../errors.js';
import type { AccessToken } from '../notion/client/token-source.js';
import {
  ConnectionLostError,
  openCredential,
  toAccessToken,
  toHostedAccess,
  type HostedAccess,
} from './access-token.js';
import { disconnect, type Disconnected } from './connections/disconnect.js';
import { countExpiring } from './hosted-end.js';
import { KeptReads } from '../database/kept-reads.js';
import type { ConnectionId, CredentialId, PersonId, SpaceId } from '../ids.js';
import { LastUsedTracker } from './connections/last-used-tracker.js';
import {
  connectionsOf,
  connectionsOfAllSpaces,
  connectionsOwnedBy,
  countConnections,
  findConnection,
  isRest,
  type Connection,
  type HostedConnectionRecord,
  type OwnedConnection,
  type RestConnection,
} from './connections/read-connections.js';
import { findCredentialForConnection, type StoredCredential } from './connections/read-credential.js';
import { rebuild, type RebuildCounts } from './events/rebuild.js';
import { recordConnection, type NewConnection } from './connections/record-connection.js';
import type { HostedTokensToRevoke } from './connections/release-if-unused.js';
import { EarlyRenewal, type KeptPair } from './refresh/early-renewal.js';
import { Refresher, type RefreshOptions } from './refresh/refresh.js';
import { macKeyIdsInUse } from './key-rotation/resign-rows.js';
import { keyIdsInUse, rotateKeys, type RotationCounts } from './key-rotation/rotate-keys.js';
import type { Store } from './store.js';
import { say } from '../text/words.js';

/** Notified of changes to connections, once they are stored. */
export interface ConnectionObserver {
  onConnected(connection: Connection, by: string): void;
  onDisconnected(spaceId: SpaceId, connectionId: ConnectionId, by: string): void;
}

/** The part of a pair that calls need while it is valid. Excludes the refresh token, which is never cached. */
interface KeptToken {
  readonly credentialId: CredentialId;
  readonly pair: KeptPair;
}

/**
 * The public interface of the credentials room. Every query for a connection takes the caller's space; another space's
 * connection is reported like one that does not exist.
 */
export class Credentials {
  readonly #store: Store;
  readonly #refresher: Refresher;
  readonly #renewal: EarlyRenewal;
  readonly #lastUsed: LastUsedTracker;
  readonly #observer: ConnectionObserver | undefined;
  readonly #connections: KeptReads<readonly Connection[]>;
  readonly #tokens: KeptReads<KeptToken>;

  constructor(store: Store, refresh: RefreshOptions, witness?: ConnectionObserver) {
    this.#store = store;
    this.#refresher = new Refresher(store, refresh);
    this.#renewal = new EarlyRenewal(this.#refresher, store.clock);
    this.#lastUsed = new LastUsedTracker(store);
    this.#observer = witness;
    this.#connections = new KeptReads(store.database);
    this.#tokens = new KeptReads(store.database);
  }

  /** The connections of a space to the REST API, disconnected ones included, oldest first. */
  async connectionsOf(spaceId: SpaceId): Promise<readonly RestConnection[]> {
    const all = await this.allConnectionsOf(spaceId);
    return all.filter(isRest);
  }

  /** Those to the hosted server. */
  async hostedConnectionsOf(spaceId: SpaceId): Promise<readonly HostedConnectionRecord[]> {
    const all = await this.allConnectionsOf(spaceId);
    return all.filter((connection): connection is HostedConnectionRecord => connection.kind === 'hosted');
  }

  /** Those of both kinds. */
  allConnectionsOf(spaceId: SpaceId): Promise<readonly Connection[]> {
    const { queries, macs } = this.#store.database;
    return this.#connections.read(spaceId, () => connectionsOf(queries, macs, spaceId));
  }

  /** Those of all spaces, at most `limit`: for the operator. */
  connectionsOfAllSpaces(limit: number): Promise<readonly Connection[]> {
    const { queries, macs } = this.#store.database;
    return connectionsOfAllSpaces(queries, macs, limit);
  }

  /** The connections of any space that use this person's authorization; see {@link connectionsOwnedBy}. */
  connectionsOwnedBy(personId: PersonId): Promise<readonly OwnedConnection[]> {
    const { queries, macs } = this.#store.database;
    return connectionsOwnedBy(queries, macs, personId);
  }

  /** The number of connections by status, over all spaces. */
  countConnections(): Promise<Readonly<Record<Connection['status'], number>>> {
    return countConnections(this.#store.database.queries);
  }

  /** Hosted connections that end by themselves within days unless somebody signs in again. */
  countExpiring(): Promise<number> {
    return countExpiring(this.#store.database.queries, this.#store.clock.now());
  }

  /** One connection of a space. */
  findConnection(spaceId: SpaceId, connectionId: ConnectionId): Promise<Connection | undefined> {
    const { queries, macs } = this.#store.database;
    return findConnection(queries, macs, spaceId, connectionId);
  }

  /** Stores a completed consent; see {@link recordConnection}. */
  async recordConnection(connection: NewConnection): Promise<Connection> {
    return (await this.recordReplacing(connection)).connection;
  }

  /** The same, with the tokens of the authorization that this one replaces, if they are to be revoked. */
  async recordReplacing(
    connection: NewConnection,
  ): Promise<{ readonly connection: Connection; readonly replaced: HostedTokensToRevoke | undefined }> {
    const stored = await recordConnection(this.#store, connection);
    this.#observer?.onConnected(stored.connection, connection.by);
    return stored;
  }

  /** Ends a connection and returns the tokens that are to be revoked at Notion, if no other space needs them. */
  async disconnect(spaceId: SpaceId, connectionId: ConnectionId, by: string): Promise<Disconnected> {
    const ended = await disconnect(this.#store, spaceId, connectionId, by);
    if (ended.found) {
      this.#observer?.onDisconnected(spaceId, connectionId, by);
    }
    return ended;
  }

  /** Records the time of last use, to the minute. Written later; see {@link flushUses}. */
  markUsed(spaceId: SpaceId, connectionId: ConnectionId): void {
    this.#lastUsed.mark(spaceId, connectionId);
  }

  /** Writes the times of last use that are not written yet. */
  flushUses(): Promise<void> {
    return this.#lastUsed.flush();
  }

  /**
   * The access token of a connection to the REST API. Rejects with an `AccessError` (not a connection of this space), a
   * {@link ConnectionLostError} (a person has to connect again) or a `SealError` (the operator has to act). Asks
   * Notion only if the token has an expiry and it has passed.
   */
  async accessTokenOf(
    spaceId: SpaceId,
    connectionId: ConnectionId,
    signal?: AbortSignal,
  ): Promise<AccessToken> {
    return toAccessToken(await this.#current(spaceId, connectionId, signal));
  }

  /** The same for a hosted connection, whose token is renewed before the end of its life. */
  async hostedTokenOf(
    spaceId: SpaceId,
    connectionId: ConnectionId,
    signal?: AbortSignal,
  ): Promise<HostedAccess> {
    return toHostedAccess(await this.#current(spaceId, connectionId, signal));
  }

  /**
   * A replacement for the token that Notion rejected with 401. Rejects like {@link accessTokenOf}, and with an
   * `UnavailableError`, `RetryLaterError` or `UnexpectedResponseError` if the refresh failed; the connection stays
   * intact then. An aborted `signal` ends the wait, not the refresh.
   */
  async refreshAfterUnauthorized(
    spaceId: SpaceId,
    connectionId: ConnectionId,
    rejectedVersion: number,
    signal?: AbortSignal,
  ): Promise<AccessToken> {
    return toAccessToken(await this.#newer(spaceId, connectionId, rejectedVersion, signal));
  }

  /** The same for a hosted connection. */
  async refreshHostedAfterUnauthorized(
    spaceId: SpaceId,
    connectionId: ConnectionId,
    rejectedVersion: number,
    signal?: AbortSignal,
  ): Promise<HostedAccess> {
    return toHostedAccess(await this.#newer(spaceId, connectionId, rejectedVersion, signal));
  }

  /** Reseals every stored pair with the current key; see {@link rotateKeys}. */
  rotateKeys(): Promise<RotationCounts> {
    return rotateKeys(this.#store);
  }

  /** Ids of the keys that stored pairs are sealed with. */
  keyIdsInUse(): Promise<ReadonlySet<string>> {
    return keyIdsInUse(this.#store);
  }

  /** Ids of the keys that rows carry MACs of. */
  macKeyIdsInUse(): Promise<ReadonlySet<string>> {
    return macKeyIdsInUse(this.#store.database.queries);
  }

  /** Rebuilds the projections from the log. */
  rebuild(): Promise<RebuildCounts> {
    return rebuild(this.#store.database);
  }

  /** Waits for refreshes in flight, so that no issued pair is lost, and closes the database. */
  async close(): Promise<void> {
    await Promise.allSettled([this.#lastUsed.flush(), this.#refresher.settled()]);
    await this.#store.database.close();
  }

  async #current(
    spaceId: SpaceId,
    connectionId: ConnectionId,
    signal: AbortSignal | undefined,
  ): Promise<KeptPair> {
    const name = JSON.stringify([spaceId, connectionId]);
    const { credentialId, pair } = await this.#tokens.read(name, () => this.#open(spaceId, connectionId));
    const renewal = this.#renewal.renewalOf(credentialId, pair);
    if (renewal === undefined) {
      return pair;
    }
    // It goes on for the others, and for the pair that Notion may be issuing.
    return untilAborted(renewal, signal);
  }

  async #newer(
    spaceId: SpaceId,
    connectionId: ConnectionId,
    rejectedVersion: number,
    signal: AbortSignal | undefined,
  ): Promise<KeptPair> {
    const { id } = await this.#credentialOf(spaceId, connectionId);
    signal?.throwIfAborted();
    return untilAborted(this.#refresher.newerThan(id, rejectedVersion), signal);
  }

  async #open(spaceId: SpaceId, connectionId: ConnectionId): Promise<KeptToken> {
    const stored = await this.#credentialOf(spaceId, connectionId);
    const { refreshToken: _never, ...pair } = openCredential(this.#store.sealer, stored);
    return { credentialId: stored.id, pair };
  }

  async #credentialOf(spaceId: SpaceId, connectionId: ConnectionId): Promise<StoredCredential> {
    const { queries, macs } = this.#store.database;
    const found = await findCredentialForConnection(queries, macs, spaceId, connectionId);
    if (found === undefined) {
      throw new AccessError(say`This space has no such connection.`, say`List the connections of the space.`);
    }
    if (found.disconnected) {
      throw new ConnectionLostError('disconnected');
    }
    return found.credential;
  }
}
