import { UpstreamProblem } from '../problem.js';
import { isLocal } from '../upstream-fetch.js';
import { failureOfDocument } from './document-failure.js';
/** Where the REST API's own OAuth is: it knows neither these clients nor these codes. */
const REST_HOST = 'api.notion.com';
const CHALLENGE_METHOD = 'S256';
/**
 * Reads both metadata documents (RFC 9728, RFC 8414) and refuses what does not fit together: every endpoint has to be one
 * of the issuer's own, so that no document can have a code or a token sent to somebody else (mix-up).
 */
export async function discover(serverUrl, fetch) {
    const sdk = await import('@modelcontextprotocol/client');
    const resource = await sdk
        .discoverOAuthProtectedResourceMetadata(serverUrl, {}, fetch)
        .catch((error) => {
        throw failureOfDocument(error);
    });
    if (!sdk.checkResourceAllowed({ requestedResource: serverUrl, configuredResource: resource.resource })) {
        throw new UpstreamProblem('foreign_resource');
    }
    const [issuer] = resource.authorization_servers ?? [];
    if (issuer === undefined || !URL.canParse(issuer)) {
        throw new UpstreamProblem('no_metadata');
    }
    if (new URL(issuer).hostname === REST_HOST) {
        throw new UpstreamProblem('rest_issuer');
    }
    const metadata = await sdk
        .discoverAuthorizationServerMetadata(issuer, { fetchFn: fetch })
        .catch((error) => {
        throw error instanceof sdk.IssuerMismatchError
            ? new UpstreamProblem('issuer_mismatch')
            : failureOfDocument(error);
    });
    if (metadata === undefined) {
        throw new UpstreamProblem('no_metadata');
    }
    checkEndpoints(metadata, isLocal(serverUrl));
    if (metadata.code_challenge_methods_supported?.includes(CHALLENGE_METHOD) !== true) {
        throw new UpstreamProblem('no_pkce');
    }
    // As the document spells it: the issuer compares it with what it wrote there.
    return { serverUrl, resource: resource.resource, issuer: metadata.issuer, metadata };
}
function checkEndpoints(metadata, mayBeLocal) {
    const { issuer, authorization_endpoint, token_endpoint, registration_endpoint } = metadata;
    const others = [registration_endpoint, revocationEndpoint(metadata)];
    for (const endpoint of [issuer, authorization_endpoint, token_endpoint, ...others]) {
        if (endpoint === undefined) {
            continue;
        }
        const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
        const isSafe = url?.protocol === 'https:' || (mayBeLocal && url !== undefined && isLocal(url));
        if (!isSafe || url.origin !== new URL(issuer).origin || url.username !== '' || url.password !== '') {
            throw new UpstreamProblem(url?.hostname === REST_HOST ? 'rest_issuer' : 'unsafe_endpoint');
        }
    }
}
/** Not in every form of the metadata. */
export function revocationEndpoint(metadata) {
    const endpoint = Reflect.get(metadata, 'revocation_endpoint');
    return typeof endpoint === 'string' ? endpoint : undefined;
}
