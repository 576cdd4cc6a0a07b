import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientKinds, type ClientKind } from '../support/clients/mcp-clients.js';
import { oauthApp, REDIRECT } from './app/oauth-apps.js';
import { NORA, startOauthServer, type OauthServer } from './app/oauth-server.js';

/** A document as a hosted app publishes it. In production it has to be on the public internet. */
const DOCUMENT = 'https://reading-room.example/oauth/client.json';
const documents: Record<string, unknown> = {
  [DOCUMENT]: {
    client_id: DOCUMENT,
    client_name: 'Reading Room',
    redirect_uris: [REDIRECT],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  },
};

let server: OauthServer;
let fetches = 0;

beforeAll(async () => {
  server = await startOauthServer({
    fetchDocument: (url) => {
      fetches += 1;
      const document = documents[String(url)];
      return Promise.resolve(
        new Response(JSON.stringify(document), { status: document === undefined ? 404 : 200 }),
      );
    },
  });
});
afterAll(() => server.close());

const ways: readonly [ClientKind, string, string | undefined][] = clientKinds.flatMap((kind) => [
  [kind, 'registers itself', undefined] as [ClientKind, string, string | undefined],
  [kind, 'is described by a document', DOCUMENT] as [ClientKind, string, string | undefined],
]);

describe.each(ways)('an app with the %s SDK that %s', (kind, _way, clientMetadataUrl) => {
  it('connects with its own OAuth code, calls a tool, and goes on after its access token is over', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    const app = oauthApp(kind, server.mcpUrl, clientMetadataUrl === undefined ? {} : { clientMetadataUrl });
    expect(await app.connect()).toBe(false);
    const callback = await person.authorize(app.memory.authorizationUrl);
    expect(callback.origin + callback.pathname).toBe(REDIRECT);
    expect(callback.searchParams.get('iss')).toBe(server.origin);
    expect(callback.searchParams.get('state')).toBe('state-of-the-app');
    await app.finish(callback);
    expect(await app.connect()).toBe(true);
    expect(await app.toolNames()).toContain('notion_search');
    const answer = await app.call('notion_query_database', { database: 'Voyages' });
    expect(answer).toEqual({ isError: false, text: expect.stringMatching(/^3 rows; that is all/) });
    await app.close();

    const before = app.memory.tokens;
    expect(before).toMatchObject({ token_type: 'Bearer', scope: 'notion:read', expires_in: 3600 });
    app.memory.tokens = { ...before, access_token: 'an-old-one' };
    expect(await app.connect()).toBe(true);
    expect(app.memory.tokens.access_token).not.toBe(before?.access_token);
    expect(app.memory.tokens.refresh_token).not.toBe(before?.refresh_token);
    expect(await app.toolNames()).toContain('notion_search');
    await app.close();
  });
});

describe('the document of an app', () => {
  it('is fetched once and kept', () => {
    expect(fetches).toBe(1);
  });

  it('says who the app is on the consent page', async () => {
    const app = oauthApp('v2 modern', server.mcpUrl, { clientMetadataUrl: DOCUMENT });
    await app.connect();
    const page = await server.person().visit(app.memory.authorizationUrl);
    expect(page.html).toContain('Reading Room');
    expect(page.html).toContain('127.0.0.1:33418');
  });
});
