import { createHash } from 'node:crypto';
import type { RandomBytes } from '../sealing/keys.js';

/** 256 bits: nobody guesses one within its ten minutes. */
const SECRET_LENGTH = 32;

/** A new unguessable text, fit for a path, a query and a cookie. */
export function newSecret(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(SECRET_LENGTH)).toString('base64url');
}

/**
 * The `state` (RFC 6749 §10.12) of a start ticket. The state travels through Notion and browser histories; whoever
 * finds it there cannot compute the ticket, and so cannot bind the authorisation to a browser of their own.
 */
export function stateOfTicket(ticket: string): string {
  return createHash('sha256').update(`notion-connect state\n${ticket}`).digest('base64url');
}

/** What is stored in place of a secret: a copy of the database completes nobody's authorisation. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
