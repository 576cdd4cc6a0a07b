import { createHash } from 'node:crypto';
import { HostedOauthError } from '../http/oauth-error.js';
import { isDocumentAddress } from '../registration/metadata-document.js';
import { randomText } from '../registration/clients.js';
import { partsOf } from './grant.js';
/** A refresh token is over this long before its sign-in is. */
const LAST_USE_MS = 60_000;
/** All consents: codes, pairs, their rotation, and how a whole grant ends. */
export class HostedGrants {
    #options;
    #grants = new Map();
    constructor(options) {
        this.#options = options;
    }
    /** A code for a consent. It ends what the same person allowed the same client before. */
    consent(consent) {
        const { counts, now } = this.#options;
        for (const older of this.#grants.values()) {
            if (!older.isRevoked && older.refreshToken !== undefined && isReplacedBy(older.consent, consent)) {
                counts.replacedGrants += 1;
                end(older);
            }
        }
        const id = randomText(16);
        const code = secretOf(consent, id);
        counts.consents += 1;
        this.#grants.set(id, {
            id,
            consent,
            createdAt: now(),
            usedAt: now(),
            code,
            isCodeUsed: false,
            accessTokens: new Map(),
            refreshToken: undefined,
            previous: undefined,
            retired: new Map(),
            isRevoked: false,
        });
        return code;
    }
    /** The first pair. A code that comes twice has leaked: its grant ends. */
    exchange(code, clientId, redirectUri, verifier) {
        const { behavior, counts, now } = this.#options;
        const parts = partsOf(code);
        if (parts === undefined) {
            throw invalidGrant('Invalid authorization code format');
        }
        const grant = this.#grants.get(parts.grantId);
        if (grant === undefined || (!grant.isCodeUsed && now() >= grant.createdAt + behavior.codeMs)) {
            throw invalidGrant('Grant not found or authorization code expired');
        }
        if (grant.code !== code) {
            throw invalidGrant('Invalid authorization code');
        }
        if (grant.consent.clientId !== clientId) {
            throw invalidGrant('Client ID mismatch');
        }
        if (grant.isCodeUsed) {
            this.#revokeFamily(grant);
            throw invalidGrant('Authorization code already used');
        }
        if (redirectUri !== grant.consent.redirectUri) {
            throw new HostedOauthError('invalid_request', 'redirect_uri does not match the authorization request');
        }
        if (verifier === null) {
            throw new HostedOauthError('invalid_request', 'code_verifier is required for PKCE');
        }
        if (challengeOf(verifier, grant.consent.challengeMethod) !== grant.consent.challenge) {
            throw invalidGrant('Invalid PKCE code_verifier');
        }
        grant.isCodeUsed = true;
        counts.exchanges += 1;
        return this.#issue(grant);
    }
    /** The next pair. All access tokens of the grant so far are over at once. */
    refresh(token, clientId) {
        const { counts } = this.#options;
        try {
            const grant = this.#refreshable(token, clientId);
            this.#retire(grant, token);
            counts.refreshes += 1;
            return this.#issue(grant);
        }
        catch (error) {
            counts.refusedRefreshes += 1;
            throw error;
        }
    }
    /** The grant that an access token opens, or why it opens none. */
    open(token) {
        const parts = partsOf(token);
        if (parts === undefined) {
            return 'Invalid token format';
        }
        const grant = this.#grants.get(parts.grantId);
        const end = grant?.accessTokens.get(token);
        if (grant === undefined || end === undefined || grant.isRevoked) {
            return 'Invalid access token';
        }
        return this.#options.now() < end ? grant : 'Access token expired';
    }
    /** RFC 7009: an access token ends alone, a refresh token with its grant; of this client only. */
    revoke(token, clientId) {
        const grant = this.#grants.get(partsOf(token)?.grantId ?? '');
        if (grant?.consent.clientId !== clientId) {
            return;
        }
        if (!grant.accessTokens.delete(token) && grant.refreshToken === token) {
            end(grant);
        }
    }
    /** Whether the token is accepted now. */
    isActive(token) {
        const grant = this.#grants.get(partsOf(token)?.grantId ?? '');
        return (grant !== undefined &&
            !grant.isRevoked &&
            (grant.refreshToken === token || typeof this.open(token) !== 'string'));
    }
    /** Everybody removes the connection in Notion's settings. */
    removeAll() {
        for (const grant of this.#grants.values()) {
            end(grant);
        }
    }
    /** Access tokens are over, whatever was said about their life. */
    endAccessTokens() {
        for (const grant of this.#grants.values()) {
            grant.accessTokens.clear();
        }
    }
    /** Grants with a pair that is good. */
    get living() {
        return [...this.#grants.values()].filter(({ isRevoked, refreshToken }) => !isRevoked && refreshToken !== undefined).length;
    }
    #refreshable(token, clientId) {
        const { behavior, counts, now } = this.#options;
        const parts = partsOf(token);
        if (parts === undefined) {
            throw invalidGrant('Invalid token format');
        }
        const grant = this.#grants.get(parts.grantId);
        if (grant === undefined) {
            throw invalidGrant('Grant not found');
        }
        if (grant.consent.clientId !== clientId) {
            throw invalidGrant('Client ID mismatch');
        }
        if (grant.isRevoked) {
            counts.deadTokensSpent += 1;
            throw invalidGrant('OAuth grant revoked');
        }
        const isOver = now() >= grant.createdAt + behavior.signInMs - LAST_USE_MS;
        if (isOver || now() >= grant.usedAt + behavior.idleMs) {
            throw invalidGrant('Refresh token has expired');
        }
        if (token === grant.refreshToken) {
            return grant;
        }
        const retiredAt = grant.retired.get(token);
        if (retiredAt === undefined) {
            throw invalidGrant('Invalid refresh token');
        }
        if (now() < retiredAt + behavior.graceMs) {
            if (grant.previous?.token !== token || grant.previous.isExcused) {
                throw invalidGrant('Invalid refresh token');
            }
            grant.previous.isExcused = true;
            counts.graceRefreshes += 1;
            return grant;
        }
        counts.reusesDetected += 1;
        this.#revokeFamily(grant);
        throw invalidGrant('OAuth grant revoked');
    }
    /** The current token becomes the previous one; if the previous one was used, the pair that got lost is void. */
    #retire(grant, used) {
        const now = this.#options.now();
        if (grant.refreshToken !== undefined) {
            grant.retired.set(grant.refreshToken, now);
        }
        if (grant.previous?.token !== used) {
            grant.previous = { token: used, isExcused: false };
        }
    }
    #issue(grant) {
        const { behavior, now } = this.#options;
        const accessToken = secretOf(grant.consent, grant.id);
        const refreshToken = secretOf(grant.consent, grant.id);
        grant.usedAt = now();
        grant.accessTokens.clear();
        grant.accessTokens.set(accessToken, now() + behavior.accessTokenMs);
        grant.refreshToken = refreshToken;
        return { grant, accessToken, refreshToken };
    }
    #revokeFamily(grant) {
        if (!grant.isRevoked) {
            this.#options.counts.familiesRevoked += 1;
            end(grant);
        }
    }
}
/** A person has one grant for each client; for clients that are documents, one for each of their redirect URIs. */
function isReplacedBy(older, newer) {
    return (older.clientId === newer.clientId &&
        older.account.user.id === newer.account.user.id &&
        (!isDocumentAddress(newer.clientId) || older.redirectUri === newer.redirectUri));
}
function end(grant) {
    grant.isRevoked = true;
    grant.accessTokens.clear();
}
function secretOf({ account }, grantId) {
    return `${account.user.id}:${grantId}:${randomText(32)}`;
}
function challengeOf(verifier, method) {
    return method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url');
}
function invalidGrant(message) {
    return new HostedOauthError('invalid_grant', message);
}
