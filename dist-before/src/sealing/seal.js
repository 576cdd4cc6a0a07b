import { createCipheriv, createDecipheriv, createHmac, createSecretKey } from 'node:crypto';
import { UnexpectedResponseError } from '../errors.js';
import { say, Words } from '../text/words.js';
import { derivedSecret, KEY_BYTES } from './keys.js';
const CIPHER = 'aes-256-gcm';
/** Bytes of a GCM nonce and tag (NIST SP 800-38D: 96 bits need no further hashing, 128 is the full tag). */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Version of both envelopes; their first part. */
const FORMAT = 'v1';
/** A sealed value cannot be opened. It stays unchanged: with the right key, or from a backup, it may open again. */
export class SealError extends UnexpectedResponseError {
    /** Id of the key in the envelope, or `unknown` if none can be read. */
    keyId;
    reason;
    constructor(keyId, reason, options) {
        super(reason === 'unknown_key'
            ? say `A stored credential is sealed with key ${Words.term(keyId)}, which is not configured.`
            : say `A stored credential, sealed with key ${Words.term(keyId)}, cannot be opened: its record was damaged or altered.`, reason === 'unknown_key'
            ? say `The server's operator must add that key to the former keys.`
            : say `The server's operator must restore the database, or connect the workspace again.`, options);
        this.keyId = keyId;
        this.reason = reason;
    }
}
/** Seals and opens with the keys of one ring. */
export class Sealer {
    #keyring;
    #randomBytes;
    constructor(keyring, randomBytes) {
        this.#keyring = keyring;
        this.#randomBytes = randomBytes;
    }
    /** Id of the key that seals now. */
    get currentKeyId() {
        return this.#keyring.current().id;
    }
    seal(plaintext, identity) {
        const dataKey = this.#randomBytes(KEY_BYTES);
        const content = Buffer.from(plaintext, 'utf8');
        return {
            wrappedKey: this.#wrap(dataKey, identity),
            ciphertext: `${FORMAT}.${encrypt(createSecretKey(dataKey), this.#randomBytes(NONCE_BYTES), content, contentContext(identity))}`,
        };
    }
    /** The plaintext, or a {@link SealError}. */
    open(sealed, identity) {
        const { keyId, dataKey } = this.#unwrap(sealed.wrappedKey, identity);
        const [format, body, ...rest] = sealed.ciphertext.split('.');
        if (format !== FORMAT || body === undefined || rest.length > 0) {
            throw new SealError(keyId, 'malformed');
        }
        return decrypt(createSecretKey(dataKey), body, contentContext(identity), keyId).toString('utf8');
    }
    /** The same data key under the current configured key; the content is not touched. */
    rewrap(wrappedKey, identity) {
        return this.#wrap(this.#unwrap(wrappedKey, identity).dataKey, identity);
    }
    /**
     * Whether this data key was wrapped by a version whose rows carry MACs. Throws a {@link SealError} if it does not
     * open. The nonce shows it to holders of the key only; older versions can still open the wrap.
     */
    isMarked(wrappedKey, identity) {
        const { keyId, dataKey } = this.#unwrap(wrappedKey, identity);
        const key = this.#keyring.find(keyId);
        const nonce = Buffer.from(wrappedKey.split('.')[2] ?? '', 'base64url').subarray(0, NONCE_BYTES);
        return key !== undefined && nonce.equals(markedNonce(key, dataKey, wrapContext(identity, keyId)));
    }
    #wrap(dataKey, identity) {
        const key = this.#keyring.current();
        const context = wrapContext(identity, key.id);
        const nonce = markedNonce(key, dataKey, context);
        return `${wrapPrefix(key.id)}${encrypt(key.secret, nonce, dataKey, context)}`;
    }
    #unwrap(wrappedKey, identity) {
        const [format, keyId, body, ...rest] = wrappedKey.split('.');
        if (format !== FORMAT || keyId === undefined || body === undefined || rest.length > 0) {
            throw new SealError('unknown', 'malformed');
        }
        const key = this.#keyring.find(keyId);
        if (key === undefined) {
            throw new SealError(keyId, 'unknown_key');
        }
        const dataKey = decrypt(key.secret, body, wrapContext(identity, keyId), keyId);
        if (dataKey.length !== KEY_BYTES) {
            throw new SealError(keyId, 'malformed');
        }
        return { keyId, dataKey };
    }
}
/** Prefix of every data key wrapped with this key. */
export function wrapPrefix(keyId) {
    return `${FORMAT}.${keyId}.`;
}
/**
 * The nonce of a wrap: a pseudo-random function of everything encrypted under it. The data key is random and used once,
 * so no two different wraps share a nonce, as random ones might (the construction of RFC 5297, with GCM's own tag).
 */
function markedNonce(key, dataKey, context) {
    const secret = derivedSecret(key, 'marked nonce');
    return createHmac('sha256', secret).update(dataKey).update(context).digest().subarray(0, NONCE_BYTES);
}
function encrypt(key, nonce, content, context) {
    const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(context);
    const encrypted = [cipher.update(content), cipher.final()];
    return Buffer.concat([nonce, ...encrypted, cipher.getAuthTag()]).toString('base64url');
}
function decrypt(key, body, context, keyId) {
    const bytes = Buffer.from(body, 'base64url');
    // Node skips characters that are not base64url; only the canonical spelling of the bytes is accepted.
    if (bytes.length < NONCE_BYTES + TAG_BYTES || bytes.toString('base64url') !== body) {
        throw new SealError(keyId, 'malformed');
    }
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
    })
        .setAAD(context)
        .setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    }
    catch (error) {
        throw new SealError(keyId, 'altered', { cause: error });
    }
}
/** JSON keeps the parts distinct whatever they contain. */
function contentContext({ stream, version, field }) {
    return Buffer.from(JSON.stringify([FORMAT, 'content', stream, version, field]));
}
function wrapContext({ stream, version, field }, keyId) {
    return Buffer.from(JSON.stringify([FORMAT, 'key', stream, version, field, keyId]));
}
