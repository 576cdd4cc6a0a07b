import { createHmac } from 'node:crypto';
import { REFRESH_GRACE_SECONDS } from '../lifetimes.js';
/** Model name of refresh tokens. */
export const REFRESH_TOKEN = 'RefreshToken';
/**
 * Rotation of refresh tokens (RFC 9700 §4.14.2) that survives a lost response. The next token is derived from the last
 * one, so a client that repeats a request with the last token within the grace period receives the same next token, and
 * the chain does not fork. It cannot be computed without the secret.
 */
export class RefreshRotation {
    #secret;
    #records;
    #clock;
    constructor(secret, records, clock) {
        this.#secret = secret;
        this.#records = records;
        this.#clock = clock;
    }
    /** The next token. As hard to guess as the secret: 256 bits. */
    next(token) {
        return createHmac('sha256', this.#secret).update(`refresh token\n${token}`).digest('base64url');
    }
    /**
     * Whether reuse of a token repeats its last use, and is not a thief's: the grace period is not over, and the next
     * token has not been used yet.
     */
    async isRepetition(token, usedAt) {
        if (this.#clock.now().getTime() - usedAt.getTime() > REFRESH_GRACE_SECONDS * 1000) {
            return false;
        }
        const next = await this.#records.find(REFRESH_TOKEN, this.next(token));
        // None yet: the other request has used the token but not yet stored the next one.
        return next === undefined || next.consumedAt === null;
    }
}
