import { createHash } from 'node:crypto';

/** Ids are random, so a fast hash is enough: there is nothing to guess from. The model keeps kinds apart. */
export function hashOf(model: string, id: string): string {
  return createHash('sha256').update(`${model}\n${id}`).digest('hex');
}

/** The hash that everything carries which ends with a grant. */
export function grantHash(grantId: string): string {
  return hashOf('grant', grantId);
}
