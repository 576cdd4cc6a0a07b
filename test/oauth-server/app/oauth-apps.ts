import { createHash, randomBytes } from 'node:crypto';
import { Client as ClientV2, StreamableHTTPClientTransport as HttpV2 } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { ClientKind } from '../../support/clients/mcp-clients.js';

/** Where the apps of tests have people sent back to. */
export const REDIRECT = 'http://127.0.0.1:33418/callback';

/** What an app's SDK has stored. */
export interface AppMemory {
  tokens?: Record<string, unknown> & { access_token: string; refresh_token?: string };
  client?: Record<string, unknown> & { client_id: string };
  discovery?: object;
  verifier: string;
  /** Where the app wants the person's browser to go. */
  authorizationUrl: string;
}

/** The storage that both SDKs ask an app for; the rest of OAuth is their own code. */
export function appProvider(memory: AppMemory, clientMetadataUrl?: string, redirectUrl = REDIRECT) {
  return {
    redirectUrl,
    ...(clientMetadataUrl === undefined ? {} : { clientMetadataUrl }),
    clientMetadata: {
      client_name: 'Reading Room',
      redirect_uris: [redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    },
    state: () => 'state-of-the-app',
    clientInformation: () => memory.client as never,
    saveClientInformation: (client: object) => {
      memory.client = client as AppMemory['client'] & object;
    },
    tokens: () => memory.tokens as never,
    saveTokens: (tokens: object) => {
      memory.tokens = tokens as AppMemory['tokens'] & object;
    },
    redirectToAuthorization: (url: URL) => {
      memory.authorizationUrl = url.href;
    },
    saveCodeVerifier: (verifier: string) => {
      memory.verifier = verifier;
    },
    codeVerifier: () => memory.verifier,
    saveDiscoveryState: (state: object) => {
      memory.discovery = state;
    },
    discoveryState: () => memory.discovery as never,
  };
}

/** A client with its SDK's own OAuth code. */
export interface OauthApp {
  readonly memory: AppMemory;
  /** Tries to connect; true once the server lets it in. Otherwise `memory.authorizationUrl` says where to send the person. */
  connect(): Promise<boolean>;
  /** Takes the address that the person's browser came back to. */
  finish(callback: URL): Promise<void>;
  toolNames(): Promise<readonly string[]>;
  call(name: string, input?: Record<string, unknown>): Promise<{ text: string; isError: boolean }>;
  close(): Promise<void>;
}

const IDENTITY = { name: 'Reading Room', version: '1' };

export function oauthApp(
  kind: ClientKind,
  mcpUrl: string,
  options: {
    readonly clientMetadataUrl?: string;
    readonly memory?: AppMemory;
    readonly redirectUrl?: string;
  } = {},
): OauthApp {
  const memory = options.memory ?? { verifier: '', authorizationUrl: '' };
  const authProvider = appProvider(memory, options.clientMetadataUrl, options.redirectUrl);
  const url = new URL(mcpUrl);
  const newTransport = () =>
    kind === 'v1' ? new HttpV1(url, { authProvider }) : new HttpV2(url, { authProvider });
  const newClient = () =>
    kind === 'v1'
      ? new ClientV1(IDENTITY)
      : new ClientV2(IDENTITY, {
          versionNegotiation: { mode: kind === 'v2 modern' ? { pin: '2026-07-28' } : 'legacy' },
        });
  let transport = newTransport();
  let client = newClient();
  return {
    memory,
    connect: async () => {
      transport = newTransport();
      client = newClient();
      try {
        await (client as ClientV1).connect(transport);
        return true;
      } catch (error) {
        if (error instanceof Error && error.constructor.name === 'UnauthorizedError') {
          return false;
        }
        throw error;
      }
    },
    finish: async (callback) => {
      const code = callback.searchParams.get('code');
      if (code === null) {
        throw new Error(`No code: ${callback.href}`);
      }
      // The v2 SDK checks the issuer (RFC 9207) where it is given the whole answer.
      await (transport as HttpV2).finishAuth(kind === 'v1' ? code : (callback.searchParams as never));
    },
    toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, input = {}) => {
      const result = (await (client as ClientV1).callTool({ name, arguments: input })) as {
        content?: { text?: string }[];
        isError?: boolean;
      };
      return {
        text: result.content?.map(({ text = '' }) => text).join('\n') ?? '',
        isError: result.isError === true,
      };
    },
    close: () => client.close(),
  };
}

/** PKCE by hand, for tests that send what no SDK would. */
export function pkce(): { readonly verifier: string; readonly challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** An authorization request by hand. */
export interface HandMadeRequest {
  readonly url: string;
  readonly verifier: string;
}

export function authorizationRequest(
  origin: string,
  clientId: string,
  parameters: Record<string, string> = {},
): HandMadeRequest {
  const { verifier, challenge } = pkce();
  const url = new URL(`${origin}/oauth/authorize`);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: REDIRECT,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state: 'state-of-the-app',
    ...parameters,
  }).toString();
  return { url: url.href, verifier };
}
