import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import storage from 'oidc-provider/lib/helpers/als.js';
import { isThisResource, protectedResource } from '../../src/oauth-server/grants/resource.js';
import { until } from '../harness/processes/until.js';
import { authorizeApp, rowsSeen } from './app/authorized-app.js';
import { NORA, startOauthServer, type OauthServer } from './app/oauth-server.js';

describe('protectedResource', () => {
  it('names resource, issuer and metadata of a server at the root', () => {
    expect(protectedResource('https://mcp.example.com')).toEqual({
      url: 'https://mcp.example.com/mcp',
      issuer: 'https://mcp.example.com',
      scopes: ['notion:read'],
      metadataUrl: 'https://mcp.example.com/.well-known/oauth-protected-resource/mcp',
      metadataPaths: ['/.well-known/oauth-protected-resource/mcp', '/.well-known/oauth-protected-resource'],
    });
  });

  it('offers changes only where the server makes them', () => {
    const { scopes } = protectedResource('https://mcp.example.com', { makesChanges: true });
    expect(scopes).toEqual(['notion:read', 'notion:write']);
  });

  it('puts the path of a server below one behind the well-known part (RFC 9728 §3.1)', () => {
    expect(protectedResource('https://example.com/notion/')).toMatchObject({
      url: 'https://example.com/notion/mcp',
      issuer: 'https://example.com/notion',
      metadataUrl: 'https://example.com/.well-known/oauth-protected-resource/notion/mcp',
    });
  });

  it.each([
    ['https://mcp.example.com/mcp', true],
    ['https://mcp.example.com/mcp/', true],
    ['https://MCP.example.com:443/mcp', true],
    ['https://mcp.example.com', false],
    ['https://mcp.example.com/mcp/red', false],
    ['https://mcp.example.com/mcp?x', false],
    ['http://mcp.example.com/mcp', false],
    ['https://mcp.example.com.evil.example/mcp', false],
    ['mcp', false],
  ])('the resource indicator %s means it: %s', (indicator, expected) => {
    expect(isThisResource(protectedResource('https://mcp.example.com'), indicator)).toBe(expected);
  });
});

describe('a server with its own authorization server', () => {
  let server: OauthServer;
  beforeAll(async () => {
    server = await startOauthServer();
  });
  afterAll(() => server.close());

  it('leaves the process without the storage that the provider keeps a request in', async () => {
    const disable = jest.spyOn(storage, 'disable');
    await fetch(`${server.origin}/.well-known/oauth-authorization-server`);
    expect(await until(() => disable.mock.calls.length > 0, { withinMs: 30_000 })).toBe(true);
    disable.mockRestore();
  });

  it('answers 401 with where to go', async () => {
    const metadata = `${server.origin}/.well-known/oauth-protected-resource/mcp`;
    const challenge = async (token?: string): Promise<[number, string | null]> => {
      const { status, headers } = await server.callMcp(token);
      return [status, headers.get('www-authenticate')];
    };
    expect(await challenge()).toEqual([
      401,
      `Bearer realm="notion-rest-mcp", scope="notion:read", resource_metadata="${metadata}"`,
    ]);
    expect(await challenge('wrong')).toEqual([
      401,
      `Bearer realm="notion-rest-mcp", error="invalid_token", scope="notion:read", resource_metadata="${metadata}"`,
    ]);
  });

  it.each(['/.well-known/oauth-protected-resource/mcp', '/.well-known/oauth-protected-resource'])(
    'describes itself at %s',
    async (path) => {
      const response = await fetch(`${server.origin}${path}`);
      expect(await response.json()).toEqual({
        resource: server.mcpUrl,
        authorization_servers: [server.origin],
        scopes_supported: ['notion:read'],
        bearer_methods_supported: ['header'],
        resource_name: 'notion-rest-mcp',
      });
    },
  );

  it('goes on serving service keys', async () => {
    const { key } = await server.store.serviceKeys.create('all', 'test');
    expect((await server.callMcp(key)).status).toBe(400);
    expect((await server.callMcp(key, '/mcp/red')).status).toBe(200);
    expect((await server.callMcp(`${key}x`, '/mcp/red')).status).toBe(401);
  });

  it('notes when an app has called last', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    const { accessToken } = await authorizeApp(server, person);
    const lastUsed = async (): Promise<readonly (string | null)[]> =>
      (await server.store.database.queries.selectFrom('client_grants').select('last_used_at').execute()).map(
        ({ last_used_at }) => last_used_at,
      );
    expect(await lastUsed()).toEqual([null]);
    await rowsSeen(server, accessToken);
    const used = await lastUsed();
    expect(used).toEqual([expect.any(String)]);
    await rowsSeen(server, accessToken);
    expect(await lastUsed()).toEqual(used);
  });
});

