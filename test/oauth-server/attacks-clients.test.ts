import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FetchRefusedError } from '../../src/http/fetch/bounded-response.js';
import { guardedFetch } from '../../src/http/fetch/guarded-fetch.js';
import { REDIRECT, authorizationRequest } from './app/oauth-apps.js';
import { startOauthServer, type OauthServer } from './app/oauth-server.js';
import { wordsOf } from './app/person.js';

const GOOD = 'https://good.example/client.json';
let server: OauthServer;
/** What the server has tried to fetch, and with which result. */
const tried: string[] = [];

beforeAll(async () => {
  const guarded = guardedFetch({ resolve: () => Promise.resolve(['169.254.169.254']) });
  server = await startOauthServer({
    fetchDocument: async (url, init) => {
      if (String(url) === GOOD) {
        return Response.json({ client_id: GOOD, redirect_uris: [REDIRECT], client_name: 'Good' });
      }
      try {
        return await guarded(url, init);
      } catch (error) {
        tried.push(`${url} ${error instanceof FetchRefusedError ? 'refused' : String(error)}`);
        throw error;
      }
    },
  });
});
afterAll(() => server.close());

const newClient = async (metadata?: Record<string, unknown>): Promise<string> =>
  (await server.register(metadata)).json['client_id'] ?? '';

