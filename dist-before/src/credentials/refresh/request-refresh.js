import { backoffMs, retryDelayMs } from '../../backoff.js';
import { TokenEndpointError } from './token-endpoint.js';
/**
 * Sends the refresh token, and retries transient failures. Retrying is safe although a refresh token works only once:
 * if Notion acted on the lost attempt, the pair it issued is lost already and the retry costs nothing.
 */
export async function requestRefresh(endpoint, refreshToken, { clock, random, limits, }) {
    const end = clock.now().getTime() + limits.retryMs;
    for (let attempt = 0;; attempt += 1) {
        try {
            return {
                kind: 'pair',
                pair: await requestOnce(endpoint, refreshToken, clock, limits.requestTimeoutMs),
            };
        }
        catch (error) {
            if (!(error instanceof TokenEndpointError)) {
                throw error;
            }
            if (error.kind !== 'transient') {
                const kind = error.kind === 'invalid_grant' ? 'refused' : 'misconfigured';
                return { kind, uncertain: attempt > 0, cause: error };
            }
            const { retryAfterSeconds } = error;
            const backoff = backoffMs(attempt, limits.backoffMs) * (1 + random() / 2);
            const pause = retryDelayMs(retryAfterSeconds, backoff);
            const isLast = attempt + 1 === limits.maxAttempts;
            if (isLast || clock.now().getTime() + pause >= end) {
                return { kind: 'unavailable', retryAfterSeconds, cause: error };
            }
            await clock.sleep(pause);
        }
    }
}
async function requestOnce(endpoint, refreshToken, clock, answerWithin) {
    const answered = new AbortController();
    const tooLate = new AbortController();
    void clock.sleep(answerWithin, answered.signal).then(() => tooLate.abort());
    try {
        return await endpoint.refresh(refreshToken, tooLate.signal);
    }
    finally {
        answered.abort();
    }
}
