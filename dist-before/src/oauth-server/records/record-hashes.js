import { createHash } from 'node:crypto';
/** Ids are random, so a fast hash is enough: they cannot be guessed. The model keeps kinds apart. */
export function hashOf(model, id) {
    return createHash('sha256').update(`${model}\n${id}`).digest('hex');
}
/** The grant's hash, stored with every record that ends with the grant. */
export function grantHash(grantId) {
    return hashOf('grant', grantId);
}
