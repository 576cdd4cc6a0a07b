import { FetchRefusedError } from '../http/fetch/bounded-response.js';
import { guardedFetch, textOfBody } from '../http/fetch/guarded-fetch.js';
import { isLoopback } from '../http/host-names.js';
import { httpFetch } from '../notion/client/http-fetch.js';
/** Bytes of the longest answer: metadata, a token pair, or what the server says of a person. */
const MAX_ANSWER_BYTES = 262_144;
/** Milliseconds. Longer for a token: a short limit loses a pair that was issued already. */
const DOCUMENT_TIMEOUT_MS = 10_000;
const TOKEN_TIMEOUT_MS = 60_000;
/**
 * The fetch for a hosted server and for what its metadata points to: guarded as for any address that comes from outside. A
 * server on this machine (the sandbox, tests) may point to this machine, and nowhere else; no other server may.
 */
export function upstreamFetch(serverUrl, guarded = publicFetch) {
    return isLocal(serverUrl) ? localFetch : guarded;
}
/** Whether it is plain http to this machine. */
export function isLocal(url) {
    return url.protocol === 'http:' && isLoopback(url.hostname.replace(/^\[|\]$/g, ''));
}
const documents = guardedFetch({ timeoutMilliseconds: DOCUMENT_TIMEOUT_MS, maxBytes: MAX_ANSWER_BYTES });
const messages = guardedFetch({
    timeoutMilliseconds: TOKEN_TIMEOUT_MS,
    maxBytes: MAX_ANSWER_BYTES,
    posts: true,
});
const publicFetch = (url, init) => (init?.method === 'POST' ? messages : documents)(url, init);
/** Follows no redirects, as the guarded fetch does not. */
async function localFetch(target, init = {}) {
    const url = new URL(target);
    if (!isLocal(url)) {
        throw new FetchRefusedError('A server of this machine points to another one.');
    }
    const timeout = AbortSignal.timeout(init.method === 'POST' ? TOKEN_TIMEOUT_MS : DOCUMENT_TIMEOUT_MS);
    const signal = init.signal instanceof AbortSignal ? AbortSignal.any([init.signal, timeout]) : timeout;
    const { method = 'GET', headers, body } = init;
    const sent = {
        method,
        headers: Object.fromEntries(new Headers(headers)),
        ...(method === 'POST' ? { body: textOfBody(body) } : {}),
    };
    const answer = await httpFetch(url.href, sent, signal, { bytes: MAX_ANSWER_BYTES });
    const text = await answer.text();
    const hasBody = ![204, 205, 304].includes(answer.status) && answer.status >= 200;
    return new Response(hasBody ? text : null, { status: answer.status, headers: keptHeaders(answer.headers) });
}
/** The body is unpacked here, so its length and coding are no longer those of the headers. */
function keptHeaders(headers) {
    const { 'content-encoding': _coding, 'content-length': _length, ...kept } = headers;
    return Object.fromEntries(Object.entries(kept).filter(([, value]) => typeof value === 'string'));
}
