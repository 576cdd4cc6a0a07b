import { clientMetadata } from './client-metadata.js';
/** Where the metadata documents of this server's clients are, below its public address; an id follows. */
export const CLIENT_DOCUMENTS_PATH = '/integrations/notion/mcp/clients';
/** 16 bytes in base64url. */
const ID = /^[\w-]{22}$/;
/** Seconds for which the issuer may keep a document. It never changes while the settings stay the same. */
const MAX_AGE_SECONDS = 3600;
/** The client id that is the address of its own document. Each connection has one of its own. */
export function clientDocumentUrl(publicUrl, id) {
    return `${publicUrl}${CLIENT_DOCUMENTS_PATH}/${id}`;
}
/** Serves the document of any id: it says nothing but what this server is, and where it may be sent back to. */
export function clientDocument(publicUrl, redirectUri) {
    return (request, response, next) => {
        const id = String(request.params['id']);
        if (!ID.test(id)) {
            next();
            return;
        }
        response
            .set('cache-control', `public, max-age=${MAX_AGE_SECONDS}`)
            .json({ client_id: clientDocumentUrl(publicUrl, id), ...clientMetadata(redirectUri) });
    };
}
