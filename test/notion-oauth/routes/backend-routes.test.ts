import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Browser, wordsOf } from '../browser.js';
import { APP, space, startConnectServer, type ConnectServer } from '../connect-server.js';

let server: ConnectServer;
let browser: Browser;

beforeEach(async () => {
  server = await startConnectServer();
  browser = new Browser();
});

afterEach(async () => {
  await server.close();
});

const UNKNOWN_ID = '0b0b0b0b-0000-4000-8000-000000000000';

async function connected(spaceId = 'one', label = /Ada/): Promise<string> {
  await browser.walk(await server.start({ spaceId }), { label });
  const connections = await server.credentials.connectionsOf(space(spaceId));
  return connections.at(-1)?.id ?? '';
}

const ROUTES = [
  ['POST', '/oauth/start'],
  ['GET', '/connections?spaceId=one'],
  ['DELETE', `/connections/${UNKNOWN_ID}?spaceId=one`],
  ['POST', `/connections/${UNKNOWN_ID}/reconnect`],
] as const;

describe('every route', () => {
  it.each(ROUTES)('%s %s wants a key', async (method, path) => {
    const without = await server.call(`${method} ${path}`, { key: null });
    expect([without.status, without.json]).toMatchObject([401, { error: 'unauthorized' }]);
    expect(without.headers.get('www-authenticate')).toBe('Bearer realm="notion-rest-mcp"');
    const wrong = await server.call(`${method} ${path}`, { key: 'nothing' });
    expect([wrong.status, wrong.text]).toEqual([401, without.text]);
    expect(wrong.headers.get('www-authenticate')).toBe(
      'Bearer realm="notion-rest-mcp", error="invalid_token"',
    );
  });

  it.each([...ROUTES, ['GET, POST', `/oauth/go/${'A'.repeat(43)}`], ['GET', '/oauth/callback']] as const)(
    '%s %s takes no other method, and says so before it asks for a key',
    async (method, path) => {
      for (const other of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(
        (name) => !method.split(', ').includes(name),
      )) {
        const reply = await server.call(`${other} ${path}`, { key: null });
        expect([other, reply.status, reply.headers.get('allow')]).toEqual([other, 405, method]);
      }
    },
  );

  it.each(ROUTES)('%s %s is not to be cached', async (method, path) => {
    const { headers } = await server.call(`${method} ${path}`);
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([
      'no-store',
      'no-referrer',
    ]);
  });
});

describe('a bad body or query', () => {
  it.each<[string, unknown, string | undefined, RegExp]>([
    ['no space', {}, 'spaceId', /spaceId is needed/],
    ['a space that is none', { spaceId: '../one' }, 'spaceId', /must be a space id/],
    ['a number as space', { spaceId: 1 }, 'spaceId', /must be a space id/],
    ['an unknown field', { spaceId: 'one', returnTO: APP }, 'returnTO', /no such field/],
    ['a return address that is no text', { spaceId: 'one', returnTo: null }, 'returnTo', /RETURN_ORIGINS/],
    ['a list', [], undefined, /JSON object/],
    ['a text', '"one"', undefined, /JSON object/],
    ['half a JSON text', '{"spaceId":', undefined, /cannot be read/],
    ['an empty body', '', 'spaceId', /spaceId is needed/],
    ['no body', undefined, 'spaceId', /spaceId is needed/],
  ])('start with %s', async (_name, body, field, message) => {
    const reply = await server.call('POST /oauth/start', { body });
    expect([reply.status, reply.json]).toEqual([
      400,
      {
        error: 'invalid_request',
        message: expect.stringMatching(message),
        ...(field === undefined ? {} : { field }),
      },
    ]);
  });

  it('a body too large', async () => {
    const reply = await server.call('POST /oauth/start', { body: { spaceId: 'x'.repeat(20_000) } });
    expect(reply.status).toBe(413);
  });

  it.each(['', '?spaceId=', '?spaceId=a&spaceId=b', '?spaceId=a%20b'])('a list of "%s"', async (query) => {
    const reply = await server.call(`GET /connections${query}`);
    expect([reply.status, reply.json]).toMatchObject([400, { field: 'spaceId' }]);
  });

  it('a key for every space that does not say which', async () => {
    const reply = await server.call(`DELETE /connections/${UNKNOWN_ID}`, { key: 'everything' });
    expect([reply.status, reply.json]).toMatchObject([400, { field: 'spaceId' }]);
  });

  it.each([
    'https://evil.example/',
    'https://app.example.com.evil.example/',
    'https://app.example.com@evil.example/',
    'http://app.example.com/',
    'https://app.example.com:8443/',
    '//evil.example',
    '/settings',
    'javascript:alert(1)//https://app.example.com',
    'data:text/html,https://app.example.com',
    'https:\\\\evil.example\\@app.example.com',
    'https://app.example.com\u0000.evil.example',
    '',
  ])('a return address that would be an open redirect: %j', async (returnTo) => {
    const reply = await server.call('POST /oauth/start', { body: { spaceId: 'one', returnTo } });
    expect([reply.status, reply.json]).toMatchObject([400, { field: 'returnTo' }]);
    expect(reply.text).not.toContain('evil');
  });
});

