import { request } from 'node:https';
import { isIP } from 'node:net';
import { FetchRefusedError, toResponse } from './bounded-response.js';
import { dnsResolver } from './dns-resolver.js';
import { isPublicAddress } from './public-address.js';
/** Milliseconds from the first look-up to the last byte. Meanwhile a person looks at an empty window. */
const DEFAULT_TIMEOUT_MS = 5000;
/** Bytes. The draft for client documents suggests 5 kB; key sets are a little longer. */
const MAX_BODY_BYTES = 64 * 1024;
/** Client documents and key sets are JSON; files are of any type. */
const ACCEPT = 'application/json, */*;q=0.5';
/**
 * Fetches documents from untrusted URLs (server-side request forgery): https on its own port only, no host that
 * resolves to anything but public addresses, a connection to the very address that was checked (a second look-up could
 * answer differently: DNS rebinding), redirects returned and not followed, size and time bounded. Nothing of the
 * caller's is sent with a GET.
 */
export function guardedFetch(options = {}) {
    const { resolve = dnsResolver(), open = openHttps, timeoutMilliseconds = DEFAULT_TIMEOUT_MS, maxBytes = MAX_BODY_BYTES, posts = false, } = options;
    return async (target, init = {}) => {
        const url = new URL(target);
        const method = init.method ?? 'GET';
        if (method !== 'GET' && !(posts && method === 'POST')) {
            throw new FetchRefusedError(`The method ${posts ? 'is neither GET nor POST' : 'is not GET'}.`);
        }
        if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') {
            throw new FetchRefusedError('The address is not https on its standard port.');
        }
        const timeout = AbortSignal.timeout(timeoutMilliseconds);
        const signal = init.signal instanceof AbortSignal ? AbortSignal.any([init.signal, timeout]) : timeout;
        const address = await publicAddressOf(url.hostname, resolve, signal);
        const message = await open(url, address, signal, messageOf(method, init));
        return toResponse(message, maxBytes);
    };
}
function messageOf(method, { headers, body }) {
    return method === 'GET'
        ? { method, headers: {}, body: undefined }
        : { method, headers: Object.fromEntries(new Headers(headers)), body: textOfBody(body) };
}
/** A text, or a form that is none yet; other bodies are not sent. */
export function textOfBody(body) {
    return typeof body === 'string' ? body : body instanceof URLSearchParams ? body.toString() : '';
}
/** One public address of a host whose addresses are all public: a name with mixed ones is an attack. */
async function publicAddressOf(hostname, resolve, signal) {
    const bare = hostname.replace(/^\[|\]$/g, '');
    const addresses = isIP(bare) === 0 ? await addressesOf(hostname, resolve, signal) : [bare];
    const [first] = addresses;
    if (first === undefined || !addresses.every(isPublicAddress)) {
        throw new FetchRefusedError('The host is not on the public internet.');
    }
    return first;
}
async function addressesOf(hostname, resolve, signal) {
    try {
        return await within(signal, resolve(hostname, signal));
    }
    catch (error) {
        signal.throwIfAborted();
        throw new FetchRefusedError('The host cannot be found.', { cause: error });
    }
}
/** Connects to the address; verifies name and certificate against the URL's host. */
function openHttps(url, address, signal, { method, headers, body }) {
    return new Promise((resolve, reject) => {
        request({
            host: address,
            servername: isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 ? url.hostname : '',
            method,
            path: `${url.pathname}${url.search}`,
            headers: {
                accept: ACCEPT,
                ...headers,
                host: url.host,
                'accept-encoding': 'identity',
                ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
            },
            signal,
            agent: false,
        })
            .once('response', resolve)
            .on('error', reject)
            .end(body);
    });
}
/** An unresponsive name server must not keep the person waiting. */
function within(signal, work) {
    return new Promise((resolve, reject) => {
        const give = () => reject(signal.reason);
        signal.addEventListener('abort', give, { once: true });
        work.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
    });
}
