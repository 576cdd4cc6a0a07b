import type { Sandbox } from '../../../src/sandbox/server.js';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../../src/sandbox/oauth/options.js';
import { call, type Reply } from '../call.js';

export const REDIRECT = 'http://127.0.0.1:3000/callback';

/** The header of the client. */
export function basic(id = SANDBOX_CLIENT_ID, secret = SANDBOX_CLIENT_SECRET): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}

/** One request of the client to an OAuth endpoint. */
export function ask(
  sandbox: Sandbox,
  endpoint: 'token' | 'introspect' | 'revoke',
  body: unknown,
  authorization: string | undefined = basic(),
): Promise<Reply> {
  return call(sandbox, `POST /v1/oauth/${endpoint}`, body, { authorization });
}

export interface Pair {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly bot_id: string;
  readonly workspace_id: string;
}

/** A first pair, as after a consent. */
export async function connect(sandbox: Sandbox, account = sandbox.oauth.accounts[0]): Promise<Pair> {
  const code = sandbox.oauth.issueCode(REDIRECT, account);
  const reply = await ask(sandbox, 'token', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
  });
  return reply.body as Pair;
}

export function refresh(sandbox: Sandbox, refreshToken: string): Promise<Reply> {
  return ask(sandbox, 'token', { grant_type: 'refresh_token', refresh_token: refreshToken });
}

/** The status of a read with this access token. */
export async function readWith(sandbox: Sandbox, accessToken: string): Promise<number> {
  const reply = await call(sandbox, 'GET /v1/users/me', undefined, {
    authorization: `Bearer ${accessToken}`,
  });
  return reply.status;
}
