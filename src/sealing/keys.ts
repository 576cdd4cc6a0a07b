import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** Bytes of an AES-256 key. */
export const KEY_BYTES = 32;

/** Randomness as a parameter; `randomBytes` of `node:crypto` in production. */
export type RandomBytes = (count: number) => Uint8Array;

/** A key from the configuration: it wraps the data keys. As a `KeyObject` it cannot slip into a log or an error. */
export interface SealingKey {
  /** First 8 hex digits of the key's SHA-256: enough to tell keys apart, useless for finding one. */
  readonly id: string;
  readonly secret: KeyObject;
}

/** The keys at hand: one seals, all open. */
export interface Keyring {
  /** The key to seal with. */
  current(): SealingKey;
  /** The key with this id, current or older. */
  find(id: string): SealingKey | undefined;
}

/** A configured key cannot be used. The message says what to do and never holds the key. */
export class KeyError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KeyError';
  }
}

/** Names a key of {@link KEY_BYTES} bytes. */
export function sealingKey(bytes: Uint8Array): SealingKey {
  return {
    id: createHash('sha256').update(bytes).digest('hex').slice(0, 8),
    secret: createSecretKey(bytes),
  };
}

/** Reads one key: the standard base64 form of exactly 32 bytes, padding included, so that a truncated copy is noticed. */
export function parseKey(text: string, source: string): SealingKey {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== KEY_BYTES || bytes.toString('base64') !== text) {
    throw new KeyError(`${source} is not 32 bytes in base64. Generate one with: openssl rand -base64 32`);
  }
  return sealingKey(bytes);
}

/**
 * A secret for another purpose, the same wherever the key is the same (HKDF, RFC 5869). It tells nothing of the key, and
 * nothing of the secrets for other purposes.
 */
export function derivedSecret({ secret }: SealingKey, purpose: string): KeyObject {
  return createSecretKey(
    Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `notion-rest-mcp ${purpose}`, KEY_BYTES)),
  );
}

/** A ring of given keys: the first seals, the older ones only open what was sealed before a rotation. */
export function keyringOf(current: SealingKey, older: readonly SealingKey[] = []): Keyring {
  const byId = new Map([...older, current].map((key) => [key.id, key]));
  return { current: () => current, find: (id) => byId.get(id) };
}
