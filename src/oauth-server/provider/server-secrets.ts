import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { JWK } from 'oidc-provider';
import * as z from 'zod';
import type { RecordStore } from '../records/record-store.js';

/** Bytes of each secret. */
const SECRET_BYTES = 32;

const text = z.string().min(1);
const storedSecrets = z.object({
  signingKey: z.object({ kty: z.literal('EC'), crv: text, x: text, y: text, d: text }),
  cookieKey: text,
  rotationKey: text,
});

/** The secrets of the authorization server. */
export interface ServerSecrets {
  /** Required by the provider. It signs no tokens: access tokens are opaque, and there are no ID tokens. */
  readonly signingKey: JWK;
  /** Signs interaction cookies. */
  readonly cookieKey: string;
  /** Derives the next refresh token from the last. */
  readonly rotationKey: Buffer;
}

/**
 * The secrets of this authorization server: created on first start, sealed like credentials, and the same in every
 * process on the database, because when several start at once, one stores its own and the others use those.
 */
export async function loadOrCreateSecrets(records: RecordStore): Promise<ServerSecrets> {
  const found = await records.find('ServerSecrets', 'current');
  const payload = found?.payload ?? (await records.putIfAbsent('ServerSecrets', 'current', newSecrets()));
  const { signingKey, cookieKey, rotationKey } = storedSecrets.parse(payload);
  return { signingKey, cookieKey, rotationKey: Buffer.from(rotationKey, 'base64url') };
}

function newSecrets(): z.output<typeof storedSecrets> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return storedSecrets.parse({
    signingKey: privateKey.export({ format: 'jwk' }),
    cookieKey: newSecret(),
    rotationKey: newSecret(),
  });
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}
