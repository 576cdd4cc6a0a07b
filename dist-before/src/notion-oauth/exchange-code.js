import { backoffMs, retryDelayMs } from '../backoff.js';
import { parseCredentialId } from '../ids.js';
import { OauthFailure } from './oauth-failure.js';
/** Total attempts; meanwhile a person is looking at an empty browser window. */
const MAX_ATTEMPTS = 3;
/** Milliseconds before the second attempt; doubles. */
const BACKOFF_MS = 400;
/** Longest wait that Notion may ask for before the person has to start again; milliseconds. */
const MAX_RETRY_AFTER_MS = 5000;
/** Milliseconds per attempt. */
const REQUEST_TIMEOUT_MS = 15_000;
/**
 * Exchanges a code; rejects with an `OauthFailure`. Retries after transient failures: if Notion processed an attempt
 * whose response was lost, the code is spent and the retry is refused, which is harmless.
 */
export async function exchangeCode(oauth, code, redirectUri, clock) {
    for (let attempt = 1;; attempt += 1) {
        try {
            const grant = await oauth.exchange(code, redirectUri, AbortSignal.timeout(REQUEST_TIMEOUT_MS));
            const credentialId = parseCredentialId(grant.botId);
            if (credentialId === undefined) {
                throw new OauthFailure('configuration', { status: 200, code: 'bot_id_is_no_uuid' });
            }
            const { workspace, owner, pair } = grant;
            return { credentialId, workspace, owner, pair };
        }
        catch (error) {
            const pause = attempt < MAX_ATTEMPTS ? pauseAfter(error, attempt) : undefined;
            if (pause === undefined) {
                throw error;
            }
            await clock.sleep(pause);
        }
    }
}
/** Undefined if another attempt is pointless. */
function pauseAfter(error, attempt) {
    if (!(error instanceof OauthFailure) || error.kind !== 'transient') {
        return undefined;
    }
    const pause = retryDelayMs(error.retryAfterSeconds, backoffMs(attempt - 1, BACKOFF_MS));
    return pause <= MAX_RETRY_AFTER_MS ? pause : undefined;
}
