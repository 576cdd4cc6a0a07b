import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether this is the token. */
type BearerCheck = (presented: string) => boolean;

/**
 * Checks bearer tokens (RFC 6750) against the expected one. Digests are compared in constant time, so that neither the
 * duration nor the length reveals anything about the expected token.
 */
export function bearerCheck(expected: string): BearerCheck {
  const expectedDigest = digest(expected);
  return (presented) => timingSafeEqual(digest(presented), expectedDigest);
}

/** The bearer token in an `Authorization` header. */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
}

/** Parameters of a `WWW-Authenticate` header. All values are this server's own: nothing is escaped. */
interface BearerChallenge {
  /** Absent if the request had no token. */
  readonly error?: 'invalid_token' | 'insufficient_scope' | undefined;
  readonly scope?: string;
  /** URL of the protected resource's metadata (RFC 9728 §5.1). */
  readonly metadataUrl?: string;
}

/** The value of `WWW-Authenticate` (RFC 6750 §3). */
export function bearerChallenge({ error, scope, metadataUrl }: BearerChallenge): string {
  return [
    'Bearer realm="notion-rest-mcp"',
    ...(error === undefined ? [] : [`error="${error}"`]),
    ...(scope === undefined ? [] : [`scope="${scope}"`]),
    ...(metadataUrl === undefined ? [] : [`resource_metadata="${metadataUrl}"`]),
  ].join(', ');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
