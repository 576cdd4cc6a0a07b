import { UnexpectedResponseError, UnavailableError, RetryLaterError } from '../../errors.js';
import { observeRefresh, type RefreshOutcome } from '../../telemetry/token-refresh.js';
import { openCredential, type DecryptedPair } from '../access-token.js';
import type { HostedGrant } from '../hosted-grant.js';
import type { HostedPairPart } from '../token-pair.js';
import { requestRefresh, type RefreshResponse, type RefreshRequestLimits } from './request-refresh.js';
import type { CredentialId } from '../../ids.js';
import { findCredential, type StoredCredential } from '../connections/read-credential.js';
import {
  acquireLease,
  keepLease,
  recordRefreshStart,
  releaseLease,
  renewLease,
  type Lease,
} from './refresh-lease.js';
import { clearRefreshStart, recordReconnectRequired, recordPair } from './record-refresh-result.js';
import type { Store } from '../store.js';
import { TokenEndpointError, type TokenEndpoint } from './token-endpoint.js';
import { say } from '../../text/words.js';

/** Milliseconds. */
export interface RefreshLimits extends RefreshRequestLimits {
  /** How long a killed process blocks the refresh of a credential; renewed four times within. */
  readonly leaseMs: number;
  /** How long to wait for another process's refresh. */
  readonly waitMs: number;
  /**
   * Milliseconds between two checks of another process's refresh; a check is two reads. The pair ages until it is seen.
   */
  readonly pollIntervalMs: number;
  /** How long to try to store a new pair. */
  readonly storeRetryMs: number;
}

/** A tool call has 25 s by default: a killed holder's lease, or a few failures of Notion, must fit into it. */
export const defaultRefreshLimits: RefreshLimits = {
  leaseMs: 8000,
  waitMs: 20_000,
  pollIntervalMs: 25,
  retryMs: 15_000,
  requestTimeoutMs: 60_000,
  backoffMs: 300,
  storeRetryMs: 120_000,
};

/** Outcomes of the token endpoint in the terms of telemetry. */
const OUTCOMES: Readonly<Record<RefreshResponse['kind'], RefreshOutcome>> = {
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

/** Dependencies of a refresher besides the store. */
export interface RefreshOptions {
  /** Of the REST API. */
  readonly endpoint: TokenEndpoint;
  /** The token endpoint that issued a grant of the hosted server. Absent where there are none. */
  readonly hostedEndpoint?: ((grant: HostedGrant) => TokenEndpoint) | undefined;
  readonly limits: RefreshLimits;
  /** Between 0 and 1. */
  readonly random: () => number;
  /** Names this process in the lease table. */
  readonly owner: string;
}

/** Replaces token pairs: one refresh at a time for each credential, over all processes that share the database. */
export class Refresher {
  readonly #store: Store;
  readonly #options: RefreshOptions;
  readonly #inFlight = new Map<CredentialId, Promise<DecryptedPair>>();

  constructor(store: Store, options: RefreshOptions) {
    this.#store = store;
    this.#options = options;
  }

  /**
   * A pair newer than the rejected one. Has no signal: a client that cancels must not abort a request that Notion may
   * have acted on.
   */
  async newerThan(id: CredentialId, rejectedVersion: number): Promise<DecryptedPair> {
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
  async settled(): Promise<void> {
    while (this.#inFlight.size > 0) {
      await Promise.allSettled(this.#inFlight.values());
    }
  }

  #start(id: CredentialId, rejectedVersion: number): Promise<DecryptedPair> {
    const refresh = this.#refresh(id, rejectedVersion).finally(() => this.#inFlight.delete(id));
    this.#inFlight.set(id, refresh);
    return refresh;
  }

  async #refresh(id: CredentialId, rejectedVersion: number): Promise<DecryptedPair> {
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
      } else if (clock.now().getTime() >= end) {
        throw new UnavailableError(
          say`Another process is renewing the access to Notion and has not finished.`,
          say`Call again in a few seconds.`,
        );
      } else {
        await clock.sleep(limits.pollIntervalMs);
      }
    }
  }

  /** Undefined if the lease was lost before anything was sent. */
  async #refreshWith(lease: Lease, rejectedVersion: number): Promise<DecryptedPair | undefined> {
    const { database, clock } = this.#store;
    const { limits } = this.#options;
    try {
      return await keepLease(
        () => renewLease(database, lease, clock.now(), limits.leaseMs),
        clock,
        limits.leaseMs / 4,
        () => this.#rotatePair(lease, rejectedVersion),
      );
    } finally {
      // No effect if the outcome was stored. If it fails, the lease expires by itself.
      await releaseLease(database, lease).catch(() => undefined);
    }
  }

  async #rotatePair(lease: Lease, rejectedVersion: number): Promise<DecryptedPair | undefined> {
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
    const answer = await observeRefresh(
      () => requestRefresh(endpoint, refreshToken, { clock, random, limits: { ...limits, maxAttempts } }),
      ({ kind }) => OUTCOMES[kind],
    );
    return this.#recordResult(lease, used, answer, start === 'repeated');
  }

  async #recordResult(
    lease: Lease,
    used: DecryptedPair,
    answer: RefreshResponse,
    interrupted: boolean,
  ): Promise<DecryptedPair> {
    switch (answer.kind) {
      case 'pair': {
        const stored = await recordPair(
          this.#store,
          lease,
          used,
          answer.pair,
          this.#options.limits.storeRetryMs,
        );
        return this.#open(stored);
      }
      case 'refused':
        return this.#reconnect(lease, used, interrupted || answer.uncertain ? 'interrupted' : 'refused');
      case 'misconfigured':
        if (!interrupted && !answer.uncertain) {
          await clearRefreshStart(this.#store, lease);
        }
        throw new UnexpectedResponseError(
          say`Notion does not accept this server as an OAuth client.`,
          used.hosted === undefined
            ? say`The server's operator must check its client id and secret.`
            : say`The server's operator must check NOTION_MCP_CLIENT_ID, and that PUBLIC_URL can be reached from outside.`,
          { cause: answer.cause },
        );
      case 'unavailable':
        throw explainUnavailable(answer);
    }
  }

  /** Throws a {@link ConnectionLostError}, unless the refused pair was no longer the stored one. */
  async #reconnect(
    lease: Lease,
    used: DecryptedPair,
    reason: Parameters<typeof recordReconnectRequired>[3],
  ): Promise<DecryptedPair> {
    return this.#open(await recordReconnectRequired(this.#store, lease, used, reason));
  }

  /** By the kind that is sealed with the pair: a refresh token is sent only to the server that issued it. */
  #endpointOf(hosted: HostedPairPart | undefined): TokenEndpoint {
    const { endpoint, hostedEndpoint } = this.#options;
    if (hosted === undefined) {
      return endpoint;
    }
    if (hostedEndpoint === undefined) {
      return { refresh: () => Promise.reject(new TokenEndpointError('configuration')) };
    }
    return hostedEndpoint(hosted);
  }

  #open(credential: StoredCredential): DecryptedPair {
    return openCredential(this.#store.sealer, credential);
  }
}

function explainUnavailable({
  retryAfterSeconds,
  cause,
}: Extract<RefreshResponse, { kind: 'unavailable' }>): UnavailableError | RetryLaterError {
  const problem = say`Notion did not renew the access of this connection, which is still intact.`;
  return retryAfterSeconds === undefined
    ? new UnavailableError(problem, say`Call again later.`, { cause })
    : new RetryLaterError(problem, Math.ceil(retryAfterSeconds), { cause });
}
