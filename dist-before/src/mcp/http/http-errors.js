import { errorHandler } from '../../http/error-handler.js';
/** JSON-RPC 2.0: the body is no JSON. */
const PARSE_ERROR = -32_700;
/** JSON-RPC 2.0: the body is no message. */
const INVALID_REQUEST = -32_600;
/** First of the codes that JSON-RPC leaves to servers; used for refusals that HTTP's status explains. */
const REFUSED = -32_000;
/** Answers with an error that both an HTTP client and an MCP client understand. */
export function sendError(response, status, message, code = REFUSED) {
    response.status(status).json({ jsonrpc: '2.0', error: { code, message }, id: null });
}
/** The same with `Retry-After`. */
export function sendRetryLater(response, status, message, seconds) {
    response.set('retry-after', String(seconds));
    sendError(response, status, message);
}
const BODY_ERRORS = {
    notJson: [400, 'The body is not valid JSON.', PARSE_ERROR],
    empty: [400, 'The body is empty.', INVALID_REQUEST],
    tooDeep: [400, 'The body is nested too deeply.', INVALID_REQUEST],
    tooMany: [400, 'The body has too many values.', INVALID_REQUEST],
    cut: [400, 'The request was cut off.'],
    tooLarge: [413, 'The body is too large; the limit is 1 MB.'],
    compressed: [415, 'A compressed body is not accepted.'],
    charset: [415, 'The body must be UTF-8.'],
};
/** A request body that was refused. */
export class BodyError extends Error {
    answer;
    status;
    constructor(problem) {
        const answer = BODY_ERRORS[problem];
        super(answer[1]);
        this.name = 'BodyError';
        this.answer = answer;
        this.status = answer[0];
    }
}
/** Answers MCP clients whose requests failed, with JSON-RPC errors. */
export function mcpErrorHandler(log) {
    return errorHandler(log, {
        clientError: (response, _status, error) => error instanceof BodyError
            ? sendError(response, ...error.answer)
            : sendError(response, 400, 'The request cannot be parsed.'),
        outage: (response, { message }) => sendError(response, 503, message),
        internalError: (response) => sendError(response, 500, 'The server failed unexpectedly.'),
    });
}
