import { createHmac, timingSafeEqual } from 'node:crypto';
/** Bytes of a mark: 128 bits. A guessed mark belongs to a token that was never issued, which the database refuses. */
const MAC_BYTES = 16;
const SIGNED_TOKEN = /^([\w-]{20,64})\.([\w-]{22})$/;
/**
 * Marks access tokens as issued here. A token without a valid mark is unknown and costs no database lookup; one with a
 * mark was issued at some time, so an expired token can be told apart from a guess: clients present one every hour, in
 * good faith, and need an immediate response to renew it.
 */
export class AccessTokenSigner {
    #secret;
    constructor(secret) {
        this.#secret = secret;
    }
    /** The token for a random id. */
    issue(id) {
        return `${id}.${this.#markOf(id)}`;
    }
    isIssued(token) {
        const [, id, mark] = SIGNED_TOKEN.exec(token) ?? [];
        if (id === undefined || mark === undefined) {
            return false;
        }
        // Compared as text: not all bits of the last character are significant.
        return timingSafeEqual(Buffer.from(mark), Buffer.from(this.#markOf(id)));
    }
    #markOf(id) {
        return createHmac('sha256', this.#secret)
            .update(`access token\n${id}`)
            .digest()
            .subarray(0, MAC_BYTES)
            .toString('base64url');
    }
}
