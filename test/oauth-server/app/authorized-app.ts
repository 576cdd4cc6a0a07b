import { type OauthServer } from './oauth-server.js';
import { REDIRECT, authorizationRequest } from './oauth-apps.js';
import type { Person } from './person.js';

/** A hand-made app that a person has allowed. */
export interface AuthorizedApp {
  readonly clientId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Exchanges a code. */
export function exchange(
  server: OauthServer,
  clientId: string,
  code: string,
  verifier: string,
  more: Record<string, string> = {},
): ReturnType<OauthServer['post']> {
  return server.post('/oauth/token', {
    grant_type: 'authorization_code',
    client_id: clientId,
    code,
    redirect_uri: REDIRECT,
    code_verifier: verifier,
    ...more,
  });
}

export function refresh(
  server: OauthServer,
  clientId: string,
  refreshToken: string,
): ReturnType<OauthServer['post']> {
  return server.post('/oauth/token', {
    grant_type: 'refresh_token',
    client_id: clientId,
    refresh_token: refreshToken,
  });
}

/** Registers an app (unless there is one) and walks the whole way with the person. */
export async function authorizeApp(
  server: OauthServer,
  person: Person,
  options: { readonly clientId?: string; readonly workspaces?: readonly string[] } = {},
): Promise<AuthorizedApp> {
  const clientId = options.clientId ?? (await server.register()).json['client_id'] ?? '';
  const { url, verifier } = authorizationRequest(server.origin, clientId, { resource: server.mcpUrl });
  const callback = await person.authorize(url, options.workspaces);
  const { json } = await exchange(server, clientId, callback.searchParams.get('code') ?? '', verifier);
  return {
    clientId,
    accessToken: json['access_token'] ?? '',
    refreshToken: json['refresh_token'] ?? '',
  };
}

/** Ids of the workspaces of tool answers; what a token shows. */
export function rowsSeen(server: OauthServer, token: string, workspace?: string): Promise<string> {
  return callTool(server, token, 'notion_query_database', { database: 'Voyages', workspace });
}

/** What a tool answers to a token, or the status where it is no answer. */
export async function callTool(
  server: OauthServer,
  token: string,
  name: string,
  args: Readonly<Record<string, unknown>>,
): Promise<string> {
  const response = await fetch(server.mcpUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } }),
  });
  return response.status === 200 ? response.text() : String(response.status);
}
