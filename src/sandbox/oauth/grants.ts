import { randomBytes } from 'node:crypto';
import type { Connections } from '../connections.js';
import { accountKey, botIdOf, type Account } from './accounts.js';
import { oauthError } from './errors.js';

/** A pair as it is issued. */
export interface IssuedPair {
  readonly account: Account;
  readonly botId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** What happened so far; for tests. */
export interface OauthCounts {
  /** Codes exchanged for a first pair. */
  exchanges: number;
  /** Pairs replaced by new ones. */
  refreshes: number;
  /** Refresh tokens that came again after they had been used. */
  reusesDetected: number;
  /** Grants ended because of that, or because a code came twice. */
  familiesRevoked: number;
}

/** All pairs that follow from one consent. Ending it ends them all. */
interface Family {
  readonly account: Account;
  readonly botId: string;
  pair: IssuedPair | undefined;
  /** Milliseconds since 1970; infinite without a lifetime. */
  expiresAt: number;
}

/** How long tokens live and where they are accepted. */
interface GrantsOptions {
  readonly connections: Connections;
  readonly connectionName: string;
  readonly lifetimeMilliseconds: number | undefined;
  readonly now: () => number;
}

/**
 * The strictest reading of what Notion documents: a refresh ends the old pair at once, a refresh token that is used
 * twice revokes everything issued under its consent (RFC 9700 §4.14.2), and a person's new consent ends the older one.
 */
export class Grants {
  readonly counts: OauthCounts = { exchanges: 0, refreshes: 0, reusesDetected: 0, familiesRevoked: 0 };
  readonly #options: GrantsOptions;
  readonly #byAccount = new Map<string, Family>();
  readonly #byAccessToken = new Map<string, Family>();
  readonly #byRefreshToken = new Map<string, Family>();
  /** Refresh tokens that were used. One of them again is a reuse; one of an ended family that was not used is none. */
  readonly #spent = new Set<string>();

  constructor(options: GrantsOptions) {
    this.#options = options;
  }

  /** The first pair of a new consent. */
  begin(account: Account): IssuedPair {
    const key = accountKey(account);
    const older = this.#byAccount.get(key);
    if (older !== undefined) {
      this.#end(older);
    }
    const family: Family = { account, botId: botIdOf(account), pair: undefined, expiresAt: 0 };
    this.#byAccount.set(key, family);
    this.counts.exchanges += 1;
    return this.#issue(family);
  }

  /** The next pair, or `invalid_grant`. */
  refresh(refreshToken: string): IssuedPair {
    if (this.#spent.has(refreshToken)) {
      this.counts.reusesDetected += 1;
      this.revokeFamily(refreshToken);
    }
    const family = this.#byRefreshToken.get(refreshToken);
    if (family?.pair?.refreshToken !== refreshToken) {
      throw oauthError('invalid_grant', 'The refresh token is invalid.');
    }
    this.#spent.add(refreshToken);
    this.counts.refreshes += 1;
    return this.#issue(family);
  }

  /** Revokes everything issued under this token's consent, as a breach. */
  revokeFamily(token: string): void {
    const family = this.#familyOf(token);
    if (family?.pair !== undefined) {
      this.counts.familiesRevoked += 1;
      this.#end(family);
    }
  }

  /** Ends the consent because its client asks for it. Tokens that are not known are no error (RFC 7009 §2.2). */
  revoke(token: string): void {
    const family = this.#familyOf(token);
    if (family !== undefined) {
      this.#end(family);
    }
  }

  /** Revokes every consent, as removing the connection in Notion's settings does. */
  removeAll(): void {
    for (const family of this.#byAccount.values()) {
      this.#end(family);
    }
  }

  /** Whether the token is one that is accepted now. */
  isActive(token: string): boolean {
    const pair = this.#familyOf(token)?.pair;
    return (
      this.#options.connections.ofHeader(`Bearer ${token}`) !== undefined || pair?.refreshToken === token
    );
  }

  /** Stops accepting access tokens whose time is over. */
  expire(): void {
    const now = this.#options.now();
    for (const { pair, expiresAt } of this.#byAccount.values()) {
      if (pair !== undefined && now >= expiresAt) {
        this.#options.connections.revoke(pair.accessToken);
      }
    }
  }

  #issue(family: Family): IssuedPair {
    const { connections, connectionName, lifetimeMilliseconds, now } = this.#options;
    const { account, botId } = family;
    this.#forgetAccess(family);
    const pair: IssuedPair = { account, botId, accessToken: token('ntn_'), refreshToken: token('nrt_') };
    family.pair = pair;
    family.expiresAt = now() + (lifetimeMilliseconds ?? Infinity);
    this.#byAccessToken.set(pair.accessToken, family);
    this.#byRefreshToken.set(pair.refreshToken, family);
    connections.add({
      token: pair.accessToken,
      botId,
      workspaceId: account.workspace.id,
      name: connectionName,
      ownerId: account.user.id,
    });
    return pair;
  }

  #end(family: Family): void {
    this.#forgetAccess(family);
    family.pair = undefined;
  }

  #forgetAccess({ pair }: Family): void {
    if (pair !== undefined) {
      this.#options.connections.revoke(pair.accessToken);
      this.#byAccessToken.delete(pair.accessToken);
    }
  }

  #familyOf(token: string): Family | undefined {
    return this.#byAccessToken.get(token) ?? this.#byRefreshToken.get(token);
  }
}

function token(prefix: string): string {
  return `${prefix}${randomBytes(24).toString('base64url')}`;
}
