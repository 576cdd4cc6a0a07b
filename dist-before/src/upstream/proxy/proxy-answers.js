import { ReconnectError, RetryLaterError, ToolError } from '../../errors.js';
import { UpstreamFailure } from '../request/upstream-failure.js';
/** JSON-RPC 2.0, and the codes that MCP adds. */
const INVALID_REQUEST = -32_600;
const METHOD_NOT_FOUND = -32_601;
const INVALID_PARAMS = -32_602;
const HEADER_MISMATCH = -32_020;
/** First of the codes that JSON-RPC leaves to servers. */
const REFUSED = -32_000;
const refusals = {
    notMessage: input(400, INVALID_REQUEST, 'The body is no JSON-RPC message.'),
    method: input(404, METHOD_NOT_FOUND, 'This method is not passed on to Notion.'),
    tool: input(400, INVALID_PARAMS, 'params.name is no tool name.'),
    headers: input(400, HEADER_MISMATCH, 'Mcp-Method or Mcp-Name names something else than the body.'),
};
function input(status, code, message) {
    return { status, code, message, outcome: 'input' };
}
/** Of a message that is not passed on. */
export function refusalError(refusal) {
    return refusals[refusal];
}
/** The caller may not do this. The text names no tool: names come from the client. */
export function accessError(message) {
    return { status: 403, code: INVALID_PARAMS, message, outcome: 'access' };
}
/** Of a message that could not be passed on or has no answer; undefined for an unexpected error. */
export function failureError(error) {
    if (error instanceof ReconnectError) {
        const data = error.link === undefined ? { reason: 'reconnect' } : { reason: 'reconnect', url: error.link };
        return { ...toolError(error), data, status: 503, outcome: 'reconnect' };
    }
    if (error instanceof RetryLaterError) {
        const data = { reason: 'wait', retryAfterSeconds: error.seconds };
        return { ...toolError(error), data, status: 503, outcome: 'wait' };
    }
    if (error instanceof ToolError) {
        return { ...toolError(error), status: 503, outcome: 'unavailable' };
    }
    if (error instanceof UpstreamFailure) {
        const { problem } = error;
        return {
            code: REFUSED,
            message: texts[problem],
            status: problem === 'timeout' ? 504 : 502,
            outcome: problem === 'too_large' ? 'too_large' : 'unavailable',
        };
    }
    return undefined;
}
const texts = {
    network: "Notion's hosted server cannot be reached. A call may have been carried out: look before you repeat it.",
    timeout: "Notion's hosted server did not answer in time. A call may have been carried out: look before you repeat it.",
    too_large: "The answer of Notion's hosted server is too large to be passed on.",
    malformed: "Notion's hosted server answered with something that is no message.",
};
function toolError({ message, advice }) {
    return { code: REFUSED, message: `${message} ${advice}` };
}
/**
 * Answers each message that waits for an answer. With status 200, because clients look into a body only then; without such
 * a message the status has to say it.
 */
export function sendProxyError(response, messages, isBatch, { code, message, data, status }) {
    const error = { code, message, ...(data === undefined ? {} : { data }) };
    const waiting = messages.flatMap(({ method, id }) => method === undefined || id === undefined ? [] : [id]);
    const answers = waiting.map((id) => ({ jsonrpc: '2.0', id, error }));
    const isAnswerable = answers.length > 0 && code !== HEADER_MISMATCH;
    const body = isBatch && isAnswerable ? answers : (answers[0] ?? { jsonrpc: '2.0', id: null, error });
    const text = JSON.stringify(body);
    response.writeHead(isAnswerable ? 200 : status, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
    });
    response.end(text);
}
