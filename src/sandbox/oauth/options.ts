import { stableId } from '../ids.js';
import type { Workspace } from '../workspace.js';

/** The OAuth client that a sandbox knows by default. Like Notion's own, a UUID. */
export const SANDBOX_CLIENT_ID = stableId('oauth client of the sandbox');
/** Its secret. It opens nothing else. */
export const SANDBOX_CLIENT_SECRET = 'secret_sandbox_demo_client';

/** How the sandbox's authorization server behaves. */
export interface OauthOptions {
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** What the consent page calls the client. */
  readonly clientName?: string;
  /**
   * Registered redirect URIs, compared as a whole, as Notion does. If not given, every http address of this machine
   * passes, whatever its port: a demo should not need to be registered.
   */
  readonly redirectUris?: readonly string[];
  /** After this time an access token is answered with 401. It lives until its refresh if not given, as Notion's does. */
  readonly accessTokenLifetimeMilliseconds?: number;
  /**
   * Wait of the token endpoint between acting and answering: the time in which a pair is issued but not received.
   */
  readonly answerDelayMilliseconds?: number;
  /** Workspaces to choose from beside the sandbox's main one. */
  readonly workspaces?: readonly Workspace[];
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** The client as the authorization server knows it. */
export interface RegisteredClient {
  readonly id: string;
  readonly secret: string;
  readonly name: string;
  readonly acceptsRedirect: (uri: string) => boolean;
}

/** The client of these options. */
export function registeredClient(options: OauthOptions): RegisteredClient {
  const { redirectUris } = options;
  return {
    id: options.clientId ?? SANDBOX_CLIENT_ID,
    secret: options.clientSecret ?? SANDBOX_CLIENT_SECRET,
    name: options.clientName ?? 'Notion REST MCP',
    acceptsRedirect: redirectUris === undefined ? isLoopbackUri : (uri) => redirectUris.includes(uri),
  };
}

function isLoopbackUri(uri: string): boolean {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  return url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
}
