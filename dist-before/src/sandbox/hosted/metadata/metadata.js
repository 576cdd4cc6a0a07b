import { jsonAnswer } from '../http/exchange.js';
/** The document that a path names, or undefined where there is none: `openid-configuration` for one. */
export function metadataAt(path, issuer, behavior) {
    switch (path) {
        case '/.well-known/oauth-protected-resource/mcp':
            return jsonAnswer(200, { ...protectedResource(`${issuer}/mcp`, issuer), ...behavior.resourceMetadata });
        case '/.well-known/oauth-protected-resource':
            return jsonAnswer(200, { ...protectedResource(issuer, issuer), ...behavior.resourceMetadata });
        case '/.well-known/oauth-authorization-server':
            return jsonAnswer(200, { ...authorizationServer(issuer, behavior), ...behavior.serverMetadata });
        default:
            return undefined;
    }
}
/** RFC 9728. The two forms name different resources. */
function protectedResource(resource, issuer) {
    return {
        resource,
        authorization_servers: [issuer],
        bearer_methods_supported: ['header'],
        scopes_supported: ['default'],
        resource_name: 'Notion MCP (Beta)',
    };
}
/** RFC 8414. */
function authorizationServer(issuer, behavior) {
    return {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        ...(behavior.registration && { registration_endpoint: `${issuer}/register` }),
        scopes_supported: ['default'],
        response_types_supported: ['code'],
        response_modes_supported: ['query'],
        grant_types_supported: [
            'authorization_code',
            'refresh_token',
            'urn:ietf:params:oauth:grant-type:jwt-bearer',
        ],
        authorization_grant_profiles_supported: ['urn:ietf:params:oauth:grant-profile:id-jag'],
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
        revocation_endpoint: `${issuer}/token`,
        introspection_endpoint: `${issuer}/introspect`,
        introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
        code_challenge_methods_supported: ['plain', 'S256'],
        client_id_metadata_document_supported: behavior.clientIdMetadataDocuments,
        ...(behavior.issuer === 'advertised' && { authorization_response_iss_parameter_supported: true }),
    };
}
