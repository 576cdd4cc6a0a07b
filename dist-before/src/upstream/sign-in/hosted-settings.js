/** Where the authorization server sends people back, below the server's public address. */
export const HOSTED_CALLBACK_PATH = '/integrations/notion/mcp/oauth/callback';
/** Where a link to sign in begins. */
export const HOSTED_GO_PATH = '/integrations/notion/mcp/oauth/go';
