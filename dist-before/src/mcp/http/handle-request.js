import { once } from 'node:events';
import { createMcpHandler, legacyStatelessFallback, } from '@modelcontextprotocol/server';
import { elicitationHandler } from '../elicitation/elicitation-handler.js';
/** Both protocol eras, tolerating the headers that clients are known to send. */
export const defaultProtocol = { lenientHeaders: true, legacyOnly: false };
/**
 * The SDK's handler for both protocol eras, or for the older one alone: a client that supports both is then refused in
 * the way that makes it fall back to `initialize`. With `questions`, older clients can be sent elicitations.
 */
export function protocolHandler(createServer, { legacyOnly }, log, questions) {
    // Only the kind is logged: the message may quote what the client sent.
    const onerror = (error) => log.warn('rejected or failed a message', { error: error.name });
    const { fetch, close } = legacyOnly
        ? { fetch: legacyStatelessFallback(createServer, onerror), close: () => Promise.resolve() }
        : createMcpHandler(createServer, { onerror });
    return {
        fetch: questions === undefined ? fetch : elicitationHandler(fetch, createServer, questions),
        close,
    };
}
/**
 * Passes the message that `jsonBody` parsed to the SDK's handler and sends the answer. The SDK's own adapter would
 * serialize the message again, and write a complete answer in pieces.
 */
export function handleRequest(mcp) {
    return async (request, response) => {
        const leaving = new AbortController();
        response.once('close', () => {
            if (!response.writableFinished) {
                leaving.abort();
            }
        });
        const message = new Request(`http://${request.headers.host}${request.originalUrl}`, {
            method: 'POST',
            headers: toHeaders(request.headers),
            signal: leaving.signal,
        });
        const answer = await mcp.fetch(message, {
            ...(request.auth === undefined ? {} : { authInfo: request.auth }),
            parsedBody: request.body,
        });
        await send(answer, response, leaving.signal);
    };
}
function toHeaders(headers) {
    const result = new Headers();
    for (const [name, value] of Object.entries(headers)) {
        for (const item of Array.isArray(value) ? value : [value ?? '']) {
            result.append(name, item);
        }
    }
    return result;
}
async function send(answer, response, gone) {
    response.status(answer.status).setHeaders(answer.headers);
    if (answer.body === null || !isStream(answer)) {
        // As text and not as bytes: a text goes out in one piece with the headers.
        response.end(await answer.text());
        return;
    }
    const reader = answer.body.getReader();
    try {
        for (;;) {
            const { done, value } = await reader.read();
            if (done || gone.aborted) {
                break;
            }
            if (!response.write(value)) {
                await once(response, 'drain', { signal: gone });
            }
        }
    }
    catch (error) {
        if (!gone.aborted) {
            throw error;
        }
    }
    response.end();
}
function isStream({ headers }) {
    return headers.get('content-type')?.startsWith('text/event-stream') === true;
}
