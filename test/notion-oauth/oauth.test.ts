import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { OauthClient } from '../../src/notion-oauth/oauth.js';
import { OauthFailure } from '../../src/notion-oauth/oauth-failure.js';
import { createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import { startSandbox } from '../../src/sandbox/server.js';
import { freePort } from '../harness/processes/free-ports.js';
import { startTestServer } from '../support/servers/test-server.js';

const now = new Date('2026-11-20T12:00:00Z');
const clientId = 'c1c1c1c1-0000-4000-8000-000000000001';
const signal = new AbortController().signal;
const oauth = new OauthClient({ clientId, clientSecret: 'the_secret', now: () => now });

const grant = {
  access_token: 'ntn_access',
  token_type: 'bearer',
  refresh_token: 'nrt_refresh',
  bot_id: 'b1b1b1b1-0000-4000-8000-000000000001',
  workspace_id: 'a1a1a1a1-0000-4000-8000-000000000001',
  workspace_name: 'Acme',
  workspace_icon: null,
  owner: { type: 'user', user: { object: 'user', id: 'd1', type: 'person', name: 'Ada', person: {} } },
  duplicated_template_id: null,
};

function endpoint(path: 'token' | 'introspect' | 'revoke', body: nock.RequestBodyMatcher = () => true) {
  return nock('https://api.notion.com').post(`/v1/oauth/${path}`, body);
}

async function failureOf(promise: Promise<unknown>): Promise<OauthFailure> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof OauthFailure)) {
    throw new Error('It did not fail as OAuth fails.', { cause: error });
  }
  return error;
}

beforeAll(() => {
  nock.disableNetConnect();
  nock.enableNetConnect('127.0.0.1');
});
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
});
afterAll(() => {
  nock.enableNetConnect();
  // Else its interception stays in place for the test files that come after in this process.
  nock.restore();
});

it('sends people to Notion with all parameters', () => {
  const url = new URL(oauth.authorizeUrl({ redirectUri: 'https://mcp.example.com/back?a=b', state: 's&t' }));
  expect(url.origin + url.pathname).toBe('https://api.notion.com/v1/oauth/authorize');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: clientId,
    redirect_uri: 'https://mcp.example.com/back?a=b',
    response_type: 'code',
    owner: 'user',
    state: 's&t',
  });
});

describe('a request', () => {
  it('exchanges a code', async () => {
    endpoint('token', {
      grant_type: 'authorization_code',
      code: 'the_code',
      redirect_uri: 'https://mcp.example.com/back',
    })
      .basicAuth({ user: clientId, pass: 'the_secret' })
      .matchHeader('notion-version', '2026-03-11')
      .matchHeader('content-type', 'application/json')
      .reply(200, grant);
    expect(await oauth.exchange('the_code', 'https://mcp.example.com/back', signal)).toEqual({
      botId: grant.bot_id,
      workspace: { id: grant.workspace_id, name: 'Acme', icon: null },
      owner: { userId: 'd1', name: 'Ada' },
      pair: { accessToken: 'ntn_access', refreshToken: 'nrt_refresh', accessExpiresAt: null },
    });
  });

  it.each([
    ['a person of whom only the id is told', { type: 'user', user: { object: 'user', id: 'd1' } }, 'd1'],
    ['the workspace as owner', { type: 'workspace', workspace: true }, null],
  ])('takes %s', async (_name, owner, userId) => {
    endpoint('token').reply(200, { ...grant, owner });
    expect((await oauth.exchange('c', 'r', signal)).owner).toEqual({ userId, name: null });
  });

  it('refreshes, and takes a missing refresh token and an expiry', async () => {
    endpoint('token', { grant_type: 'refresh_token', refresh_token: 'nrt_old' }).reply(200, {
      ...grant,
      refresh_token: null,
      expires_in: 3600,
    });
    expect(await oauth.refresh('nrt_old', signal)).toEqual({
      accessToken: 'ntn_access',
      refreshToken: null,
      accessExpiresAt: new Date('2026-11-20T13:00:00Z'),
    });
  });

  it('introspects and revokes', async () => {
    endpoint('introspect', { token: 'ntn_x' }).reply(200, { active: false });
    endpoint('revoke', { token: 'ntn_x' }).reply(200, { request_id: 'r' });
    expect(await oauth.introspect('ntn_x', signal)).toBe(false);
    await expect(oauth.revoke('ntn_x', signal)).resolves.toBeUndefined();
  });
});

