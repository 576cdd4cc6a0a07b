/** Where Notion redirects people, below the server's public address. Must be registered at Notion exactly like this. */
export const CALLBACK_PATH = '/integrations/notion/oauth/callback';
/** Where the server redirects people to Notion. */
export const GO_PATH = '/integrations/notion/oauth/go';

/** The connect settings as text, before validation. */
export interface ConnectSettingTexts {
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  /** Public address of this server for browsers; absent for the loopback flow, which has its own. */
  readonly publicUrl?: string | undefined;
  /** Whether a key or a key file to seal credentials with is set. */
  readonly hasCredentialsKey: boolean;
  /** Origins that people may be sent back to. */
  readonly returnOrigins?: readonly string[];
}

/** Where browsers return: to a server, to one that needs no client of its own, or to this machine. */
type ConnectNeeds = 'public' | 'hosted alone' | 'loopback';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** As the registration of Notion's hosted MCP server names clients. */
const MCP_CLIENT_ID = /^[A-Za-z0-9]{16}$/;
const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The redirect URI of a server at this address. */
export function callbackUrl(publicUrl: string): string {
  return `${publicUrl.replace(/(?<!\/)\/+$/, '')}${CALLBACK_PATH}`;
}

/** The first problem that prevents connecting, in one line that says how to fix it; absent if there is none. */
export function checkConnectSettings(settings: ConnectSettingTexts, needs: ConnectNeeds): string | undefined {
  return connectProblems(settings, needs)[0];
}

/** All problems that prevent connecting, one line each. */
export function connectProblems(settings: ConnectSettingTexts, needs: ConnectNeeds): readonly string[] {
  const { clientId, clientSecret, publicUrl, hasCredentialsKey, returnOrigins = [] } = settings;
  const hasClient = needs !== 'hosted alone';
  const problems = [
    hasClient ? clientIdProblem(clientId) : undefined,
    hasClient && clientSecret === undefined
      ? 'NOTION_CLIENT_SECRET is missing. Copy the OAuth client secret that belongs to NOTION_CLIENT_ID.'
      : undefined,
    hasCredentialsKey ? undefined : 'CREDENTIALS_KEY is missing. Make one with: openssl rand -base64 32',
    ...(needs !== 'loopback' ? [publicUrlProblem(publicUrl), returnOriginProblem(returnOrigins)] : []),
  ];
  return problems.filter((problem) => problem !== undefined);
}

function clientIdProblem(clientId: string | undefined): string | undefined {
  if (clientId === undefined) {
    return "NOTION_CLIENT_ID is missing. Copy the OAuth client ID of your public connection from Notion's settings.";
  }
  if (MCP_CLIENT_ID.test(clientId)) {
    return 'NOTION_CLIENT_ID must be a UUID, and this looks like an MCP client id, which belongs into NOTION_MCP_CLIENT_ID.';
  }
  return UUID.test(clientId)
    ? undefined
    : "NOTION_CLIENT_ID must be a UUID. Copy the OAuth client ID, not the connection's name or secret.";
}

/** Notion sends the code there: over plain http it could be read in transit. */
function publicUrlProblem(text: string | undefined): string | undefined {
  if (text === undefined) {
    return 'PUBLIC_URL is missing. Set it to the address of this server in a browser, such as https://mcp.example.com.';
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return 'PUBLIC_URL must be a URL that starts with https://.';
  }
  if (url.protocol === 'http:' && !LOOPBACK_HOST.test(url.hostname)) {
    return 'PUBLIC_URL must start with https://; http:// is accepted for 127.0.0.1 and localhost only.';
  }
  if (url.username !== '' || url.password !== '' || /[?#]/.test(text)) {
    return 'PUBLIC_URL must be an address alone, without a user name, query or fragment.';
  }
  return undefined;
}

function returnOriginProblem(origins: readonly string[]): string | undefined {
  return origins.every(isWebOrigin)
    ? undefined
    : 'RETURN_ORIGINS must be origins separated by commas, such as https://app.example.com, without a path.';
}

function isWebOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
