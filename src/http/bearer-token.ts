import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether this is the token. */
type BearerCheck = (presented: string) => boolean;

/**
 * Checks bearer tokens (RFC 6750) against the one expected. Digests are compared, in constant time: neither the time it
 * takes nor the length that is compared tells anything about the expected token.
 */
export function bearerCheck(expected: string): BearerCheck {
  const expectedDigest = digest(expected);
  return (presented) => timingSafeEqual(digest(presented), expectedDigest);
}

/** What an `Authorization` header carries as its bearer token. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
