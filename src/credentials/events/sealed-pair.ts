import * as z from 'zod';
import { credentialStream } from './events.js';
import type { CredentialId } from '../../ids.js';
import { SealError, type RecordIdentity, type Sealed, type Sealer } from '../../sealing/seal.js';
import type { TokenPair } from '../token-pair.js';

const content = z.object({ accessToken: z.string(), refreshToken: z.string().nullable() });

/** The sealed part of a rotation event. */
export function pairIdentity(credentialId: CredentialId, version: number): RecordIdentity {
  return { stream: credentialStream(credentialId), version, field: 'pair' };
}

/** Both tokens in one envelope: they are stored, replaced and lost together. */
export function sealPair(
  sealer: Sealer,
  pair: TokenPair,
  credentialId: CredentialId,
  version: number,
): Sealed {
  const { accessToken, refreshToken } = pair;
  return sealer.seal(JSON.stringify({ accessToken, refreshToken }), pairIdentity(credentialId, version));
}

/** The tokens, or a `SealError`. */
export function openPair(
  sealer: Sealer,
  sealed: { readonly wrappedKey: string | null; readonly ciphertext: string | null },
  credentialId: CredentialId,
  version: number,
): z.output<typeof content> {
  const { wrappedKey, ciphertext } = sealed;
  if (wrappedKey === null || ciphertext === null) {
    throw new SealError('unknown', 'malformed');
  }
  const plaintext = sealer.open({ wrappedKey, ciphertext }, pairIdentity(credentialId, version));
  return content.parse(JSON.parse(plaintext));
}
