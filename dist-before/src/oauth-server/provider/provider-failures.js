import { OUTAGE_RETRY_SECONDS } from '../../http/error-handler.js';
import { BusyError, outageBehind } from '../../http/limits/busy-error.js';
import { describeError } from '../../telemetry/log/log.js';
import { authorizationProblem, busyPage, internalErrorPage, outagePage, } from '../../web/pages/problem-pages.js';
/** Events the library emits for refused requests. The cause may be an outage, or one of our limits. */
const REFUSALS = [
    'authorization.error',
    'grant.error',
    'revocation.error',
    'registration_create.error',
];
/**
 * Logs failures, and answers clients affected by an outage with an error that lets them keep their tokens and retry
 * (RFC 6749 defines no such error for the token endpoint; clients go by the status).
 */
export function handleFailures(provider, log) {
    const fail = (error) => log.error('the authorization server failed unexpectedly', describeError(error));
    provider.on('server_error', (context, error) => {
        const reason = outageBehind(error);
        if (reason === undefined) {
            fail(error);
        }
        else {
            log.warn('a request could not be served now', describeError(reason));
            answerOutage(context, reason);
        }
    });
    for (const event of REFUSALS) {
        provider.on(event, explainRefusal);
    }
    // Errors outside the library's own error handling, which would write them to the console.
    provider.on('error', fail);
}
/** A refusal caused by an outage, or by one of our limits, says nothing against the client. */
function explainRefusal(context, error) {
    const reason = outageBehind(error);
    if (reason !== undefined) {
        answerOutage(context, reason);
    }
}
/** The library has prepared its response by then; a page for a user has already been sent. */
function answerOutage(context, reason) {
    const { message, advice } = reason;
    if (context.respond !== false) {
        context.status = 503;
        context.set('retry-after', String(reason instanceof BusyError ? reason.seconds : OUTAGE_RETRY_SECONDS));
        context.body = { error: 'temporarily_unavailable', error_description: `${message} ${advice}` };
    }
}
/** The page for a browser request that cannot be redirected to its app. `code` is the library's error code. */
export function failurePage(code, error) {
    const reason = outageBehind(error);
    if (reason !== undefined) {
        return reason instanceof BusyError ? busyPage : outagePage;
    }
    return code === 'server_error' ? internalErrorPage : authorizationProblem(problemOf(code, error));
}
function problemOf(code, error) {
    switch (code) {
        case 'invalid_client':
        case 'invalid_client_metadata':
            return 'unknown_client';
        case 'invalid_redirect_uri':
            return 'bad_redirect';
        default:
            return error.name === 'SessionNotFound' ? 'gone' : 'refused';
    }
}