describe('a failure', () => {
  const envelope = (status: number, code: string) => ({ object: 'error', status, code, message: 'nrt_old' });

  it.each<[string, number, string | object, OauthFailure['kind'], string]>([
    ['invalid_grant in the guide form', 400, { error: 'invalid_grant' }, 'invalid_grant', 'invalid_grant'],
    ['invalid_grant in the envelope', 400, envelope(400, 'invalid_grant'), 'invalid_grant', 'invalid_grant'],
    [
      'both, of which `error` counts',
      400,
      { ...envelope(400, 'validation_error'), error: 'invalid_grant' },
      'invalid_grant',
      'invalid_grant',
    ],
    ['invalid_client', 401, envelope(401, 'invalid_client'), 'configuration', 'invalid_client'],
    ['unauthorized_client', 400, { error: 'unauthorized_client' }, 'configuration', 'unauthorized_client'],
    ['invalid_request', 400, { error: 'invalid_request' }, 'configuration', 'invalid_request'],
    ['a code the library knows', 401, envelope(401, 'unauthorized'), 'configuration', 'unauthorized'],
    ['test_env_error', 403, envelope(403, 'test_env_error'), 'configuration', 'test_env_error'],
    ['rate_limited', 429, envelope(429, 'rate_limited'), 'transient', 'rate_limited'],
    ['500', 500, envelope(500, 'internal_server_error'), 'transient', 'internal_server_error'],
    ['invalid_grant with a 500', 500, { error: 'invalid_grant' }, 'transient', 'invalid_grant'],
    ["502 of the edge's", 502, '<html>nrt_old</html>', 'transient', ''],
    ["403 of the edge's", 403, '<html>blocked</html>', 'transient', ''],
    ['a 400 without a code', 400, { message: 'nrt_old' }, 'transient', ''],
    ['a 400 with a sentence as code', 400, { error: 'The token nrt_old is bad' }, 'transient', ''],
    ['a 400 with null', 400, 'null', 'transient', ''],
  ])('%s', async (_name, status, body, kind, code) => {
    endpoint('token').reply(status, body);
    const failure = await failureOf(oauth.refresh('nrt_old', signal));
    expect([failure.kind, failure.status, failure.code]).toEqual([kind, status, code]);
    expect(`${failure.message} ${failure.stack}`).not.toContain('nrt_old');
    expect(failure.cause).toBeUndefined();
  });

  it('keeps the wait that Notion asks for', async () => {
    endpoint('token').reply(429, envelope(429, 'rate_limited'), { 'retry-after': '17' });
    expect((await failureOf(oauth.refresh('nrt_old', signal))).retryAfterSeconds).toBe(17);
  });

  it.each([
    ['a cut answer', '{"access_token":"ntn_half'],
    ['an answer without tokens', '{"object":"list"}'],
    ['an empty token', JSON.stringify({ ...grant, access_token: '' })],
  ])('%s is transient and does not quote it', async (_name, body) => {
    endpoint('token').reply(200, body, { 'content-type': 'application/json' });
    const failure = await failureOf(oauth.refresh('nrt_old', signal));
    expect(failure.kind).toBe('transient');
    expect(JSON.stringify([failure.message, failure.stack, failure.cause])).not.toMatch(/ntn_|nrt_/);
  });

  it('no connection is transient', async () => {
    // A port that nothing listens on: an error that nock makes up can come before anybody listens for it.
    const apiUrl = `http://127.0.0.1:${await freePort()}`;
    const unreachable = new OauthClient({ clientId, clientSecret: 'the_secret', apiUrl });
    expect((await failureOf(unreachable.refresh('nrt_old', signal))).kind).toBe('transient');
  });

  it('a redirect is not followed: the body would go along', async () => {
    const elsewhere = await startSandbox({ workspace: createWorkspace() });
    const redirecting = await startTestServer((message, response) => {
      response.writeHead(307, { location: `${elsewhere.url}${message.url}` }).end();
    });
    const apiUrl = redirecting.origin;
    const redirected = new OauthClient({ clientId, clientSecret: 's', apiUrl });
    const failure = await redirected.refresh('nrt_old', signal).catch((error: unknown) => error);
    const arrived = [...elsewhere.requests];
    await redirecting.close();
    await elsewhere.close();
    expect(failure).toMatchObject({ kind: 'transient' });
    expect(arrived).toEqual([]);
  });

  it.each([
    ['a caller who leaves', {}, AbortSignal.abort()],
    ['its own time', { timeoutMilliseconds: 20 }, signal],
  ])('%s ends a request that hangs', async (_name, options, caller) => {
    const sandbox = await startSandbox({ workspace: createWorkspace() });
    sandbox.failNext({ kind: 'hang' });
    const waiting = new OauthClient({ clientId, clientSecret: 's', apiUrl: sandbox.url, ...options });
    expect((await failureOf(waiting.refresh('nrt_old', caller))).kind).toBe('transient');
    await sandbox.close();
  });

  it('is not repeated', async () => {
    endpoint('token').once().reply(503, envelope(503, 'service_unavailable'));
    await failureOf(oauth.refresh('nrt_old', signal));
  });
});
