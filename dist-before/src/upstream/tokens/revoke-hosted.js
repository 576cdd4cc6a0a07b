import { upstreamFetch } from '../upstream-fetch.js';
/** Milliseconds; the caller of a disconnect waits for it. */
const REQUEST_TIMEOUT_MS = 10_000;
/**
 * Revokes a grant where it was issued (RFC 7009): the refresh token, which ends the access tokens with it. False if
 * unconfirmed. Never rejects: the connection is deleted here either way.
 */
export async function revokeHosted({ accessToken, refreshToken, hosted }, log, fetch = upstreamFetch(new URL(hosted.serverUrl))) {
    if (hosted.revocationEndpoint === null) {
        return false;
    }
    const form = new URLSearchParams({
        token: refreshToken ?? accessToken,
        token_type_hint: refreshToken === null ? 'access_token' : 'refresh_token',
        client_id: hosted.clientId,
    });
    try {
        const response = await fetch(hosted.revocationEndpoint, {
            method: 'POST',
            headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
            body: form,
            signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
        });
        if (!response.ok) {
            log.warn('could not revoke a token at the hosted server', { status: response.status });
        }
        return response.ok;
    }
    catch {
        log.warn('could not revoke a token at the hosted server', { kind: 'transient' });
        return false;
    }
}