describe('a server below a path of its host, over https', () => {
  let server: OauthServer;
  beforeAll(async () => {
    server = await startOauthServer({ publicUrl: 'https://example.com/notion' });
  });
  afterAll(() => server.close());

  it('tells its public addresses, behind a proxy that takes the path off', async () => {
    const metadata = await (
      await fetch(`${server.origin}/.well-known/oauth-authorization-server/notion`)
    ).json();
    expect(metadata).toMatchObject({
      issuer: 'https://example.com/notion',
      authorization_endpoint: 'https://example.com/notion/oauth/authorize',
      token_endpoint: 'https://example.com/notion/oauth/token',
      registration_endpoint: 'https://example.com/notion/oauth/register',
    });
    const resource = await (
      await fetch(`${server.origin}/.well-known/oauth-protected-resource/notion/mcp`)
    ).json();
    expect(resource).toMatchObject({ resource: 'https://example.com/notion/mcp' });
  });

  it('sets cookies that only https carries and that no other host can plant', async () => {
    const { json } = await server.register();
    const url = new URL(`${server.origin}/oauth/authorize`);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: json['client_id'] ?? '',
      redirect_uri: 'http://127.0.0.1:33418/callback',
      code_challenge: 'c'.repeat(43),
      code_challenge_method: 'S256',
    }).toString();
    const asked = await fetch(url, { redirect: 'manual' });
    const consent = asked.headers.get('location') ?? '';
    expect(consent).toMatch(/^https:\/\/example\.com\/notion\/oauth\/consent\/[\w-]+$/);
    const cookies = asked.headers.getSetCookie();
    for (const cookie of cookies) {
      expect(cookie).toMatch(
        /^__Host-notion-oauth-(?:request|resume)-[\w-]+(?:\.sig)?=.*; path=\/; .*; secure; httponly/i,
      );
      expect(cookie).toMatch(/samesite=lax/i);
      expect(cookie).not.toMatch(/domain=/i);
    }
    expect(cookies).toHaveLength(4);
    const page = await fetch(consent.replace('https://example.com/notion', server.origin), {
      headers: { cookie: cookies.map((line) => line.split(';')[0]).join('; ') },
    });
    expect(page.status).toBe(200);
    expect(page.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-notion-person=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
    expect(await page.text()).toContain('action="/notion/oauth/consent/');
    // The same values under every name that plain http, or a sister host, could have planted.
    const uid = consent.slice(consent.lastIndexOf('/') + 1);
    for (const rename of [
      (name: string) => name.replace('__Host-', ''),
      (name: string) => name.replace('__Host-', '__Secure-'),
      (name: string) => name.replace(`-${uid}`, ''),
      (name: string) => name.replace('__Host-', '').replace(`-${uid}`, ''),
      (name: string) => name.replace('__Host-', '__Secure-').replace(`-${uid}`, ''),
      (name: string) => name.replace('__Host-', '__HOST-'),
    ]) {
      const planted = await fetch(consent.replace('https://example.com/notion', server.origin), {
        headers: { cookie: cookies.map((line) => rename(line.split(';')[0] ?? '')).join('; ') },
      });
      expect(planted.status).toBe(410);
    }
  });
});
