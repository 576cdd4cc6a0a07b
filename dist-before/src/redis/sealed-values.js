import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
const CIPHER = 'aes-256-gcm';
/** Bytes (NIST SP 800-38D). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Part of every name and seal: a version that keeps values differently finds none of the others. */
const FORMAT = 'v1';
/**
 * Hides from readers of Redis what is stored there, and about what. Names become HMACs; values are sealed with AES-256-GCM,
 * under a key that belongs to the name, so that a value that is moved to another name does not open.
 *
 * The key of each name is derived, because random nonces of one key must not be used for more than 2^32 values.
 */
export class SealedValues {
    #secret;
    constructor(secret) {
        this.#secret = secret;
    }
    /** What stands in Redis for the name. */
    hide(name) {
        return this.#derive('name', name).toString('base64url');
    }
    /** `context` is authenticated with the text, and has to be the same when it is opened. */
    seal(name, text, context = '') {
        const nonce = randomBytes(NONCE_BYTES);
        const cipher = createCipheriv(CIPHER, this.#derive('seal', name), nonce, {
            authTagLength: TAG_BYTES,
        }).setAAD(Buffer.from(context));
        return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
    }
    /** Undefined if it was not sealed under this name and context. */
    open(name, sealed, context = '') {
        const bytes = Buffer.from(sealed, 'base64url');
        if (bytes.length < NONCE_BYTES + TAG_BYTES) {
            return undefined;
        }
        const decipher = createDecipheriv(CIPHER, this.#derive('seal', name), bytes.subarray(0, NONCE_BYTES), {
            authTagLength: TAG_BYTES,
        })
            .setAAD(Buffer.from(context))
            .setAuthTag(bytes.subarray(-TAG_BYTES));
        try {
            const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
            return Buffer.concat([text, decipher.final()]).toString('utf8');
        }
        catch {
            return undefined;
        }
    }
    #derive(purpose, name) {
        return createHmac('sha256', this.#secret)
            .update(JSON.stringify([FORMAT, purpose, ...name]))
            .digest();
    }
}
