/** What people read on Notion's consent page. */
const CLIENT_NAME = 'notion-rest-mcp';

/** What this server says of itself, in a registration (RFC 7591) and in its metadata document. */
interface ClientMetadata {
  readonly client_name: string;
  redirect_uris: string[];
  grant_types: string[];
  response_types: string[];
  readonly token_endpoint_auth_method: 'none';
}

/** A public client that may be sent back to one address. */
export function clientMetadata(redirectUri: string): ClientMetadata {
  return {
    client_name: CLIENT_NAME,
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  };
}
