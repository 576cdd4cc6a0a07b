import { UnavailableError } from '../errors.js';
import { describeError } from '../telemetry/log/log.js';
/** `Retry-After` during a database outage. */
export const OUTAGE_RETRY_SECONDS = 5;
/** Handles and logs outages and internal errors of all routes before it. Express's own would send a stack trace. */
export function errorHandler(log, responses) {
    return (error, request, response, next) => {
        if (response.headersSent) {
            next(error);
            return;
        }
        const status = statusOf(error);
        if (status !== undefined && status >= 400 && status < 500) {
            if (request.socket.destroyed) {
                // The request was cut off with its connection; writing a response for nobody would only cost time under a flood.
                return;
            }
            responses.clientError(response, status, error);
        }
        else if (error instanceof UnavailableError) {
            log.warn('a request could not be served now', describeError(error));
            response.set('retry-after', String(OUTAGE_RETRY_SECONDS));
            responses.outage(response, error);
        }
        else {
            log.error('a request failed unexpectedly', describeError(error));
            responses.internalError(response);
        }
    };
}
/** Express and its body parsers set the status on the error. */
function statusOf(error) {
    return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
        ? error.status
        : undefined;
}
