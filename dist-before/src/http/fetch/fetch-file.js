import { once } from 'node:events';
import { get } from 'node:http';
import { isLoopback } from '../host-names.js';
import { BodyTooLargeError, toResponse } from './bounded-response.js';
import { guardedFetch } from './guarded-fetch.js';
/** Redirects followed; each address is checked like the first. Storage services answer with one at most. */
const MAX_REDIRECTS = 3;
/** Where the sandbox serves files. */
const LOCAL_FILES_PATH = '/files/';
/** Milliseconds from the first look-up to the last byte, for each address. */
const FETCH_TIMEOUT_MS = 15_000;
/** A file that was not fetched. Contains neither its address nor what the network answered. */
export class FileFetchError extends Error {
    name = 'FileFetchError';
    failure;
    constructor(failure, options) {
        super(`A file was not fetched: ${failure}.`, options);
        this.failure = failure;
    }
}
/**
 * Fetches a file whose address comes from a page, and so from anybody: over the guarded fetch, redirect by redirect, without
 * a token or anything else of the caller's. Rejects with a {@link FileFetchError}, or with the signal's reason.
 */
export async function fetchFile(address, options) {
    const { signal, maxBytes } = options;
    try {
        const response = isOfLocalApi(address, options.apiUrl)
            ? await fetchLocal(address, signal, maxBytes)
            : await fetchPublic(address, options);
        if (!response.ok) {
            throw new FileFetchError(response.status < 500 ? 'gone' : 'unreachable');
        }
        const contentType = response.headers.get('content-type') ?? '';
        return { bytes: new Uint8Array(await response.arrayBuffer()), contentType };
    }
    catch (error) {
        signal.throwIfAborted();
        if (error instanceof FileFetchError) {
            throw error;
        }
        // No cause: an error of the network, or of the URL's parser, may quote the address.
        throw new FileFetchError(error instanceof BodyTooLargeError ? 'tooLarge' : 'unreachable');
    }
}
async function fetchPublic(address, { signal, maxBytes, fetch = guardedFetch({ maxBytes, timeoutMilliseconds: FETCH_TIMEOUT_MS }), }) {
    let url = address;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
        const response = await fetch(url, { signal });
        const location = response.headers.get('location');
        if (response.status < 300 || response.status >= 400 || location === null) {
            return response;
        }
        url = new URL(location, url).href;
    }
    throw new FileFetchError('unreachable');
}
/**
 * The sandbox's own files: the origin of an API that is served on this machine, and nothing of the API itself. If that is a
 * proxy that adds a token of its own, a page could otherwise have anything read through it, outside the roots too.
 */
function isOfLocalApi(address, apiUrl) {
    if (apiUrl === undefined || !URL.canParse(apiUrl) || !URL.canParse(address)) {
        return false;
    }
    const api = new URL(apiUrl);
    const isHere = api.protocol === 'http:' && isLoopback(api.hostname.replace(/^\[|\]$/g, ''));
    const { origin, pathname } = new URL(address);
    return isHere && origin === api.origin && pathname.startsWith(LOCAL_FILES_PATH);
}
async function fetchLocal(address, signal, maxBytes) {
    const timeout = AbortSignal.timeout(FETCH_TIMEOUT_MS);
    const sent = get(address, { agent: false, signal: AbortSignal.any([signal, timeout]) });
    // Also what goes wrong while the body arrives is told here; without a listener it would end the process.
    sent.on('error', () => { });
    const [message] = (await once(sent, 'response'));
    return toResponse(message, maxBytes);
}
