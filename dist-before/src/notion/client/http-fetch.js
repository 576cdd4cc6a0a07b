import { ResponseTooLargeError, checkResponseShape, MAX_RESPONSE_BYTES, MAX_ERROR_BYTES, MAX_HEADER_BYTES, MAX_HEADERS, textOfAnswer, } from './response-limits.js';
import { ACCEPTED_CODINGS, unpackBody } from './unpack-body.js';
/** A request was not answered in its time. */
export class RequestTimeError extends Error {
    name = 'RequestTimeError';
}
/** By origin; loaded with the first request, because a client that starts the server over stdio waits for it. */
const transports = new Map();
/**
 * Sends one request over keep-alive connections. Replaces the runtime's `fetch`, which takes two to three times
 * the processor time for the same request: it carries a body through several streams that no answer of an API needs.
 * Ends with the signal: it rejects with the signal's reason, and so does `text` if the answer has begun. `text` rejects
 * with an {@link ResponseTooLargeError} for what is larger than the limit, or too deep for JSON; an error answer is then
 * returned without its text, because its status says enough.
 */
export async function httpFetch(url, init, signal, limits = {}) {
    const pathBegin = url.indexOf('/', url.indexOf('//') + 2);
    const origin = url.slice(0, pathBegin);
    const transport = transports.get(origin) ?? (await openTransport(origin));
    const form = typeof init.body === 'object' && init.body instanceof FormData ? await packForm(init.body) : undefined;
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
        const body = typeof init.body === 'string' ? init.body : form?.bytes;
        const headers = {
            ...init.headers,
            ...(form === undefined ? {} : { 'content-type': form.type }),
            'accept-encoding': ACCEPTED_CODINGS,
        };
        if (body !== undefined) {
            headers['content-length'] = Buffer.byteLength(body);
        }
        const message = transport.request({
            ...transport.options,
            method: init.method ?? 'GET',
            path: url.slice(pathBegin),
            headers,
        });
        message.maxHeadersCount = MAX_HEADERS;
        let fail = reject;
        const stop = (reason) => {
            fail(reason);
            message.destroy();
        };
        const abort = () => stop(signal.reason);
        signal.addEventListener('abort', abort, { once: true });
        const timer = limits.milliseconds === undefined
            ? undefined
            : setTimeout(() => stop(new RequestTimeError()), limits.milliseconds).unref();
        message.on('error', (error) => fail(error));
        message.once('close', () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', abort);
        });
        message.once('response', (response) => {
            const status = response.statusCode ?? 0;
            const ok = status >= 200 && status < 300;
            const maxBytes = limits.bytes ?? MAX_RESPONSE_BYTES;
            // Collected from the start: an unread answer would keep its connection.
            const bytes = new Promise((collected, failed) => {
                fail = failed;
                collect(response, ok ? maxBytes : Math.min(maxBytes, MAX_ERROR_BYTES), collected, failed);
            });
            const text = textOf(bytes, response, maxBytes, ok);
            // Without a reader, its failure would be an unhandled rejection.
            text.catch(() => { });
            resolve({ ok, status, headers: singleHeaders(response.headers), text: () => text });
        });
        message.end(body);
    });
}
/** Of all headers that an HTTP parser knows only `set-cookie` stays a list, and cookies mean nothing to an API. */
function singleHeaders(received) {
    if (received['set-cookie'] === undefined) {
        return received;
    }
    const { 'set-cookie': _cookies, ...headers } = received;
    return headers;
}
/** The bytes as they arrive. If the answer is too large the connection is closed: reading on would be the harm. */
function collect(response, maxBytes, collected, failed) {
    const parts = [];
    let size = 0;
    const refuse = () => {
        failed(new ResponseTooLargeError('bytes'));
        response.destroy();
    };
    response.on('error', failed);
    if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
        refuse();
        return;
    }
    response.on('data', (part) => {
        size += part.length;
        if (size > maxBytes) {
            refuse();
        }
        else {
            parts.push(part);
        }
    });
    response.once('end', () => {
        const [only] = parts;
        collected(parts.length === 1 && only !== undefined ? only : Buffer.concat(parts, size));
    });
}
async function textOf(packed, { headers }, maxBytes, ok) {
    try {
        const unpacked = unpackBody(await packed, headers['content-encoding'], ok ? maxBytes : Math.min(maxBytes, MAX_ERROR_BYTES));
        const body = Buffer.isBuffer(unpacked) ? unpacked : await unpacked;
        await checkResponseShape(body);
        return await textOfAnswer(body);
    }
    catch (error) {
        if (!ok && error instanceof ResponseTooLargeError) {
            return '';
        }
        throw error;
    }
}
async function openTransport(origin) {
    const address = new URL(origin);
    const { Agent, request } = address.protocol === 'https:' ? await import('node:https') : await import('node:http');
    const known = transports.get(origin);
    if (known !== undefined) {
        return known;
    }
    const transport = {
        request,
        // No more than is needed: node:http copies them several times for each request.
        options: {
            protocol: address.protocol,
            hostname: address.hostname.replace(/^\[(.*)\]$/, '$1'),
            port: address.port,
            agent: new Agent({ keepAlive: true }),
            maxHeaderSize: MAX_HEADER_BYTES,
        },
    };
    transports.set(origin, transport);
    return transport;
}
/** A form with files, as the runtime would send it. */
async function packForm(form) {
    const packed = new Response(form);
    return {
        bytes: Buffer.from(await packed.arrayBuffer()),
        type: packed.headers.get('content-type') ?? '',
    };
}
