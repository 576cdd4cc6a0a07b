import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { consentTo } from './browser.js';
import { authorizeUrl, exchange, pkce, REDIRECT, register, signIn } from './sign-in.js';

const DAY_MS = 86_400_000;

let now: number;
let documents: Map<string, () => Response | Promise<Response>>;
let sandbox: Sandbox;

beforeEach(async () => {
  now = Date.UTC(2026, 10, 20);
  documents = new Map();
  sandbox = await startSandbox({
    hosted: {
      now: () => now,
      fetchDocument: (url) =>
        Promise.resolve(documents.get(url.href)?.() ?? new Response('', { status: 404 })),
    },
  });
});

afterEach(async () => {
  await sandbox.close();
});

async function pageFor(clientId: string, changes: Record<string, string | undefined> = {}) {
  const { challenge } = pkce();
  const response = await fetch(authorizeUrl(sandbox, clientId, challenge, changes), { redirect: 'manual' });
  return { status: response.status, text: await response.text() };
}

describe('registration', () => {
  it('gives a public client an id of 16 characters and no secret', async () => {
    const { status, body } = await register(sandbox);
    expect(status).toBe(201);
    expect(body).toEqual({
      client_id: expect.stringMatching(/^[\w-]{16}$/),
      redirect_uris: [REDIRECT],
      client_name: 'A test',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      client_id_issued_at: now / 1000,
    });
    expect(sandbox.hosted.counts.registrations).toBe(1);
  });

  it('gives a secret to a client that wants to prove itself', async () => {
    const { body } = await register(sandbox, { token_endpoint_auth_method: 'client_secret_post' });
    expect(body['client_secret']).toEqual(expect.any(String));
  });

  it.each([
    ['no redirect URI', { redirect_uris: [] }],
    ['plain http on another machine', { redirect_uris: ['http://example.com/callback'] }],
    ['a scheme that is no address', { redirect_uris: ['javascript:alert(1)'] }],
    ['an unknown way to prove itself', { token_endpoint_auth_method: 'private_key_jwt' }],
  ])('refuses %s', async (_name, changes) => {
    const { status, body } = await register(sandbox, changes);
    expect([status, body['error']]).toEqual([400, 'invalid_client_metadata']);
  });

  it('refuses a body of more than 1 MiB, and one that is no JSON', async () => {
    const large = await register(sandbox, { client_name: 'x'.repeat(1_100_000) });
    expect([large.status, large.body['error']]).toEqual([400, 'invalid_request']);
    const broken = await fetch(`${sandbox.hosted.url}/register`, { method: 'POST', body: 'client' });
    expect(broken.status).toBe(400);
  });

  it('is not there when it is switched off', async () => {
    sandbox.hosted.behavior.registration = false;
    expect((await register(sandbox)).status).toBe(404);
  });

  it('is forgotten after 90 days: unknown at the page and invalid_client at the token endpoint', async () => {
    const { clientId, refresh_token: refreshToken } = await signIn(sandbox);
    now += 29 * DAY_MS;
    expect((await pageFor(clientId)).status).toBe(200);
    now += 61 * DAY_MS;
    expect(await pageFor(clientId)).toEqual({
      status: 400,
      text: expect.stringContaining('Invalid client_id'),
    });
    const reply = await exchange(sandbox, clientId, 'a:b:c', 'verifier', { refresh_token: refreshToken });
    expect([reply.status, reply.body['error']]).toEqual([401, 'invalid_client']);
  });

  it('can be lost at once', async () => {
    const { clientId } = await signIn(sandbox);
    sandbox.hosted.forgetClients();
    expect((await pageFor(clientId)).text).toContain('Invalid client_id');
  });
});

describe('a redirect URI', () => {
  it.each([
    ['the same', 'http://127.0.0.1:3000/callback', 200],
    ['another port of the loopback address', 'http://127.0.0.1:51234/callback', 200],
    ['another path', 'http://127.0.0.1:3000/other', 400],
    ['the name of the machine', 'http://localhost:3000/callback', 400],
    ['another host', 'https://evil.example/callback', 400],
    ['a query more', 'http://127.0.0.1:3000/callback?x=1', 400],
  ])('is compared with the registered one: %s', async (_name, redirectUri, status) => {
    const { body } = await register(sandbox);
    expect((await pageFor(String(body['client_id']), { redirect_uri: redirectUri })).status).toBe(status);
  });

  it('with a name instead of an address keeps its port', async () => {
    const { body } = await register(sandbox, { redirect_uris: ['http://localhost:3000/callback'] });
    const clientId = String(body['client_id']);
    const uri = 'http://localhost:4000/callback';
    expect((await pageFor(clientId, { redirect_uri: uri })).status).toBe(400);
  });
});

describe('a metadata document as the client', () => {
  const id = 'https://app.example.com/oauth/client.json';
  const good = {
    client_id: id,
    client_name: 'From a document',
    redirect_uris: [REDIRECT],
    token_endpoint_auth_method: 'none',
  };

  it('is fetched, shown and accepted', async () => {
    documents.set(id, () => Response.json(good));
    const { verifier, challenge } = pkce();
    const location = await consentTo(authorizeUrl(sandbox, id, challenge));
    const code = location.searchParams.get('code') ?? '';
    expect((await exchange(sandbox, id, code, verifier)).status).toBe(200);
    expect((await pageFor(id)).text).toContain('From a document');
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ['is not there', () => new Response('', { status: 404 })],
    ['cannot be fetched', () => Promise.reject(new Error('no route'))],
    ['redirects', () => new Response('', { status: 302, headers: { location: 'https://x.example/' } })],
    ['is too large', () => Response.json({ ...good, note: 'x'.repeat(6000) })],
    ['is no JSON', () => new Response('client')],
    ['names another client', () => Response.json({ ...good, client_id: 'https://other.example/c' })],
    ['has no redirect URI', () => Response.json({ ...good, redirect_uris: [] })],
    ['wants a secret', () => Response.json({ ...good, token_endpoint_auth_method: 'client_secret_post' })],
  ])('is refused where it %s', async (_name, answer) => {
    documents.set(id, answer);
    expect(await pageFor(id)).toEqual({
      status: 400,
      text: expect.stringContaining('metadata document was refused'),
    });
    const reply = await exchange(sandbox, id, 'a:b:c', 'verifier');
    expect([reply.status, reply.body['error']]).toEqual([401, 'invalid_client']);
  });

  it.each(['https://app.example.com/', `${id}?v=1`, `${id}#part`])(
    'has a plain address: %s',
    async (address) => {
      documents.set(address, () => Response.json({ ...good, client_id: address }));
      expect((await pageFor(address)).status).toBe(400);
    },
  );

  it('is unknown when it is switched off', async () => {
    documents.set(id, () => Response.json(good));
    sandbox.hosted.behavior.clientIdMetadataDocuments = false;
    expect((await pageFor(id)).text).toContain('Invalid client_id');
  });
});

it('tells apart the ids of REST connections', async () => {
  expect((await pageFor(sandbox.oauth.client.id)).text).toContain('Missing or incomplete Client ID');
});
