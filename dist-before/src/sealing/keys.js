import { createHash, createSecretKey, hkdfSync } from 'node:crypto';
/** Bytes of an AES-256 key. */
export const KEY_BYTES = 32;
/** A configured key cannot be used. The message says how to fix it and never contains the key. */
export class KeyError extends Error {
    constructor(message, options) {
        super(message, options);
        this.name = 'KeyError';
    }
}
/** Computes the id of a key of {@link KEY_BYTES} bytes. */
export function sealingKey(bytes) {
    return {
        id: createHash('sha256').update(bytes).digest('hex').slice(0, 8),
        secret: createSecretKey(bytes),
    };
}
/** Reads one key: the standard base64 form of exactly 32 bytes, padding included, so that a truncated copy is noticed. */
export function parseKey(text, source) {
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length !== KEY_BYTES || bytes.toString('base64') !== text) {
        throw new KeyError(`${source} is not 32 bytes in base64. Generate one with: openssl rand -base64 32`);
    }
    return sealingKey(bytes);
}
/**
 * Derives a secret for another purpose from the key (HKDF, RFC 5869). It reveals nothing about the key or the secrets
 * for other purposes.
 */
export function derivedSecret({ secret }, purpose) {
    return createSecretKey(Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `notion-rest-mcp ${purpose}`, KEY_BYTES)));
}
/** A keyring: the first key seals, the older ones only open what was sealed before a rotation. */
export function keyringOf(current, older = []) {
    const byId = new Map([...older, current].map((key) => [key.id, key]));
    return { current: () => current, find: (id) => byId.get(id) };
}
