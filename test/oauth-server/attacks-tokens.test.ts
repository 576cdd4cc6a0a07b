import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProviderAdapter } from '../../src/oauth-server/provider/provider-adapter.js';
import { RecordStore } from '../../src/oauth-server/records/record-store.js';
import { systemClock } from '../../src/clock.js';
import { updateSigned } from '../../src/database/signed-rows.js';
import { authorizeApp, exchange, refresh, rowsSeen, type AuthorizedApp } from './app/authorized-app.js';
import { oauthApp, REDIRECT, authorizationRequest } from './app/oauth-apps.js';
import { NORA, startOauthServer, type OauthServer } from './app/oauth-server.js';
import type { Person } from './app/person.js';

let server: OauthServer;
let person: Person;
let records: RecordStore;

beforeAll(async () => {
  server = await startOauthServer();
  person = server.person();
  person.atNotion = { label: NORA };
  const { database, sealer } = server.store;
  records = new RecordStore({ database, sealer, clock: systemClock });
  await authorizeApp(server, person);
});
afterAll(() => server.close());

const newClient = async (): Promise<string> => (await server.register()).json['client_id'] ?? '';

async function codeFor(clientId: string): Promise<{ readonly code: string; readonly verifier: string }> {
  const { url, verifier } = authorizationRequest(server.origin, clientId);
  return { code: (await person.authorize(url)).searchParams.get('code') ?? '', verifier };
}

describe('stolen and injected codes', () => {
  it.each<[string, Record<string, string>]>([
    ['without the verifier', { code_verifier: '' }],
    ['with another verifier', { code_verifier: 'v'.repeat(43) }],
    ['for another redirect', { redirect_uri: 'http://127.0.0.1:33418/other' }],
  ])('a code is worth nothing %s', async (_what, more) => {
    const clientId = await newClient();
    const { code, verifier } = await codeFor(clientId);
    const { status, json } = await exchange(server, clientId, code, verifier, more);
    expect([status, json['access_token']]).toEqual([400, undefined]);
  });

  it('a code is worth nothing to another client', async () => {
    const { code, verifier } = await codeFor(await newClient());
    expect((await exchange(server, await newClient(), code, verifier)).json['error']).toBe('invalid_grant');
  });

  it('a code that comes twice ends what came of it', async () => {
    const clientId = await newClient();
    const { code, verifier } = await codeFor(clientId);
    const first = await exchange(server, clientId, code, verifier);
    const token = first.json['access_token'] ?? '';
    expect(await rowsSeen(server, token)).toContain('3 rows');
    expect((await exchange(server, clientId, code, verifier)).json['error']).toBe('invalid_grant');
    expect(await rowsSeen(server, token)).toBe('401');
  });

  it('a code whose use was seen by neither of two requests ends what came of it', async () => {
    const clientId = await newClient();
    const { code, verifier } = await codeFor(clientId);
    const first = await exchange(server, clientId, code, verifier);
    // Both have found the code unused; the other one marks it as used only now.
    const adapter = new ProviderAdapter('AuthorizationCode', { records } as never);
    await expect(adapter.consume(code)).rejects.toThrow('invalid_grant');
    expect(await rowsSeen(server, first.json['access_token'] ?? '')).toBe('401');
    const renewed = await refresh(server, clientId, first.json['refresh_token'] ?? '');
    expect(renewed.json['error']).toBe('invalid_grant');
  });

  it.each<[string, Record<string, string>]>([
    ['no challenge', { code_challenge: '', code_challenge_method: '' }],
    ['a plain challenge', { code_challenge_method: 'plain' }],
  ])('a request with %s is refused (PKCE, S256 only)', async (_what, parameters) => {
    const { url } = authorizationRequest(server.origin, await newClient(), parameters);
    expect(new URL((await person.visit(url)).url).searchParams.get('error')).toBe('invalid_request');
  });
});

describe('mixed-up issuers', () => {
  it('every answer names its issuer (RFC 9207), and a client notices another one', async () => {
    const app = oauthApp('v2 modern', server.mcpUrl);
    await app.connect();
    const callback = await person.authorize(app.memory.authorizationUrl);
    expect(callback.searchParams.get('iss')).toBe(server.origin);
    callback.searchParams.set('iss', 'https://evil.example');
    await expect(app.finish(callback)).rejects.toThrow(/iss/i);
  });

  it('the issuer of the metadata is the public address, whatever Host a request names', async () => {
    const response = await fetch(`${server.origin}/.well-known/oauth-authorization-server`, {
      headers: {
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: 'host=evil.example',
      },
    });
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      issuer: server.origin,
      token_endpoint: `${server.origin}/oauth/token`,
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      client_id_metadata_document_supported: true,
      scopes_supported: ['notion:read'],
    });
    expect(text).not.toContain('evil');
  });
});

