import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** Bytes of an AES-256 key. */
export const KEY_BYTES = 32;

/** Source of randomness; `randomBytes` of `node:crypto` in production. */
export type RandomBytes = (count: number) => Uint8Array;

/** A key that wraps data keys. As a `KeyObject` it cannot slip into a log or an error. */
export interface SealingKey {
  /** First 8 hex digits of the key's SHA-256: enough to identify a key, useless for finding one. */
  readonly id: string;
  readonly secret: KeyObject;
}

/** The available keys: one seals, all open. */
export interface Keyring {
  /** The key to seal with. */
  current(): SealingKey;
  /** The key with this id, current or older. */
  find(id: string): SealingKey | undefined;
}

/** A configured key cannot be used. The message says how to fix it and never contains the key. */
export class KeyError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KeyError';
  }
}

/** Computes the id of a key of {@link KEY_BYTES} bytes. */
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
 * Derives a secret for another purpose from the key (HKDF, RFC 5869). It reveals nothing about the key or the secrets
 * for other purposes.
 */
export function derivedSecret({ secret }: SealingKey, purpose: string): KeyObject {
  return createSecretKey(
    Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `notion-rest-mcp ${purpose}`, KEY_BYTES)),
  );
}

/** A keyring: the first key seals, the older ones only open what was sealed before a rotation. */
export function keyringOf(current: SealingKey, older: readonly SealingKey[] = []): Keyring {
  const byId = new Map([...older, current].map((key) => [key.id, key]));
  return { current: () => current, find: (id) => byId.get(id) };
}
