import { createHash } from 'node:crypto';

/** Tells one request from another: the same arguments have the same. */
export function fingerprintOf(input: unknown): string {
  return createHash('sha256').update(JSON.stringify(input)).digest('hex');
}