describe('tokens for something else', () => {
  it('no token is issued for another resource (RFC 8707)', async () => {
    const { url } = authorizationRequest(server.origin, await newClient(), {
      resource: 'https://other.example/mcp',
    });
    expect(new URL((await person.visit(url)).url).searchParams.get('error')).toBe('invalid_target');
  });

  /** A token as another server's would lie in the store, otherwise in order. */
  async function planted(change: Record<string, unknown>): Promise<string> {
    const { clientId, accessToken } = await authorizeApp(server, person);
    const own = await records.find('AccessToken', accessToken);
    const grantId = String(own?.payload['grantId']);
    await records.put(
      'AccessToken',
      accessToken,
      { ...own?.payload, ...change },
      { grantId, expiresAt: null },
    );
    expect(clientId).not.toBe('');
    return accessToken;
  }

  it('a token of this store is accepted only for this audience, this grant and this client', async () => {
    expect(await rowsSeen(server, await planted({}))).toContain('3 rows');
    for (const change of [
      { aud: 'https://other.example/mcp' },
      { aud: undefined },
      { aud: [server.mcpUrl, 'https://other.example'] },
      { grantId: 'another' },
      { clientId: 'another' },
      { accountId: '00000000-0000-4000-8000-000000000000' },
      { accountId: 'nobody' },
      { exp: 1 },
      { kind: 'RefreshToken' },
    ]) {
      expect(await rowsSeen(server, await planted(change))).toBe('401');
    }
  });

  it('a token that lies in the store and was never issued here is nobody’s', async () => {
    const own = await records.find('AccessToken', await planted({}));
    const grantId = String(own?.payload['grantId']);
    await records.put('AccessToken', 'planted', own?.payload ?? {}, { grantId, expiresAt: null });
    expect(await rowsSeen(server, 'planted')).toBe('401');
  });

  it('a token without the scope is told what it lacks', async () => {
    const response = await server.callMcp(await planted({ scope: 'something:else' }));
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toContain(
      'error="insufficient_scope", scope="notion:read"',
    );
  });

  it('refresh tokens, codes and Notion’s own tokens open nothing', async () => {
    const { refreshToken } = await authorizeApp(server, person);
    const { code } = await codeFor(await newClient());
    for (const token of [refreshToken, code, 'ntn_sandbox_demo_token', 'x'.repeat(10_000)]) {
      expect((await server.callMcp(token)).status).toBe(401);
    }
  });

  it('a token in the query is not looked at', async () => {
    const { accessToken } = await authorizeApp(server, person);
    expect((await server.callMcp(undefined, `/mcp?access_token=${accessToken}`)).status).toBe(401);
  });

  it('a token names no space, not even with the right to none other', async () => {
    const { accessToken } = await authorizeApp(server, person);
    expect((await server.callMcp(accessToken, '/mcp/red')).status).toBe(404);
    expect((await server.callMcp(accessToken, '/mcp', { 'x-space-id': 'red' })).status).toBe(404);
  });

  it('no service key reaches a person’s space, not even one for every space', async () => {
    const account = server.sandbox.oauth.accounts.find(({ user }) => NORA.test(user.name));
    const { key } = await server.store.serviceKeys.create('all', 'test');
    expect((await server.callMcp(key, '/mcp/red')).status).toBe(200);
    for (const space of [`@${account?.user.id}`, `%40${account?.user.id}`, `${account?.user.id}`]) {
      const body = await (await server.callMcp(key, `/mcp/${space}`)).text();
      expect(body).not.toContain('"notion_list_workspaces"');
    }
    expect((await server.callMcp(key, `/mcp/@${account?.user.id}`)).status).toBe(404);
    expect((await server.callMcp(key, '/mcp', { 'x-space-id': `@${account?.user.id}` })).status).toBe(404);
    const listed = await fetch(
      `${server.origin}/integrations/notion/connections?spaceId=%40${account?.user.id}`,
      {
        headers: { authorization: `Bearer ${key}` },
      },
    );
    expect(listed.status).toBe(400);
  });
});