describe('redirect tricks', () => {
  it.each([
    ['another host', 'https://evil.example/callback'],
    ['another path', 'http://127.0.0.1:33418/other'],
    ['a longer path', `${REDIRECT}/more`],
    ['a query', `${REDIRECT}?next=evil`],
    ['a user name', 'http://evil@127.0.0.1:33418/callback'],
    ['another loopback name', 'http://localhost:33418/callback'],
    ['https', 'https://127.0.0.1:33418/callback'],
    ['a host that begins like ours', 'http://127.0.0.1.evil.example:33418/callback'],
    ['code', 'javascript:alert(1)'],
  ])('%s is not where the person is sent', async (_what, redirect_uri) => {
    const { url } = authorizationRequest(server.origin, await newClient(), { redirect_uri });
    const page = await server.person().visit(url);
    expect([page.status, wordsOf(page.html)]).toEqual([
      400,
      expect.stringContaining('Unregistered return address'),
    ]);
  });

  it('any port of loopback is fine, because programs do not know theirs beforehand (RFC 8252 §7.3)', async () => {
    const redirect_uri = 'http://127.0.0.1:61234/callback';
    const { url } = authorizationRequest(server.origin, await newClient(), { redirect_uri });
    const page = await server.person().visit(url);
    expect([page.status, wordsOf(page.html)]).toEqual([200, expect.stringContaining('127.0.0.1:61234')]);
  });

  it.each([
    ['Cursor', ['cursor://anysphere.cursor-mcp/oauth/callback']],
    [
      'VS Code',
      [
        'http://127.0.0.1:33418/',
        'http://127.0.0.1/',
        'https://vscode.dev/redirect',
        'https://insiders.vscode.dev/redirect',
      ],
    ],
    ['Claude', ['https://claude.ai/api/mcp/auth_callback', 'https://claude.com/api/mcp/auth_callback']],
  ])('%s registers and is asked about', async (client_name, redirect_uris) => {
    const clientId = await newClient({ client_name, redirect_uris });
    for (const redirect_uri of redirect_uris) {
      const { url } = authorizationRequest(server.origin, clientId, { redirect_uri });
      expect((await server.person().visit(url)).status).toBe(200);
    }
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'http://evil.example/'])(
    '%s cannot be registered',
    async (uri) => {
      const { status, json } = await server.register({ redirect_uris: [REDIRECT, uri] });
      expect([status, json['error']]).toEqual([400, 'invalid_redirect_uri']);
    },
  );

  it('errors of a request go to a registered address only', async () => {
    const clientId = await newClient();
    const bad = { response_type: 'token', redirect_uri: 'https://evil.example/' };
    const page = await server.person().visit(authorizationRequest(server.origin, clientId, bad).url);
    expect(page.status).toBe(400);
    const good = await server
      .person()
      .visit(authorizationRequest(server.origin, clientId, { response_type: 'token' }).url);
    expect(good.url).toMatch(/^http:\/\/127\.0\.0\.1:33418\/callback[?#]error=/);
  });
});

describe('documents of clients', () => {
  it.each([
    ['a cloud’s metadata service', 'https://169.254.169.254/latest/meta-data'],
    ['loopback', 'https://127.0.0.1/client.json'],
    ['loopback in IPv6', 'https://[::1]/client.json'],
    ['a name that leads to a cloud’s metadata service', 'https://metadata.example/client.json'],
    ['another port', 'https://app.example:22/client.json'],
  ])('at %s are not fetched, and the answer does not tell why', async (_what, clientId) => {
    tried.length = 0;
    const page = await server.person().visit(authorizationRequest(server.origin, clientId).url);
    expect([page.status, wordsOf(page.html)]).toEqual([400, expect.stringContaining('Unknown app')]);
    expect(tried).toEqual([`${clientId} refused`]);
    expect(page.html).not.toMatch(/169\.254|refused|public internet/);
  });

  it.each(['http://good.example/client.json', 'https://good.example/../client.json', 'ftp://good.example/'])(
    '%s is no client id at all',
    async (clientId) => {
      tried.length = 0;
      expect((await server.person().visit(authorizationRequest(server.origin, clientId).url)).status).toBe(
        400,
      );
      expect(tried).toEqual([]);
    },
  );

  it('are fetched so many times a minute and no more, so that nobody can point this server at others', async () => {
    tried.length = 0;
    for (let number = 0; number < 40; number += 1) {
      await server
        .person()
        .open(authorizationRequest(server.origin, `https://victim.example/${number}.json`).url);
    }
    const tries = tried.length;
    for (let number = 40; number < 80; number += 1) {
      await server.post('/oauth/token', {
        grant_type: 'authorization_code',
        client_id: `https://victim.example/${number}.json`,
        code: 'x',
      });
    }
    expect(tries).toBeLessThanOrEqual(40);
    expect(tried.length).toBeLessThanOrEqual(60);
    expect(tried.length).toBeGreaterThan(30);
  });
});

describe('a flood of registrations', () => {
  it('is refused with the time to wait, and other addresses still register', async () => {
    const attempt = (address: string): Promise<Response> =>
      fetch(`${server.origin}/oauth/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none' }),
      });
    const flood = [];
    for (let number = 0; number < 40; number += 1) {
      flood.push(await attempt('198.41.0.4'));
    }
    expect(flood.filter(({ status }) => status === 201)).toHaveLength(30);
    const last = flood.at(-1);
    expect([last?.status, Number(last?.headers.get('retry-after'))]).toEqual([429, expect.any(Number)]);
    expect((await attempt('199.7.91.13')).status).toBe(201);
  });

  it('a flood of authorization requests is refused in words for people', async () => {
    const { url } = authorizationRequest(server.origin, await newClient());
    const person = server.person();
    for (let number = 0; number < 60; number += 1) {
      await person.open(url);
    }
    const page = await person.visit(url);
    expect([page.status, wordsOf(page.html)]).toEqual([429, expect.stringContaining('Too many attempts')]);
    expect((await server.person().visit(url)).status).toBe(200);
  });

  it('a description that is nested without end is refused, and is no fault of ours', async () => {
    const body = `{"redirect_uris":["${REDIRECT}"],"jwks":${'['.repeat(8000)}${']'.repeat(8000)}}`;
    const response = await fetch(`${server.origin}/oauth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '192.33.4.13' },
      body,
    });
    expect(response.status).toBe(400);
    expect(server.logged.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  it('an address in a description is not fetched, so that registering points this server at nobody', async () => {
    tried.length = 0;
    const registered = await server.register({ sector_identifier_uri: 'https://other.example/sector.json' });
    expect([registered.status, tried]).toEqual([201, []]);
  });

  it('a body that is too large is refused', async () => {
    const response = await fetch(`${server.origin}/oauth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '192.33.4.12' },
      body: JSON.stringify({ redirect_uris: [REDIRECT], client_name: 'x'.repeat(100_000) }),
    });
    expect(response.status).toBe(400);
  });
});

describe('web pages', () => {
  it('of any origin may read metadata and register; they send no cookies', async () => {
    const preflight = await fetch(`${server.origin}/oauth/register`, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    for (const path of [
      '/.well-known/oauth-protected-resource/mcp',
      '/.well-known/oauth-authorization-server',
    ]) {
      const { headers } = await fetch(`${server.origin}${path}`, {
        headers: { origin: 'https://app.example' },
      });
      expect(headers.get('access-control-allow-origin')).toMatch(/^(?:\*|https:\/\/app\.example)$/);
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it('may use the token endpoint from an origin that the client sends people back to, and from no other', async () => {
    const clientId = await newClient({ redirect_uris: ['https://app.example/callback'] });
    const answerTo = async (origin: string): Promise<string | null> => {
      const { headers } = await server.post(
        '/oauth/token',
        { grant_type: 'refresh_token', refresh_token: 'x', client_id: clientId },
        { origin },
      );
      return headers.get('access-control-allow-origin');
    };
    expect(await answerTo('https://app.example')).toBe('https://app.example');
    expect(await answerTo('https://evil.example')).toBeNull();
  });
});
