import * as z from 'zod';
import { hostedGrant } from '../../credentials/hosted-grant.js';
import type { RecordIdentity, Sealed, Sealer } from '../../sealing/seal.js';

/** What a started sign-in needs when the browser returns. */
const pendingSignIn = hostedGrant.extend({
  /** Of PKCE: whoever has it and the code has the tokens, so it is sealed. */
  codeVerifier: z.string(),
  redirectUri: z.string(),
  /** Whether the issuer has said that it names itself when it sends the browser back (RFC 9207). */
  namesIssuer: z.boolean(),
});
/** See {@link pendingSignIn}. */
export type PendingSignIn = z.output<typeof pendingSignIn>;

/** What the seal of a started sign-in is bound to. */
function identityOf(stateHash: string): RecordIdentity {
  return { stream: `hosted-sign-in:${stateHash}`, version: 1, field: 'sign-in' };
}

/** Seals a started sign-in. It ends after minutes, so no rotation of keys covers it. */
export function sealSignIn(sealer: Sealer, stateHash: string, pending: PendingSignIn): Sealed {
  return sealer.seal(JSON.stringify(pending), identityOf(stateHash));
}

/** Opens it, or throws a `SealError`. */
export function openSignIn(sealer: Sealer, stateHash: string, sealed: Sealed): PendingSignIn {
  return pendingSignIn.parse(JSON.parse(sealer.open(sealed, identityOf(stateHash))));
}
