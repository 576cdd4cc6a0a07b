import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SealingKey } from '../../src/sealing/keys.js';
import type { RecordIdentity } from '../../src/sealing/seal.js';

/** The same data key, wrapped as versions before MACs did: under a random nonce. */
export function olderWrap(
  wrappedKey: string,
  { id, secret }: SealingKey,
  { stream, version, field }: RecordIdentity,
): string {
  const context = Buffer.from(JSON.stringify(['v1', 'key', stream, version, field, id]));
  const bytes = Buffer.from(wrappedKey.split('.')[2] ?? '', 'base64url');
  const options = { authTagLength: 16 };
  const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, 12), options)
    .setAAD(context)
    .setAuthTag(bytes.subarray(-16));
  const dataKey = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce, options).setAAD(context);
  const encrypted = [cipher.update(dataKey), cipher.final()];
  return `v1.${id}.${Buffer.concat([nonce, ...encrypted, cipher.getAuthTag()]).toString('base64url')}`;
}
