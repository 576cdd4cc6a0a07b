import { errorHandler } from './error-handler.js';
/** Sends an API error, as `{ error, message, field? }`. `message` never contains text that others wrote. */
export function refuse(response, status, error, message, field) {
    response.status(status).json({ error, message, ...(field === undefined ? {} : { field }) });
}
/** Allows only these methods (RFC 9110 §15.5.6). GET does not include HEAD: a link preview must not use up a link. */
export function only(...methods) {
    return (request, response, next) => {
        if (methods.some((method) => method === request.method)) {
            next();
            return;
        }
        response.set('allow', methods.join(', '));
        refuse(response, 405, 'method_not_allowed', `Use ${methods.join(' or ')}.`);
    };
}
/** Answers a request that cannot be parsed; `status` is that of the body parser. */
export function refuseUnreadable(response, status) {
    if (status === 413) {
        refuse(response, 413, 'invalid_request', 'The body is too large.');
    }
    else if (status === 415) {
        refuse(response, 415, 'unsupported_media_type', 'The body must be UTF-8 and not compressed.');
    }
    else {
        refuse(response, 400, 'invalid_request', 'The request or its JSON body cannot be read.');
    }
}
/** Answers failed API requests with JSON. */
export function jsonErrorHandler(log, outageText) {
    return errorHandler(log, {
        clientError: refuseUnreadable,
        outage: (response, failure) => refuse(response, 503, 'temporarily_unavailable', outageText(failure)),
        internalError: (response) => refuse(response, 500, 'server_error', 'The server failed unexpectedly.'),
    });
}
