import { urlToHttpOptions } from 'node:url';
import { ReconnectError } from '../../errors.js';
import { say } from '../../text/words.js';
import { hostedAuthorization } from '../hosted-token.js';
import { UpstreamFailure } from './upstream-failure.js';
/** Milliseconds to the connection with the hosted server. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Connections to the hosted server that are kept for later requests. */
const MAX_FREE_SOCKETS = 64;
/** Headers of an answer. */
const MAX_HEADERS = 100;
const UNAUTHORIZED = 401;
const transports = new Map();
/**
 * Posts one message with the token of the connection, which goes to its own address and nowhere else: no redirect is
 * followed. An answer of 401 renews the token and sends the message once more; a second one rejects with a
 * `ReconnectError`. Rejects with an {@link UpstreamFailure} where there is no answer.
 */
export async function sendUpstream(tokens, message, signal) {
    const token = await tokens.current(signal);
    const first = await sendWith(token, tokens.resource, message, signal);
    if (first.statusCode !== UNAUTHORIZED) {
        return first;
    }
    first.destroy();
    const second = await sendWith(await tokens.renewed(token, signal), tokens.resource, message, signal);
    if (second.statusCode !== UNAUTHORIZED) {
        return second;
    }
    second.destroy();
    throw new ReconnectError(say `Notion's hosted server no longer accepts this connection.`, say `Ask the user to connect Notion's hosted server again.`);
}
async function sendWith(token, to, message, signal) {
    const transport = transports.get(to.origin) ?? (await openTransport(to));
    signal.throwIfAborted();
    const sent = await sendOnce(token, to, message, signal, transport);
    // A kept connection that the server had closed meanwhile: the message reached nobody.
    return sent === 'stale' ? requireAnswer(await sendOnce(token, to, message, signal, transport)) : sent;
}
function requireAnswer(sent) {
    if (sent === 'stale') {
        throw new UpstreamFailure('network');
    }
    return sent;
}
function sendOnce(token, to, { headers, body, isRepeatable, headTimeoutMs }, signal, { request, options, agent }) {
    return new Promise((resolve, reject) => {
        const outgoing = request({
            ...options,
            agent,
            method: 'POST',
            path: `${to.pathname}${to.search}`,
            headers: {
                ...headers,
                authorization: hostedAuthorization(token, to),
                // What is relayed byte for byte must be readable for whoever asked.
                'accept-encoding': 'identity',
                'content-length': Buffer.byteLength(body),
                'user-agent': 'notion-rest-mcp',
            },
        });
        outgoing.maxHeadersCount = MAX_HEADERS;
        const abort = () => {
            reject(signal.reason);
            outgoing.destroy();
        };
        const late = () => {
            reject(new UpstreamFailure('timeout'));
            outgoing.destroy();
        };
        signal.addEventListener('abort', abort, { once: true });
        const timer = setTimeout(late, headTimeoutMs).unref();
        outgoing.once('socket', (socket) => {
            if (socket.connecting) {
                const connecting = setTimeout(late, Math.min(CONNECT_TIMEOUT_MS, headTimeoutMs)).unref();
                const connected = () => clearTimeout(connecting);
                socket.once(options.protocol === 'https:' ? 'secureConnect' : 'connect', connected);
                outgoing.once('close', connected);
            }
        });
        outgoing.on('error', (error) => {
            if (isRepeatable && outgoing.reusedSocket && error.code === 'ECONNRESET') {
                resolve('stale');
            }
            else {
                reject(new UpstreamFailure('network', { cause: error }));
            }
        });
        outgoing.once('close', () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', abort);
        });
        outgoing.once('response', (answer) => {
            clearTimeout(timer);
            resolve(answer);
        });
        outgoing.end(body);
    });
}
async function openTransport(to) {
    const module = to.protocol === 'https:' ? await import('node:https') : await import('node:http');
    const { protocol, hostname, port } = urlToHttpOptions(new URL(to.origin));
    const transport = {
        request: module.request,
        options: { protocol, hostname, port },
        agent: new module.Agent({ keepAlive: true, maxFreeSockets: MAX_FREE_SOCKETS, scheduling: 'lifo' }),
    };
    transports.set(to.origin, transport);
    return transport;
}
