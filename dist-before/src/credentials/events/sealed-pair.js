import * as z from 'zod';
import { credentialStream } from './events.js';
import { SealError } from '../../sealing/seal.js';
import { hostedGrant } from '../hosted-grant.js';
const hostedPart = hostedGrant.extend({ issuedAt: z.string().transform((text) => new Date(text)) });
const content = z.object({
    accessToken: z.string(),
    refreshToken: z.string().nullable(),
    hosted: hostedPart.optional(),
});
/** The sealed part of a rotation event. */
export function pairIdentity(credentialId, version) {
    return { stream: credentialStream(credentialId), version, field: 'pair' };
}
/**
 * Both tokens in one envelope: they are stored, replaced and lost together. The kind of the pair and where it is renewed
 * are sealed with it, so that whoever can write to the database cannot have it sent elsewhere.
 */
export function sealPair(sealer, pair, credentialId, version) {
    const { accessToken, refreshToken, hosted } = pair;
    return sealer.seal(JSON.stringify({ accessToken, refreshToken, hosted }), pairIdentity(credentialId, version));
}
/** The tokens, or a `SealError`. */
export function openPair(sealer, sealed, credentialId, version) {
    const { wrappedKey, ciphertext } = sealed;
    if (wrappedKey === null || ciphertext === null) {
        throw new SealError('unknown', 'malformed');
    }
    const plaintext = sealer.open({ wrappedKey, ciphertext }, pairIdentity(credentialId, version));
    return content.parse(JSON.parse(plaintext));
}
