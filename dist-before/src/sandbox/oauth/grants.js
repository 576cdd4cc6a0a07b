import { randomBytes } from 'node:crypto';
import { accountKey, botIdOf } from './accounts.js';
import { oauthError } from './errors.js';
/**
 * The strictest reading of what Notion documents: a refresh ends the old pair at once, a refresh token that is used
 * twice revokes everything issued under its consent (RFC 9700 §4.14.2), and a person's new consent ends the older one.
 */
export class Grants {
    counts = { exchanges: 0, refreshes: 0, reusesDetected: 0, familiesRevoked: 0 };
    #options;
    #byAccount = new Map();
    #byAccessToken = new Map();
    #byRefreshToken = new Map();
    /** Refresh tokens that were used. One of them again is a reuse; one of an ended family that was not used is none. */
    #spent = new Set();
    constructor(options) {
        this.#options = options;
    }
    /** The first pair of a new consent. */
    begin(account) {
        const key = accountKey(account);
        const older = this.#byAccount.get(key);
        if (older !== undefined) {
            this.#end(older);
        }
        const family = { account, botId: botIdOf(account), pair: undefined, expiresAt: 0 };
        this.#byAccount.set(key, family);
        this.counts.exchanges += 1;
        return this.#issue(family);
    }
    /** The next pair, or `invalid_grant`. */
    refresh(refreshToken) {
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
    revokeFamily(token) {
        const family = this.#familyOf(token);
        if (family?.pair !== undefined) {
            this.counts.familiesRevoked += 1;
            this.#end(family);
        }
    }
    /** Ends the consent because its client asks for it. Tokens that are not known are no error (RFC 7009 §2.2). */
    revoke(token) {
        const family = this.#familyOf(token);
        if (family !== undefined) {
            this.#end(family);
        }
    }
    /** Revokes every consent, as removing the connection in Notion's settings does. */
    removeAll() {
        for (const family of this.#byAccount.values()) {
            this.#end(family);
        }
    }
    /** Whether the token is one that is accepted now. */
    isActive(token) {
        const pair = this.#familyOf(token)?.pair;
        return (this.#options.connections.ofHeader(`Bearer ${token}`) !== undefined || pair?.refreshToken === token);
    }
    /** Stops accepting access tokens whose time is over. */
    expire() {
        const now = this.#options.now();
        for (const { pair, expiresAt } of this.#byAccount.values()) {
            if (pair !== undefined && now >= expiresAt) {
                this.#options.connections.revoke(pair.accessToken);
            }
        }
    }
    #issue(family) {
        const { connections, connectionName, lifetimeMilliseconds, now } = this.#options;
        const { account, botId } = family;
        this.#forgetAccess(family);
        const pair = { account, botId, accessToken: token('ntn_'), refreshToken: token('nrt_') };
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
    #end(family) {
        this.#forgetAccess(family);
        family.pair = undefined;
    }
    #forgetAccess({ pair }) {
        if (pair !== undefined) {
            this.#options.connections.revoke(pair.accessToken);
            this.#byAccessToken.delete(pair.accessToken);
        }
    }
    #familyOf(token) {
        return this.#byAccessToken.get(token) ?? this.#byRefreshToken.get(token);
    }
}
function token(prefix) {
    return `${prefix}${randomBytes(24).toString('base64url')}`;
}
