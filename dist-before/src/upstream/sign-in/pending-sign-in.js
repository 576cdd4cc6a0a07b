import * as z from 'zod';
import { hostedGrant } from '../../credentials/hosted-grant.js';
/** What a started sign-in needs when the browser returns. */
const pendingSignIn = hostedGrant.extend({
    /** Of PKCE: whoever has it and the code has the tokens, so it is sealed. */
    codeVerifier: z.string(),
    redirectUri: z.string(),
    /** Whether the issuer has said that it names itself when it sends the browser back (RFC 9207). */
    namesIssuer: z.boolean(),
});
/** What the seal of a started sign-in is bound to. */
function identityOf(stateHash) {
    return { stream: `hosted-sign-in:${stateHash}`, version: 1, field: 'sign-in' };
}
/** Seals a started sign-in. It ends after minutes, so no rotation of keys covers it. */
export function sealSignIn(sealer, stateHash, pending) {
    return sealer.seal(JSON.stringify(pending), identityOf(stateHash));
}
/** Opens it, or throws a `SealError`. */
export function openSignIn(sealer, stateHash, sealed) {
    return pendingSignIn.parse(JSON.parse(sealer.open(sealed, identityOf(stateHash))));
}
