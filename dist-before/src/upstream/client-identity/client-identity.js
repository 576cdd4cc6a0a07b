import { clientDocumentUrl } from './client-document.js';
import { clientMetadata } from './client-metadata.js';
import { UpstreamProblem } from '../problem.js';
/**
 * The identity for one new connection: the configured one, else a metadata document of our own, else a registration. The
 * latter two are made for this connection alone, because the issuer ends a person's earlier grants to the same client.
 */
export async function identify(options) {
    const { server, configuredId, publicUrl, newId } = options;
    if (configuredId !== undefined) {
        return { clientId: configuredId, clientKind: 'configured' };
    }
    const takesDocuments = Reflect.get(server.metadata, 'client_id_metadata_document_supported') === true &&
        publicUrl?.startsWith('https:') === true;
    return takesDocuments
        ? { clientId: clientDocumentUrl(publicUrl, newId()), clientKind: 'document' }
        : { clientId: await register(options), clientKind: 'registered' };
}
async function register({ server, redirectUri, fetch }) {
    const { metadata, issuer } = server;
    if (metadata.registration_endpoint === undefined) {
        throw new UpstreamProblem('no_registration');
    }
    const { registerClient, RegistrationRejectedError } = await import('@modelcontextprotocol/client');
    try {
        const client = await registerClient(issuer, {
            metadata,
            clientMetadata: clientMetadata(redirectUri),
            fetchFn: fetch,
        });
        if (!client.redirect_uris.includes(redirectUri)) {
            throw new UpstreamProblem('redirect_refused');
        }
        const method = client.token_endpoint_auth_method;
        if (method !== undefined && method !== 'none') {
            throw new UpstreamProblem('registration_refused');
        }
        return client.client_id;
    }
    catch (error) {
        if (error instanceof UpstreamProblem) {
            throw error;
        }
        if (!(error instanceof RegistrationRejectedError)) {
            throw new UpstreamProblem('unavailable');
        }
        throw new UpstreamProblem(problemOfRejection(error.status, error.body));
    }
}
function problemOfRejection(status, body) {
    if (status === 429 || status >= 500) {
        return 'unavailable';
    }
    if (status === 404 || status === 405) {
        return 'no_registration';
    }
    return /redirect_uri/.test(body.slice(0, 1000)) ? 'redirect_refused' : 'registration_refused';
}
