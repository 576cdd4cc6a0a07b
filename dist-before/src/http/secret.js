import { createHash } from 'node:crypto';
/** Bytes: 256 bits. */
const SECRET_BYTES = 32;
/** A new random secret in base64url, for paths, queries and cookies. */
export function newSecret(randomBytes) {
    return Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url');
}
/**
 * The `state` (RFC 6749 §10.12) of a start ticket. The state appears at Notion and in browser histories;
 * the ticket cannot be computed from it, so a leaked state cannot be bound to another browser.
 */
export function stateOfTicket(ticket) {
    return createHash('sha256').update(`notion-connect state\n${ticket}`).digest('base64url');
}
/** Stored instead of a secret, so that a copy of the database cannot complete an authorization. */
export function hashSecret(secret) {
    return createHash('sha256').update(secret).digest('hex');
}
