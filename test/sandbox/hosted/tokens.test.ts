import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { call } from '../call.js';
import { request } from './mcp-call.js';
import {
  ask,
  codeFor,
  exchange,
  pkce,
  refresh,
  register,
  replyOf,
  signIn,
  type HostedReply,
  type Tokens,
} from './sign-in.js';

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;

let now: number;
let sandbox: Sandbox;

beforeEach(async () => {
  now = Date.UTC(2026, 10, 20);
  sandbox = await startSandbox({ hosted: { now: () => now } });
});

afterEach(async () => {
  await sandbox.close();
});

const statusWith = async (token: string): Promise<number> =>
  (await request(sandbox, token, 'tools/list')).status;

const errorOf = ({ status, body }: HostedReply): unknown[] => [
  status,
  body['error'],
  body['error_description'],
];

const tokensOf = ({ body }: HostedReply): Tokens => body as unknown as Tokens;

async function ready(): Promise<{
  readonly clientId: string;
  readonly code: string;
  readonly verifier: string;
}> {
  const clientId = String((await register(sandbox)).body['client_id']);
  const { verifier, challenge } = pkce();
  return { clientId, verifier, code: await codeFor(sandbox, clientId, challenge) };
}

describe('the exchange of a code', () => {
  it('gives a pair of three parts each, its life, and who signed in where', async () => {
    const { clientId, code, verifier } = await ready();
    const { status, headers, body } = await exchange(sandbox, clientId, code, verifier);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    const parts = expect.stringMatching(/^[^:]+:[^:]+:[^:]+$/);
    expect(body).toEqual({
      access_token: parts,
      token_type: 'bearer',
      expires_in: 28_800,
      refresh_token: parts,
      scope: '',
      resource: sandbox.hosted.resource,
      user_id: sandbox.workspace.ownerId,
      workspace_id: sandbox.workspace.id,
      email_domain: 'example.com',
    });
  });

  it('can leave out who signed in, and give tokens a short life', async () => {
    Object.assign(sandbox.hosted.behavior, { identity: false, accessTokenMs: 2 * SECOND_MS });
    const tokens = await signIn(sandbox);
    expect(tokens.expires_in).toBe(2);
    expect(tokens).not.toHaveProperty('workspace_id');
    expect(await statusWith(tokens.access_token)).toBe(200);
    now += 2 * SECOND_MS;
    expect(await statusWith(tokens.access_token)).toBe(401);
  });

  it('takes forms only', async () => {
    const response = await fetch(`${sandbox.hosted.url}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'authorization_code' }),
    });
    expect(errorOf(await replyOf(response)).slice(0, 2)).toEqual([400, 'invalid_request']);
  });

  it('refuses a client that says twice who it is', async () => {
    const { clientId, code, verifier } = await ready();
    const form = { grant_type: 'authorization_code', code, client_id: clientId, code_verifier: verifier };
    const header = { authorization: `Basic ${Buffer.from(`${clientId}:`).toString('base64')}` };
    expect(errorOf(await ask(sandbox, form, header))).toEqual([
      400,
      'invalid_request',
      'Client must not use multiple authentication methods',
    ]);
  });

  it.each([
    ['another verifier', { code_verifier: 'x'.repeat(43) }, 'invalid_grant', 'Invalid PKCE code_verifier'],
    [
      'another redirect URI',
      { redirect_uri: 'http://127.0.0.1:3000/other' },
      'invalid_request',
      'redirect_uri does not match the authorization request',
    ],
    ['a code of one part', { code: 'abc' }, 'invalid_grant', 'Invalid authorization code format'],
    [
      'a UUID',
      { code: '03bdd0fc-1f0c-4e4c-8c9a-0d2b5b1c3c11' },
      'invalid_grant',
      'Invalid authorization code format',
    ],
    ['an unknown grant', { code: 'a:b:c' }, 'invalid_grant', 'Grant not found or authorization code expired'],
    [
      'another grant type',
      { grant_type: 'client_credentials' },
      'unsupported_grant_type',
      'Grant type not supported',
    ],
  ])('refuses %s', async (_name, changes, error, description) => {
    const { clientId, code, verifier } = await ready();
    expect(errorOf(await exchange(sandbox, clientId, code, verifier, changes))).toEqual([
      400,
      error,
      description,
    ]);
    expect((await exchange(sandbox, clientId, code, verifier)).status).toBe(200);
  });

  it('refuses another client', async () => {
    const { code, verifier } = await ready();
    const other = String((await register(sandbox)).body['client_id']);
    expect(errorOf(await exchange(sandbox, other, code, verifier))).toEqual([
      400,
      'invalid_grant',
      'Client ID mismatch',
    ]);
    expect((await exchange(sandbox, 'never-registered', code, verifier)).status).toBe(401);
  });

  it('comes in time: a code lives for ten minutes', async () => {
    const { clientId, code, verifier } = await ready();
    now += 600 * SECOND_MS;
    expect(errorOf(await exchange(sandbox, clientId, code, verifier))).toEqual([
      400,
      'invalid_grant',
      'Grant not found or authorization code expired',
    ]);
  });

  it('happens once: the second time ends the whole grant', async () => {
    const { clientId, code, verifier } = await ready();
    const tokens = tokensOf(await exchange(sandbox, clientId, code, verifier));
    expect(errorOf(await exchange(sandbox, clientId, code, verifier))).toEqual([
      400,
      'invalid_grant',
      'Authorization code already used',
    ]);
    expect(await statusWith(tokens.access_token)).toBe(401);
    expect(errorOf(await refresh(sandbox, clientId, tokens.refresh_token))[2]).toBe('OAuth grant revoked');
    expect(sandbox.hosted.counts.familiesRevoked).toBe(1);
  });
});

describe('a refresh', () => {
  it('gives a new pair and ends all earlier access tokens at once', async () => {
    const first = await signIn(sandbox);
    const second = tokensOf(await refresh(sandbox, first.clientId, first.refresh_token));
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await statusWith(first.access_token)).toBe(401);
    expect(await statusWith(second.access_token)).toBe(200);
    expect(sandbox.hosted.counts).toMatchObject({ exchanges: 1, refreshes: 1 });
  });

  it('can be repeated once with the same token, soon, while the new one is unused', async () => {
    const { clientId, refresh_token: token } = await signIn(sandbox);
    await refresh(sandbox, clientId, token);
    now += 5 * SECOND_MS;
    const again = tokensOf(await refresh(sandbox, clientId, token));
    expect(await statusWith(again.access_token)).toBe(200);
    expect(errorOf(await refresh(sandbox, clientId, token))[2]).toBe('Invalid refresh token');
    expect(sandbox.hosted.counts).toMatchObject({ refreshes: 2, graceRefreshes: 1, familiesRevoked: 0 });
  });

  it('cannot be repeated once the new token was used', async () => {
    const { clientId, refresh_token: token } = await signIn(sandbox);
    const second = tokensOf(await refresh(sandbox, clientId, token));
    await refresh(sandbox, clientId, second.refresh_token);
    expect(errorOf(await refresh(sandbox, clientId, token))).toEqual([
      400,
      'invalid_grant',
      'Invalid refresh token',
    ]);
    expect(sandbox.hosted.livingGrants).toBe(1);
  });

  it('with an old token after the grace ends the whole grant, the newest tokens too', async () => {
    const { clientId, refresh_token: token } = await signIn(sandbox);
    const second = tokensOf(await refresh(sandbox, clientId, token));
    now += 31 * SECOND_MS;
    const revoked = [400, 'invalid_grant', 'OAuth grant revoked'];
    expect(errorOf(await refresh(sandbox, clientId, token))).toEqual(revoked);
    expect(await statusWith(second.access_token)).toBe(401);
    expect(errorOf(await refresh(sandbox, clientId, second.refresh_token))).toEqual(revoked);
    expect(sandbox.hosted.livingGrants).toBe(0);
    expect(sandbox.hosted.counts).toMatchObject({
      reusesDetected: 1,
      familiesRevoked: 1,
      deadTokensSpent: 1,
    });
  });

  it('in parallel leaves one of two with a token that later ends the grant', async () => {
    const { clientId, refresh_token: token } = await signIn(sandbox);
    const [a, b] = await Promise.all([refresh(sandbox, clientId, token), refresh(sandbox, clientId, token)]);
    const tokens = [tokensOf(a), tokensOf(b)];
    const alive = await Promise.all(tokens.map(({ access_token: access }) => statusWith(access)));
    expect(alive.toSorted((a, b) => a - b)).toEqual([200, 401]);
    now += 60 * SECOND_MS;
    const loser = tokens[alive.indexOf(401)]?.refresh_token ?? '';
    expect(errorOf(await refresh(sandbox, clientId, loser))[2]).toBe('OAuth grant revoked');
    expect(sandbox.hosted.livingGrants).toBe(0);
  });

  it.each([
    ['a REST token', 'nrt_abc', 'Invalid token format'],
    ['an unknown grant', 'a:b:c', 'Grant not found'],
  ])('refuses %s', async (_name, token, description) => {
    const { clientId } = await signIn(sandbox);
    expect(errorOf(await refresh(sandbox, clientId, token))).toEqual([400, 'invalid_grant', description]);
  });

  it('refuses an access token, and the token of another client', async () => {
    const first = await signIn(sandbox);
    const other = String((await register(sandbox)).body['client_id']);
    expect(errorOf(await refresh(sandbox, first.clientId, first.access_token))[2]).toBe(
      'Invalid refresh token',
    );
    expect(errorOf(await refresh(sandbox, other, first.refresh_token))[2]).toBe('Client ID mismatch');
    expect(sandbox.hosted.counts.refusedRefreshes).toBe(2);
  });

  it('is over 30 days after the last one', async () => {
    const { clientId, refresh_token: token } = await signIn(sandbox);
    now += 29 * DAY_MS;
    const next = tokensOf(await refresh(sandbox, clientId, token));
    now += 30 * DAY_MS;
    expect(errorOf(await refresh(sandbox, clientId, next.refresh_token))[2]).toBe(
      'Refresh token has expired',
    );
  });

  it('is over 180 days after the sign-in, however often it was used, and not in its last minute', async () => {
    sandbox.hosted.behavior.registrationMs = Infinity;
    let { clientId, refresh_token: token } = await signIn(sandbox);
    for (let month = 0; month < 6; month += 1) {
      now += 29 * DAY_MS;
      token = tokensOf(await refresh(sandbox, clientId, token)).refresh_token;
    }
    now += 6 * DAY_MS - 61 * SECOND_MS;
    token = tokensOf(await refresh(sandbox, clientId, token)).refresh_token;
    now += SECOND_MS;
    expect(errorOf(await refresh(sandbox, clientId, token))[2]).toBe('Refresh token has expired');
  });

  it('can lose its answer after the rotation: once more with the same token brings a pair', async () => {
    const { clientId, refresh_token: token } = await signIn(sandbox);
    sandbox.hosted.failNext({ kind: 'reset', acted: true }, 1, /POST \/token refresh_token/);
    await expect(refresh(sandbox, clientId, token)).rejects.toThrow('fetch failed');
    expect(sandbox.hosted.counts.refreshes).toBe(1);
    expect((await refresh(sandbox, clientId, token)).status).toBe(200);
  });

  it.each([
    ['before', false, 0],
    ['after', true, 1],
  ])('can be answered with 500 %s the rotation', async (_name, acted, refreshes) => {
    const { clientId, refresh_token: token } = await signIn(sandbox);
    sandbox.hosted.failNext({ kind: 'status', status: 500, acted }, 1, /refresh_token/);
    expect((await refresh(sandbox, clientId, token)).status).toBe(500);
    expect(sandbox.hosted.counts.refreshes).toBe(refreshes);
    expect((await refresh(sandbox, clientId, token)).status).toBe(200);
  });
});

describe('the end of a grant', () => {
  it('comes with a second consent of the same person to the same client, at the first use of neither', async () => {
    const first = await signIn(sandbox);
    const second = await signIn(sandbox, { clientId: first.clientId });
    expect(await statusWith(first.access_token)).toBe(401);
    expect(await statusWith(second.access_token)).toBe(200);
    expect(sandbox.hosted.counts.replacedGrants).toBe(1);
  });

  it('does not come with a consent to another client, or of another person', async () => {
    const first = await signIn(sandbox);
    await signIn(sandbox);
    await signIn(sandbox, { clientId: first.clientId, label: /Bruno/ });
    expect(await statusWith(first.access_token)).toBe(200);
    expect(sandbox.hosted.livingGrants).toBe(3);
  });

  it('comes with the revocation of a refresh token; that of an access token ends it alone', async () => {
    const tokens = await signIn(sandbox);
    const revoke = (token: string, clientId = tokens.clientId): Promise<HostedReply> =>
      ask(sandbox, { token, client_id: clientId });
    const other = String((await register(sandbox)).body['client_id']);
    expect((await revoke(tokens.refresh_token, other)).status).toBe(200);
    expect(await statusWith(tokens.access_token)).toBe(200);
    expect((await revoke(tokens.access_token)).status).toBe(200);
    expect(await statusWith(tokens.access_token)).toBe(401);
    const next = tokensOf(await refresh(sandbox, tokens.clientId, tokens.refresh_token));
    expect((await revoke(next.refresh_token)).status).toBe(200);
    expect(await statusWith(next.access_token)).toBe(401);
    expect((await refresh(sandbox, tokens.clientId, next.refresh_token)).status).toBe(400);
  });

  it('can be asked for: introspection', async () => {
    const tokens = await signIn(sandbox);
    const isActive = async (token: string): Promise<unknown> => {
      const response = await fetch(`${sandbox.hosted.url}/introspect`, {
        method: 'POST',
        body: new URLSearchParams({ token, client_id: tokens.clientId }),
      });
      return (await replyOf(response)).body['active'];
    };
    expect(await isActive(tokens.access_token)).toBe(true);
    expect(await isActive(tokens.refresh_token)).toBe(true);
    sandbox.hosted.removeAllGrants();
    expect(await isActive(tokens.refresh_token)).toBe(false);
  });
});

it('keeps the two kinds of tokens apart', async () => {
  const tokens = await signIn(sandbox);
  const atRest = await call(sandbox, 'GET /v1/users/me', undefined, {
    authorization: `Bearer ${tokens.access_token}`,
  });
  expect(atRest.status).toBe(401);
  const { status, text } = await request(sandbox, 'ntn_sandbox_demo_token', 'tools/list');
  expect([status, JSON.parse(text)]).toEqual([
    401,
    { error: 'invalid_token', error_description: 'Invalid token format' },
  ]);
});