describe('another space', () => {
  it('is told what an unknown one is told, on every route', async () => {
    const id = await connected('one');
    const body = { spaceId: 'one' };
    const answers = [
      await server.call('POST /oauth/start', { key: 'two', body }),
      await server.call('GET /connections?spaceId=one', { key: 'two' }),
      await server.call('GET /connections?spaceId=nobody', { key: 'two' }),
      await server.call(`DELETE /connections/${id}`, { key: 'two' }),
      await server.call(`DELETE /connections/${id}?spaceId=one`, { key: 'two' }),
      await server.call(`DELETE /connections/${id}?spaceId=two`, { key: 'everything' }),
      await server.call(`DELETE /connections/${UNKNOWN_ID}`, { key: 'two' }),
      await server.call('DELETE /connections/not-an-id', { key: 'two' }),
      await server.call(`POST /connections/${id}/reconnect`, { key: 'two' }),
      await server.call(`POST /connections/${id}/reconnect`, { key: 'two', body }),
      await server.call(`POST /connections/${UNKNOWN_ID}/reconnect`, { key: 'two' }),
    ];
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(
      new Set(['404 {"error":"not_found","message":"There is no such space or connection."}']),
    );
    expect(await server.credentials.connectionsOf(space('one'))).toMatchObject([{ status: 'connected' }]);
  });
});

describe('listing', () => {
  it('shows the connections of the space, nothing secret', async () => {
    const id = await connected('one');
    await connected('two', /Bea/);
    const reply = await server.call('GET /connections?spaceId=one', { key: 'one' });
    expect([reply.status, reply.json]).toEqual([
      200,
      {
        connections: [
          {
            id,
            workspace: { id: server.sandbox.workspace.id, name: 'First', icon: null },
            owner: { userId: server.sandbox.workspace.ownerId, name: 'Ada Quill' },
            kind: 'rest',
            botId: expect.any(String),
            status: 'connected',
            reconnectReason: null,
            connectedAt: expect.any(String),
            refreshedAt: null,
            lastUsedAt: null,
          },
        ],
      },
    ]);
  });
});

describe('disconnecting', () => {
  it('ends the connection here and at Notion', async () => {
    const id = await connected();
    const { accessToken } = await server.credentials.accessTokenOf(space('one'), id as never);
    const reply = await server.call(`DELETE /connections/${id}`, { key: 'one' });
    expect([reply.status, reply.json]).toEqual([200, { id, status: 'disconnected', revokedAtNotion: true }]);
    const read = await fetch(`${server.sandbox.url}/v1/users/me`, {
      headers: { authorization: `Bearer ${accessToken}`, 'notion-version': '2026-03-11' },
    });
    expect(read.status).toBe(401);
    expect(await server.credentials.connectionsOf(space('one'))).toMatchObject([{ status: 'disconnected' }]);
    const again = await server.call(`DELETE /connections/${id}`, { key: 'one' });
    expect([again.status, again.json]).toMatchObject([200, { revokedAtNotion: false }]);
  });

  it('ends it here even if Notion does not answer, and says so', async () => {
    const id = await connected();
    server.sandbox.failNext({ kind: 'bad_gateway' }, 2, /oauth\/revoke/);
    const reply = await server.call(`DELETE /connections/${id}?spaceId=one`);
    expect([reply.status, reply.json]).toMatchObject([
      200,
      { status: 'disconnected', revokedAtNotion: false },
    ]);
  });

  it('leaves the authorization alone while another space stands on it', async () => {
    const id = await connected('one');
    const other = await connected('two');
    const reply = await server.call(`DELETE /connections/${id}`, { key: 'one' });
    expect(reply.json).toMatchObject({ revokedAtNotion: false });
    const { accessToken } = await server.credentials.accessTokenOf(space('two'), other as never);
    const read = await fetch(`${server.sandbox.url}/v1/users/me`, {
      headers: { authorization: `Bearer ${accessToken}`, 'notion-version': '2026-03-11' },
    });
    expect(read.status).toBe(200);
  });
});

describe('reconnecting', () => {
  it('leads through Notion to the same connection', async () => {
    const id = await connected();
    server.sandbox.oauth.removeAllGrants();
    await expect(
      server.credentials.refreshAfterUnauthorized(space('one'), id as never, 999),
    ).rejects.toThrow();
    const reply = await server.call(`POST /connections/${id}/reconnect`, {
      key: 'one',
      body: { returnTo: `${APP}/back` },
    });
    const { authorizeUrl } = reply.json as { authorizeUrl: string };
    const shown = await browser.walk(authorizeUrl);
    expect(shown.location).toBe(`${APP}/back?notion=connected&connectionId=${id}`);
    expect(await server.credentials.connectionsOf(space('one'))).toMatchObject([{ id, status: 'connected' }]);
  });

  it('tells somebody who chose another workspace that the old one still waits', async () => {
    const id = await connected();
    const reply = await server.call(`POST /connections/${id}/reconnect`, { key: 'one' });
    const shown = await browser.walk((reply.json as { authorizeUrl: string }).authorizeUrl, { label: /Bea/ });
    expect(wordsOf(shown.html)).toMatch(/Second is connected to one\. This is not the connection/);
  });
});

it('a flood of started flows is limited, by key', async () => {
  const limited = await startConnectServer({ startsPerMinute: 2 });
  const start = (key: string) => limited.call('POST /oauth/start', { key, body: { spaceId: 'one' } });
  expect([(await start('one')).status, (await start('one')).status]).toEqual([200, 200]);
  const refused = await start('one');
  expect([refused.status, refused.json]).toMatchObject([429, { error: 'too_many_requests' }]);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const reconnect = await limited.call(`POST /connections/${UNKNOWN_ID}/reconnect`, { key: 'one' });
  expect(reconnect.status).toBe(429);
  expect((await start('everything')).status).toBe(200);
  expect((await limited.call('GET /connections?spaceId=one', { key: 'one' })).status).toBe(200);
  await limited.close();
});
