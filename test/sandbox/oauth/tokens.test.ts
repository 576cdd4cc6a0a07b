import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { addPage, addPerson, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { call } from '../call.js';
import { ask, basic, connect, readWith, REDIRECT, refresh, type Pair } from './oauth-call.js';

let now: number;
let sandbox: Sandbox;

beforeEach(async () => {
  now = Date.UTC(2026, 10, 20);
  const second = createWorkspace({ name: 'Second' });
  addPerson(second, 'Bea Person', null);
  addPage(second, { title: 'Only in the second' });
  sandbox = await startSandbox({
    workspace: workspaceWith({}).workspace,
    oauth: { workspaces: [second], accessTokenLifetimeMilliseconds: 1000, now: () => now },
  });
});

afterEach(async () => {
  await sandbox.close();
});

function exchange(code: string, redirectUri = REDIRECT) {
  return ask(sandbox, 'token', { grant_type: 'authorization_code', code, redirect_uri: redirectUri });
}

describe('exchanging a code', () => {
  it('gives the documented fields', async () => {
    const reply = await exchange(sandbox.oauth.issueCode(REDIRECT));
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      access_token: expect.stringMatching(/^ntn_/),
      token_type: 'bearer',
      refresh_token: expect.stringMatching(/^nrt_/),
      bot_id: expect.any(String),
      workspace_id: sandbox.workspace.id,
      workspace_name: 'Test workspace',
      workspace_icon: null,
      owner: { type: 'user', user: expect.objectContaining({ object: 'user', name: 'Ada Quill' }) },
      duplicated_template_id: null,
      request_id: expect.any(String),
    });
    expect(sandbox.oauth.counts).toMatchObject({ exchanges: 1 });
  });

  it('is possible once; a second time ends what the first brought', async () => {
    const code = sandbox.oauth.issueCode(REDIRECT);
    const pair = (await exchange(code)).body as Pair;
    const again = await exchange(code);
    expect([again.status, again.body]).toMatchObject([400, { code: 'invalid_grant' }]);
    expect(await readWith(sandbox, pair.access_token)).toBe(401);
    expect(sandbox.oauth.counts).toMatchObject({ familiesRevoked: 1 });
  });

  it('is bound to the redirect URI and to ten minutes', async () => {
    const code = sandbox.oauth.issueCode(REDIRECT);
    expect((await exchange(code, `${REDIRECT}/other`)).body).toMatchObject({ code: 'invalid_grant' });
    now += 600_000;
    expect((await exchange(code)).body).toMatchObject({ code: 'invalid_grant' });
  });
});

