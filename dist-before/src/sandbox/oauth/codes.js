import { randomBytes } from 'node:crypto';
import { oauthError } from './errors.js';
/** Milliseconds that a code is good for; the most that RFC 6749 §4.1.2 recommends. */
const CODE_LIFETIME_MS = 600_000;
/** Authorization codes: good for one exchange, with the redirect URI that they were sent to. */
export class Codes {
    #codes = new Map();
    #grants;
    #now;
    constructor(grants, now) {
        this.#grants = grants;
        this.#now = now;
    }
    issue(account, redirectUri) {
        const code = randomBytes(24).toString('base64url');
        const expiresAt = this.#now() + CODE_LIFETIME_MS;
        this.#codes.set(code, { account, redirectUri, expiresAt, issued: undefined });
        return code;
    }
    /** A pair for the code, or `invalid_grant`. A code used twice has leaked: its grant is revoked (§4.1.2). */
    exchange(code, redirectUri) {
        const known = this.#codes.get(code);
        if (known?.issued !== undefined) {
            this.#grants.revokeFamily(known.issued.refreshToken);
        }
        if (known === undefined ||
            known.issued !== undefined ||
            known.redirectUri !== redirectUri ||
            this.#now() >= known.expiresAt) {
            throw oauthError('invalid_grant', 'The authorization code is invalid.');
        }
        known.issued = this.#grants.begin(known.account);
        return known.issued;
    }
}
