import { OauthFailure } from './oauth-failure.js';
/** Milliseconds; the caller of a disconnect waits for it. */
const REQUEST_TIMEOUT_MS = 10_000;
/**
 * Each where it was issued: a token of one kind is never sent to the other's address. Notion does not document whether
 * revoking one token of a pair ends the other, so both are revoked. Without an OAuth client none of the REST API is.
 */
export function revokeWith(oauth, revokeHosted, log) {
    return async (forgotten) => {
        if (forgotten.hosted !== undefined) {
            return revokeHosted(forgotten);
        }
        if (oauth === undefined) {
            return false;
        }
        const { accessToken, refreshToken } = forgotten;
        const tokens = refreshToken === null ? [accessToken] : [accessToken, refreshToken];
        const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
        const results = await Promise.allSettled(tokens.map((token) => oauth.revoke(token, signal)));
        for (const result of results) {
            if (result.status === 'rejected') {
                const { kind, status, code } = result.reason instanceof OauthFailure ? result.reason : { kind: 'unexpected' };
                log.warn('could not revoke a token at Notion', { kind, status, error_code: code });
            }
        }
        return results[0]?.status === 'fulfilled';
    };
}