describe('refresh tokens', () => {
  const works = async ({ accessToken }: Pick<AuthorizedApp, 'accessToken'>): Promise<boolean> =>
    (await rowsSeen(server, accessToken)).includes('3 rows');

  it('a repeated request within the grace is given the same next token', async () => {
    const app = await authorizeApp(server, person);
    const [first, second] = await Promise.all([
      refresh(server, app.clientId, app.refreshToken),
      refresh(server, app.clientId, app.refreshToken),
    ]);
    const third = await refresh(server, app.clientId, app.refreshToken);
    expect([first.status, second.status, third.status]).toEqual([200, 200, 200]);
    expect(new Set([first, second, third].map(({ json }) => json['refresh_token']))).toHaveProperty(
      'size',
      1,
    );
    expect(first.json['refresh_token']).not.toBe(app.refreshToken);
    for (const { json } of [first, second, third]) {
      expect(await works({ accessToken: json['access_token'] ?? '' })).toBe(true);
    }
    expect((await refresh(server, app.clientId, first.json['refresh_token'] ?? '')).status).toBe(200);
  });

  it('an older one that comes again ends everything that came of it', async () => {
    const app = await authorizeApp(server, person);
    const second = await refresh(server, app.clientId, app.refreshToken);
    const third = await refresh(server, app.clientId, second.json['refresh_token'] ?? '');
    const accessToken = third.json['access_token'] ?? '';
    expect(await works({ accessToken })).toBe(true);
    const replayed = await refresh(server, app.clientId, app.refreshToken);
    expect(replayed.json['error']).toBe('invalid_grant');
    expect(await works({ accessToken })).toBe(false);
    expect((await refresh(server, app.clientId, third.json['refresh_token'] ?? '')).json['error']).toBe(
      'invalid_grant',
    );
    expect(server.logged.join('\n')).toContain('warn ended everything that came of one authorization');
  });

  it('the last one that comes again after the grace does the same', async () => {
    const app = await authorizeApp(server, person);
    const second = await refresh(server, app.clientId, app.refreshToken);
    const { database } = server.store;
    const consumed_at = new Date(Date.now() - 61_000).toISOString();
    await database.change(async (changes) => {
      const used = await changes
        .selectFrom('oauth_records')
        .selectAll()
        .where('consumed_at', 'is not', null)
        .execute();
      for (const { model, id_hash } of used) {
        await updateSigned(database, changes, 'oauth_records', { model, id_hash }, () => ({ consumed_at }));
      }
    });
    expect((await refresh(server, app.clientId, app.refreshToken)).json['error']).toBe('invalid_grant');
    expect(await works({ accessToken: second.json['access_token'] ?? '' })).toBe(false);
  });

  it('is worth nothing to another client', async () => {
    const app = await authorizeApp(server, person);
    const { json } = await refresh(server, await newClient(), app.refreshToken);
    expect(json['error']).toBe('invalid_grant');
    expect((await refresh(server, app.clientId, app.refreshToken)).status).toBe(200);
  });
});

describe('secrets', () => {
  it('neither tokens nor codes nor cookies are logged, nor lie in the database', async () => {
    const clientId = await newClient();
    const { code, verifier } = await codeFor(clientId);
    const { json } = await exchange(server, clientId, code, verifier);
    await rowsSeen(server, json['access_token'] ?? '');
    const tables = ['oauth_records', 'client_grants', 'browser_sessions', 'oauth_states'] as const;
    const stored = await Promise.all(
      tables.map((table) => server.store.database.queries.selectFrom(table).selectAll().execute()),
    );
    const everything = server.logged.join('\n') + JSON.stringify(stored);
    const secrets = [
      json['access_token'],
      json['refresh_token'],
      code,
      ...person.cookies.map(({ value }) => value),
    ];
    for (const secret of secrets.filter((text) => text !== undefined && text.length > 20)) {
      expect(everything).not.toContain(secret);
    }
    expect(everything).not.toContain(REDIRECT.replace('callback', 'never'));
  });

  it('a confidential client without its secret gets nothing', async () => {
    const { json: client } = await server.register({ token_endpoint_auth_method: 'client_secret_post' });
    const clientId = client['client_id'] ?? '';
    const { code, verifier } = await codeFor(clientId);
    const wrong = await exchange(server, clientId, code, verifier, { client_secret: 'x'.repeat(43) });
    expect([wrong.status, wrong.json['error']]).toEqual([401, 'invalid_client']);
    const right = await exchange(server, clientId, code, verifier, {
      client_secret: client['client_secret'] ?? '',
    });
    expect(right.status).toBe(200);
  });
});
