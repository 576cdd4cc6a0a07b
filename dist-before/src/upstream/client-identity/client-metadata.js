/** What people read on Notion's consent page. */
const CLIENT_NAME = 'notion-rest-mcp';
/** A public client that may be sent back to one address. */
export function clientMetadata(redirectUri) {
    return {
        client_name: CLIENT_NAME,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
    };
}