describe('the token endpoint refuses', () => {
  it.each([
    ['no authentication', undefined],
    ['another client', basic('11111111-1111-4111-8111-111111111111')],
    ['a wrong secret', basic(undefined, 'wrong')],
    ['a bearer token', 'Bearer ntn_sandbox_demo_token'],
  ])('%s', async (_name, authorization) => {
    const reply = await call(sandbox, 'POST /v1/oauth/token', {}, { authorization });
    expect([reply.status, reply.body]).toMatchObject([401, { object: 'error', code: 'invalid_client' }]);
  });

  it.each([
    ['a form', 'grant_type=refresh_token', 'invalid_request'],
    ['no grant type', {}, 'invalid_request'],
    ['another grant type', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['no code', { grant_type: 'authorization_code', redirect_uri: REDIRECT }, 'invalid_request'],
    ['no redirect URI', { grant_type: 'authorization_code', code: 'c' }, 'invalid_request'],
    ['an unknown code', { grant_type: 'authorization_code', code: 'c', redirect_uri: 'r' }, 'invalid_grant'],
    ['an unknown refresh token', { grant_type: 'refresh_token', refresh_token: 'nrt_x' }, 'invalid_grant'],
  ])('%s', async (_name, body, code) => {
    const reply = await ask(sandbox, 'token', body);
    expect([reply.status, reply.body]).toMatchObject([400, { object: 'error', status: 400, code }]);
  });
});

describe('refreshing', () => {
  it('ends the old pair at once', async () => {
    const first = await connect(sandbox);
    const second = (await refresh(sandbox, first.refresh_token)).body as Pair;
    expect(second.bot_id).toBe(first.bot_id);
    expect(await readWith(sandbox, first.access_token)).toBe(401);
    expect(await readWith(sandbox, second.access_token)).toBe(200);
    expect(sandbox.oauth.counts).toMatchObject({ refreshes: 1, reusesDetected: 0 });
  });

  it('with a used token ends everything that came of the consent', async () => {
    const first = await connect(sandbox);
    const second = (await refresh(sandbox, first.refresh_token)).body as Pair;
    expect((await refresh(sandbox, first.refresh_token)).body).toMatchObject({ code: 'invalid_grant' });
    expect(await readWith(sandbox, second.access_token)).toBe(401);
    expect((await refresh(sandbox, second.refresh_token)).body).toMatchObject({ code: 'invalid_grant' });
    // The last token of a dead family was never used: trying it is no reuse.
    expect(sandbox.oauth.counts).toMatchObject({ reusesDetected: 1, familiesRevoked: 1 });
  });

  it('is what an access token needs when its time is over', async () => {
    const first = await connect(sandbox);
    now += 999;
    expect(await readWith(sandbox, first.access_token)).toBe(200);
    now += 1;
    expect(await readWith(sandbox, first.access_token)).toBe(401);
    const second = (await refresh(sandbox, first.refresh_token)).body as Pair;
    expect(await readWith(sandbox, second.access_token)).toBe(200);
  });

  it('meets planned faults before Notion acts, except for an answer that is cut', async () => {
    const first = await connect(sandbox);
    sandbox.failNext({ kind: 'internal_server_error' }, 1, /oauth\/token/);
    expect((await refresh(sandbox, first.refresh_token)).status).toBe(500);
    expect(await readWith(sandbox, first.access_token)).toBe(200);
    sandbox.failNext({ kind: 'cut_json' }, 1, /oauth\/token/);
    await expect(refresh(sandbox, first.refresh_token)).rejects.toThrow(SyntaxError);
    expect(await readWith(sandbox, first.access_token)).toBe(401);
  });
});

describe('a consent', () => {
  it('given again ends the older pair and keeps the bot id', async () => {
    const first = await connect(sandbox);
    const second = await connect(sandbox);
    expect(second.bot_id).toBe(first.bot_id);
    expect(await readWith(sandbox, first.access_token)).toBe(401);
    expect((await refresh(sandbox, first.refresh_token)).status).toBe(400);
    expect(await readWith(sandbox, second.access_token)).toBe(200);
    expect(sandbox.oauth.counts).toMatchObject({ reusesDetected: 0 });
  });

  it('can be removed in the settings', async () => {
    const { access_token: accessToken, refresh_token: refreshToken } = await connect(sandbox);
    sandbox.oauth.removeAllGrants();
    expect(await readWith(sandbox, accessToken)).toBe(401);
    expect((await refresh(sandbox, refreshToken)).body).toMatchObject({ code: 'invalid_grant' });
  });

  it('reaches its own workspace, as its own bot and person', async () => {
    const bea = sandbox.oauth.accounts.find(({ user }) => user.name === 'Bea Person');
    const pair = await connect(sandbox, bea);
    const authorization = `Bearer ${pair.access_token}`;
    const me = await call(sandbox, 'GET /v1/users/me', undefined, { authorization });
    expect(me.body).toMatchObject({
      id: pair.bot_id,
      type: 'bot',
      bot: { workspace_name: 'Second', owner: { type: 'user', user: { name: 'Bea Person' } } },
    });
    const found = await call(sandbox, 'POST /v1/search', {}, { authorization });
    expect(found.text).toContain('Only in the second');
    expect(found.text).not.toContain('Long page');
    expect((await call(sandbox, 'POST /v1/search', {})).text).not.toContain('Only in the second');
  });
});

describe('introspect and revoke', () => {
  it('tell and end whether a token is accepted', async () => {
    const { access_token: accessToken, refresh_token: refreshToken } = await connect(sandbox);
    const active = async (token: string) => (await ask(sandbox, 'introspect', { token })).body;
    expect(await active(accessToken)).toMatchObject({ active: true });
    expect(await active(refreshToken)).toMatchObject({ active: true });
    expect((await ask(sandbox, 'revoke', { token: accessToken })).status).toBe(200);
    expect(await active(accessToken)).toMatchObject({ active: false });
    expect(await active(refreshToken)).toMatchObject({ active: false });
    expect(await readWith(sandbox, accessToken)).toBe(401);
  });

  it('revokes unknown tokens without complaint, and needs the client', async () => {
    expect((await ask(sandbox, 'revoke', { token: 'ntn_unknown' })).status).toBe(200);
    expect((await ask(sandbox, 'revoke', { token: 'ntn_unknown' }, basic('x', 'y'))).status).toBe(401);
    expect((await ask(sandbox, 'introspect', {})).body).toMatchObject({ code: 'invalid_request' });
  });
});

it('records the OAuth endpoints and knows no others', async () => {
  await connect(sandbox);
  const reply = await call(sandbox, 'GET /v1/oauth/token');
  expect([reply.status, reply.body]).toMatchObject([400, { code: 'invalid_request_url' }]);
  expect(sandbox.requests.map(({ endpoint }) => endpoint)).toEqual([
    'POST /v1/oauth/token',
    'GET /v1/oauth/token',
  ]);
});
