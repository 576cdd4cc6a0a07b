import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { addPerson, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import { workspaceWith } from '../../src/sandbox/build/ready-made.js';
import { startSandbox } from '../../src/sandbox/server.js';
import type { Sandbox } from '../../src/sandbox/server.js';
import { call } from './call.js';
import { connect, refresh, type Pair } from './oauth/oauth-call.js';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox({ workspace: workspaceWith({}).workspace });
});

afterEach(async () => {
  await sandbox.close();
});

const me = 'GET /v1/users/me';

describe('failNext', () => {
  it.each([
    ['internal_server_error', 500, 'internal_server_error'],
    ['service_unavailable', 503, 'service_unavailable'],
    ['gateway_timeout', 504, 'gateway_timeout'],
    ['unauthorized', 401, 'unauthorized'],
  ] as const)('%s', async (kind, status, code) => {
    sandbox.failNext({ kind });
    const reply = await call(sandbox, me);
    expect(reply.status).toBe(status);
    expect(reply.body).toMatchObject({ object: 'error', status, code });
    expect((await call(sandbox, me)).status).toBe(200);
  });

  it('answers as the edge does: HTML, a ray and no request id', async () => {
    sandbox.failNext({ kind: 'bad_gateway' });
    const reply = await call(sandbox, me);
    expect([reply.status, reply.body, reply.text.slice(0, 6)]).toEqual([502, undefined, '<html>']);
    expect(reply.headers.has('cf-ray')).toBe(true);
    expect(reply.headers.has('x-notion-request-id')).toBe(false);
  });

  it('says how long to wait when overloaded', async () => {
    sandbox.failNext({ kind: 'service_overload', retryAfterSeconds: 7 });
    const reply = await call(sandbox, me);
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([529, '7']);
    expect(reply.body).toMatchObject({ code: 'service_overload', additional_data: { retry_after: '7' } });
  });

  it.each([
    'public_api_request_rate_limit',
    'public_api_space_request_rate_limit',
    'public_api_endpoint_rate_limit',
  ] as const)('is rate limited because of %s', async (reason) => {
    sandbox.failNext({ kind: 'rate_limited', reason, retryAfterSeconds: 95 });
    const reply = await call(sandbox, me);
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([429, '95']);
    expect(reply.body).toMatchObject({
      code: 'rate_limited',
      additional_data: { rate_limit_reason: reason, retry_after: '95' },
    });
  });

  it('gives no time to wait when the connection is blocked', async () => {
    sandbox.failNext({ kind: 'rate_limited', reason: 'public_api_request_blocked' });
    const reply = await call(sandbox, me);
    expect(reply.headers.has('retry-after')).toBe(false);
    expect(reply.body).toHaveProperty('additional_data', { rate_limit_reason: 'public_api_request_blocked' });
  });

  it('resets the connection', async () => {
    sandbox.failNext({ kind: 'reset' });
    await expect(call(sandbox, me)).rejects.toThrow('fetch failed');
    expect(sandbox.requests).toMatchObject([{ status: 0, endpoint: me }]);
  });

  it('cuts the JSON in half', async () => {
    sandbox.failNext({ kind: 'cut_json' });
    await expect(call(sandbox, me)).rejects.toThrow(SyntaxError);
  });

  it('never answers, and still closes', async () => {
    sandbox.failNext({ kind: 'hang' });
    const pending = call(sandbox, me).then(
      () => 'answered',
      () => 'ended',
    );
    await call(sandbox, me);
    await sandbox.close();
    expect(await pending).toBe('ended');
  });

  it('hits as often as told, and only what matches', async () => {
    sandbox.failNext({ kind: 'internal_server_error' }, 2, /^POST \/v1\/search/);
    const statuses: number[] = [];
    for (const endpoint of [me, 'POST /v1/search', me, 'POST /v1/search', 'POST /v1/search']) {
      statuses.push((await call(sandbox, endpoint)).status);
    }
    expect(statuses).toEqual([200, 500, 200, 500, 200]);
  });
});

describe('requests', () => {
  it('records the template and the status', async () => {
    await call(sandbox, me);
    await call(sandbox, 'GET /v1/blocks/AAA/children?page_size=5');
    await call(sandbox, 'GET /v1/nonsense');
    expect(sandbox.requests.map(({ endpoint, status, path }) => [endpoint, status, path])).toEqual([
      [me, 200, '/v1/users/me'],
      ['GET /v1/blocks/{block_id}/children', 400, '/v1/blocks/AAA/children?page_size=5'],
      ['GET (unknown)', 400, '/v1/nonsense'],
    ]);
    sandbox.clearRequests();
    expect(sandbox.requests).toEqual([]);
  });
});

describe('the budget', () => {
  const as = (token: string) => ({ authorization: `Bearer ${token}` });
  const status = async (token: string) => (await call(sandbox, me, undefined, as(token))).status;

  it('answers 429 when a window is used up', async () => {
    await sandbox.close();
    sandbox = await startSandbox({
      workspace: workspaceWith({}).workspace,
      rateLimit: { requests: 2, windowMilliseconds: 3_600_000 },
      tokens: ['one'],
    });
    await status('one');
    await status('one');
    const refused = await call(sandbox, me, undefined, as('one'));
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({
      message: 'You have been rate limited. Please try again later.',
      additional_data: { rate_limit_reason: 'public_api_request_rate_limit' },
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3500);
  });

  it('is a connection’s: a renewed token goes on with it, and larger plans have more', async () => {
    await sandbox.close();
    const large = createWorkspace({ name: 'Large' });
    addPerson(large, 'Bea Person', null);
    sandbox = await startSandbox({
      workspace: workspaceWith({}).workspace,
      rateLimit: {
        requests: 2,
        windowMilliseconds: 3_600_000,
        requestsOfWorkspace: new Map([[large.id, 3]]),
      },
      oauth: { workspaces: [large] },
    });
    const [small, big] = await Promise.all(
      [sandbox.workspace, large].map((workspace) =>
        connect(
          sandbox,
          sandbox.oauth.accounts.find((account) => account.workspace === workspace),
        ),
      ),
    );
    const tokens = [small?.access_token ?? '', big?.access_token ?? ''] as const;
    expect([await status(tokens[0]), await status(tokens[1])]).toEqual([200, 200]);
    const renewed = (await refresh(sandbox, small?.refresh_token ?? '')).body as Pair;
    expect([await status(renewed.access_token), await status(renewed.access_token)]).toEqual([200, 429]);
    expect([await status(tokens[1]), await status(tokens[1]), await status(tokens[1])]).toEqual([
      200, 200, 429,
    ]);
    expect(sandbox.budgets).toMatchObject([
      { connection: small?.bot_id, limit: 2, used: 2, refused: 1 },
      { connection: big?.bot_id, limit: 3, used: 3, refused: 1 },
    ]);
    expect([...sandbox.refusals]).toEqual([['public_api_request_rate_limit', 2]]);
  });
});
