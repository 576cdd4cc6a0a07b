import { createHash, randomBytes } from 'node:crypto';
import type { Sandbox } from '../../../src/sandbox/server.js';
import { consentTo } from './browser.js';

export const REDIRECT = 'http://127.0.0.1:3000/callback';

/** What the token endpoint answers. */
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

/** An answer with its body as JSON, where it is one. */
export interface HostedReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** A client that signed in. */
export interface SignedIn extends Tokens {
  readonly clientId: string;
}

export async function replyOf(response: Response): Promise<HostedReply> {
  const text = await response.text();
  let body: Record<string, unknown> = {};
  try {
    body = JSON.parse(text) as Record<string, unknown>;
  } catch {
    body = { text };
  }
  return { status: response.status, headers: response.headers, body };
}

/** Registers a public client; gives its id. */
export async function register(
  { hosted }: Sandbox,
  changes: Record<string, unknown> = {},
): Promise<HostedReply> {
  const metadata = {
    client_name: 'A test',
    redirect_uris: [REDIRECT],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    ...changes,
  };
  return replyOf(
    await fetch(`${hosted.url}/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(metadata),
    }),
  );
}

/** A verifier and its S256 challenge. */
export function pkce(): { readonly verifier: string; readonly challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** The address of the consent page. A change to undefined leaves a parameter out. */
export function authorizeUrl(
  { hosted }: Sandbox,
  clientId: string,
  challenge: string,
  changes: Readonly<Record<string, string | undefined>> = {},
): string {
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: REDIRECT,
    state: 'a state & more',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    resource: hosted.resource,
    ...changes,
  };
  const given = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return `${hosted.url}/authorize?${new URLSearchParams(given).toString()}`;
}

/** One form to the token endpoint. */
export async function ask(
  { hosted }: Sandbox,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<HostedReply> {
  return replyOf(
    await fetch(`${hosted.url}/token`, { method: 'POST', headers, body: new URLSearchParams(form) }),
  );
}

export function exchange(
  sandbox: Sandbox,
  clientId: string,
  code: string,
  verifier: string,
  changes: Readonly<Record<string, string>> = {},
): Promise<HostedReply> {
  return ask(sandbox, {
    grant_type: 'authorization_code',
    code,
    client_id: clientId,
    redirect_uri: REDIRECT,
    code_verifier: verifier,
    resource: sandbox.hosted.resource,
    ...changes,
  });
}

export function refresh(sandbox: Sandbox, clientId: string, refreshToken: string): Promise<HostedReply> {
  return ask(sandbox, { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId });
}

/** A code, after a consent. */
export async function codeFor(
  sandbox: Sandbox,
  clientId: string,
  challenge: string,
  label?: RegExp,
): Promise<string> {
  const location = await consentTo(authorizeUrl(sandbox, clientId, challenge), {
    decision: 'allow',
    ...(label && { label }),
  });
  return location.searchParams.get('code') ?? '';
}

/** The whole way: registration, consent, exchange. */
export async function signIn(
  sandbox: Sandbox,
  choice: { readonly label?: RegExp; readonly clientId?: string } = {},
): Promise<SignedIn> {
  const clientId = choice.clientId ?? String((await register(sandbox)).body['client_id']);
  const { verifier, challenge } = pkce();
  const code = await codeFor(sandbox, clientId, challenge, choice.label);
  const { body } = await exchange(sandbox, clientId, code, verifier);
  return { ...(body as unknown as Tokens), clientId };
}
