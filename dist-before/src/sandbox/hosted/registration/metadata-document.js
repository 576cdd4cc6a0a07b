import { isObject } from '../../query/json.js';
import { HostedOauthError } from '../http/oauth-error.js';
import { isRegistrable } from './redirect-uri.js';
/** Largest document, as the draft for these client ids recommends. */
const MAX_DOCUMENT_BYTES = 5120;
const FETCH_TIMEOUT_MS = 10_000;
/** Whether a client id is the address of a metadata document. */
export function isDocumentAddress(id) {
    const url = URL.canParse(id) ? new URL(id) : undefined;
    return url !== undefined && (url.protocol === 'https:' || isLoopback(url));
}
function isLoopback(url) {
    return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}
/** Fetches documents of this machine only: a sandbox stays on it. */
export async function fetchLocalDocument(url, init) {
    if (!isLoopback(url)) {
        throw new Error('The sandbox fetches documents of this machine only.');
    }
    return fetch(url, init);
}
/** The client that a document describes, or `invalid_client`. */
export async function clientOfDocument(id, fetchDocument) {
    const url = new URL(id);
    if (url.pathname === '/' || url.search !== '' || url.hash !== '') {
        throw refused('its address must have a path, and neither query nor fragment');
    }
    const document = await readDocument(url, fetchDocument);
    const { client_id: ownId, redirect_uris: redirectUris, client_name: name } = document;
    if (ownId !== id) {
        throw refused('its client_id is not its address');
    }
    if (!Array.isArray(redirectUris) || redirectUris.length === 0 || !redirectUris.every(isRegistrable)) {
        throw refused('it has no usable redirect_uris');
    }
    if ((document['token_endpoint_auth_method'] ?? 'none') !== 'none') {
        throw refused('its token_endpoint_auth_method must be none');
    }
    return {
        id,
        name: typeof name === 'string' ? name : url.host,
        redirectUris,
        authMethod: 'none',
        isDocument: true,
    };
}
async function readDocument(url, fetchDocument) {
    let text;
    try {
        const response = await fetchDocument(url, {
            redirect: 'error',
            headers: { accept: 'application/json' },
            signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
        });
        if (response.status !== 200) {
            await response.body?.cancel();
            throw refused(`it was answered with ${response.status}`);
        }
        text = await response.text();
    }
    catch (error) {
        throw error instanceof HostedOauthError ? error : refused('it could not be fetched');
    }
    if (Buffer.byteLength(text) > MAX_DOCUMENT_BYTES) {
        throw refused(`it is larger than ${MAX_DOCUMENT_BYTES} bytes`);
    }
    try {
        const document = JSON.parse(text);
        if (isObject(document)) {
            return document;
        }
    }
    catch {
        // Reported below.
    }
    throw refused('it is no JSON object');
}
function refused(reason) {
    return new HostedOauthError('invalid_client', `The client's metadata document was refused: ${reason}.`);
}
