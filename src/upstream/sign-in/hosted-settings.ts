/** Where the authorization server sends people back, below the server's public address. */
export const HOSTED_CALLBACK_PATH = '/integrations/notion/mcp/oauth/callback';
/** Where a link to sign in begins. */
export const HOSTED_GO_PATH = '/integrations/notion/mcp/oauth/go';

/** How this server signs in to the hosted one. */
export interface HostedSettings {
  /** The address of the MCP server. */
  readonly serverUrl: string;
  /** An MCP client id that was registered beforehand. */
  readonly clientId: string | undefined;
  /** Where people are sent back; at the public address, at {@link HOSTED_CALLBACK_PATH}, if undefined. */
  readonly redirectUri: string | undefined;
  /** Where browsers continue if whoever started a sign-in names no place. */
  readonly returnBaseUrl: string | undefined;
  /** Milliseconds for which a started sign-in may be finished. */
  readonly stateTtlMs: number;
}
