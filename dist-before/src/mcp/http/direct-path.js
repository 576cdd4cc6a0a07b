import { DATA_SECURITY_HEADERS } from '../../http/security-headers.js';
import { plainAnswer } from '../calls/plain/plain-answer.js';
import { headerText, plainMessage } from './plain-message.js';
/** Milliseconds between two signs of life on the stream of a long call, as the SDK sends them. */
const KEEP_ALIVE_MS = 15_000;
/** Names and values by turns. */
const JSON_HEADERS = headerList({ 'content-type': 'application/json' });
const STREAM_HEADERS = headerList({
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
});
/**
 * Answers the hot methods without the SDK's server, transport and schemas, which would be made for each request and take
 * half of its processor time. Only messages that are beyond doubt are answered here, byte for byte as the SDK answers
 * them; everything else, including whatever is new, passes on to the SDK. `test/mcp/http/direct-path.test.ts` sends the
 * same messages both ways and compares.
 */
export function directAnswer({ requests, version }) {
    const answer = plainAnswer(requests, version);
    return async (message, request, response, caller) => {
        const leaving = new AbortController();
        const endKeepAlive = message.isStateless ? undefined : keepAlive(response);
        response.once('close', () => {
            endKeepAlive?.();
            if (!response.writableFinished) {
                leaving.abort();
            }
        });
        const { headers } = request;
        const { id, meta, isStateless } = message;
        const origin = {
            id,
            meta,
            protocolVersion: message.version,
            headers: traceHeaders(headers),
            signal: leaving.signal,
        };
        const tools = requests.toolsOf(caller, (name) => headerText(headers, name));
        send(response, await answer(message, { origin, caller, tools, isStateless }), isStateless);
    };
}
/** Answers plain messages behind the guards, and passes on the others. Express's error handler answers failures. */
export function directPath(answer, mayAsk) {
    return async (request, response, next) => {
        const message = plainMessage(request.headers, request.body, mayAsk);
        if (message === undefined) {
            next();
            return;
        }
        await answer(message, request, response, request.auth);
    };
}
/** Comments on the stream of a call that takes long, so that nothing between it and its client gives it up. */
function keepAlive(response) {
    const timer = setInterval(() => {
        beginStream(response);
        response.write(': keepalive\n\n');
    }, KEEP_ALIVE_MS);
    timer.unref();
    return () => clearInterval(timer);
}
function beginStream(response, length) {
    if (!response.headersSent) {
        writeHead(response, STREAM_HEADERS, length);
    }
}
function send(response, body, isStateless) {
    if (isStateless) {
        writeHead(response, JSON_HEADERS, Buffer.byteLength(body));
        response.end(body);
        return;
    }
    const event = `event: message\ndata: ${body}\n\n`;
    beginStream(response, Buffer.byteLength(event));
    response.end(event);
}
/** All headers at once, which Node takes as they are; Express would add a charset to the type. */
function writeHead(response, headers, length) {
    response.writeHead(200, length === undefined ? [...headers] : [...headers, 'content-length', String(length)]);
}
/** For trace context, in the form that telemetry reads. */
function traceHeaders(headers) {
    return { get: (name) => headerText(headers, name) ?? null, keys: () => Object.keys(headers).values() };
}
function headerList(own) {
    return Object.entries({ ...DATA_SECURITY_HEADERS, ...own }).flat();
}
