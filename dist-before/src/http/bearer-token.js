import { createHash, timingSafeEqual } from 'node:crypto';
/**
 * Checks bearer tokens (RFC 6750) against the expected one. Digests are compared in constant time, so that neither the
 * duration nor the length reveals anything about the expected token.
 */
export function bearerCheck(expected) {
    const expectedDigest = digest(expected);
    return (presented) => timingSafeEqual(digest(presented), expectedDigest);
}
/** The bearer token in an `Authorization` header. */
export function bearerToken(header) {
    return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
}
/** The value of `WWW-Authenticate` (RFC 6750 §3). */
export function bearerChallenge({ error, scope, metadataUrl }) {
    return [
        'Bearer realm="notion-rest-mcp"',
        ...(error === undefined ? [] : [`error="${error}"`]),
        ...(scope === undefined ? [] : [`scope="${scope}"`]),
        ...(metadataUrl === undefined ? [] : [`resource_metadata="${metadataUrl}"`]),
    ].join(', ');
}
function digest(text) {
    return createHash('sha256').update(text, 'utf8').digest();
}
