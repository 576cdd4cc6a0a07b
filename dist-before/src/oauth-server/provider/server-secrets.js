import { generateKeyPairSync, randomBytes } from 'node:crypto';
import * as z from 'zod';
/** Bytes of each secret. */
const SECRET_BYTES = 32;
const text = z.string().min(1);
const storedSecrets = z.object({
    signingKey: z.object({ kty: z.literal('EC'), crv: text, x: text, y: text, d: text }),
    cookieKey: text,
    rotationKey: text,
});
/**
 * The secrets of this authorization server: created on first start, sealed like credentials, and the same in every
 * process on the database, because when several start at once, one stores its own and the others use those.
 */
export async function loadOrCreateSecrets(records) {
    const found = await records.find('ServerSecrets', 'current');
    const payload = found?.payload ?? (await records.putIfAbsent('ServerSecrets', 'current', newSecrets()));
    const { signingKey, cookieKey, rotationKey } = storedSecrets.parse(payload);
    return { signingKey, cookieKey, rotationKey: Buffer.from(rotationKey, 'base64url') };
}
function newSecrets() {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return storedSecrets.parse({
        signingKey: privateKey.export({ format: 'jwk' }),
        cookieKey: newSecret(),
        rotationKey: newSecret(),
    });
}
function newSecret() {
    return randomBytes(SECRET_BYTES).toString('base64url');
}
