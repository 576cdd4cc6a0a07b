import { setTimeout as delay } from 'node:timers/promises';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sitePaths } from '../../../src/web/site-paths.js';
import { linkClientV2 } from '../../support/clients/link-clients.js';
import { authorizeApp, exchange, rowsSeen } from '../app/authorized-app.js';
import { REDIRECT, authorizationRequest } from '../app/oauth-apps.js';
import { GUS, NORA, SAM, startOauthServer, type OauthServer } from '../app/oauth-server.js';
import { formOf, linksOf, wordsOf, type Arrival, type Person } from '../app/person.js';

const paths = sitePaths('https://any.example');
let server: OauthServer;

beforeAll(async () => {
  server = await startOauthServer();
});
afterAll(() => server.close());

const newClient = async (): Promise<string> => (await server.register()).json['client_id'] ?? '';
const consentPageOf = async (person: Person, clientId: string): Promise<Arrival> =>
  person.visit(authorizationRequest(server.origin, clientId, { resource: server.mcpUrl }).url);
const visitedNotion = (person: Person): boolean =>
  person.visited.some((url) => url.includes('/integrations/notion/oauth/callback'));

describe('a person whom nobody has named yet', () => {
  it('is told who asks and what for, and is sent to Notion only after allowing it', async () => {
    const person = server.person();
    const page = await consentPageOf(person, await newClient());
    expect(page.status).toBe(200);
    const words = wordsOf(page.html);
    expect(words).toContain('Hand Made');
    expect(words).toContain('127.0.0.1:33418');
    expect(words).toContain('It cannot change or delete anything');
    expect(formOf(page.html).boxes).toEqual([]);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(visitedNotion(person)).toBe(false);
  });

  it('goes back to the app with access_denied after saying no', async () => {
    const person = server.person();
    const page = await consentPageOf(person, await newClient());
    const back = new URL((await person.submit(page, { decision: 'deny' })).url);
    expect(back.origin + back.pathname).toBe(REDIRECT);
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error: 'access_denied',
      state: 'state-of-the-app',
      iss: server.origin,
    });
    expect(visitedNotion(person)).toBe(false);
  });

  it('goes back with access_denied after saying no at Notion', async () => {
    const person = server.person();
    person.atNotion = { decision: 'cancel' };
    const page = await consentPageOf(person, await newClient());
    const back = new URL((await person.submit(page, { decision: 'allow' })).url);
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('code')).toBeNull();
  });
});

describe('a person who comes back', () => {
  it('is known, and allows the next app without Notion', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    await authorizeApp(server, person);
    person.visited.length = 0;
    const page = await consentPageOf(person, await newClient());
    expect(wordsOf(page.html)).toContain('Nora North');
    expect(formOf(page.html).boxes).toEqual([{ value: expect.any(String), ticked: true, text: 'North' }]);
    const { accessToken } = await authorizeApp(server, person);
    expect(visitedNotion(person)).toBe(false);
    expect(await rowsSeen(server, accessToken)).toContain('3 rows; that is all');
  });

  it('is asked even by an app that they have allowed before', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    const { clientId } = await authorizeApp(server, person);
    const page = await consentPageOf(person, clientId);
    expect(page.html).toContain('name="decision"');
  });

  it('is refused at once where an app does not want them asked', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    const { clientId } = await authorizeApp(server, person);
    const { url } = authorizationRequest(server.origin, clientId, { prompt: 'none' });
    const back = new URL((await person.visit(url)).url);
    expect(back.searchParams.get('error')).toMatch(/_required$/);
  });

  it('reads in another browser after Notion has named them, what they connected in the first', async () => {
    const first = server.person();
    first.atNotion = { label: SAM };
    await authorizeApp(server, first);
    const second = server.person();
    second.atNotion = { label: SAM };
    const { accessToken } = await authorizeApp(server, second);
    expect(await rowsSeen(server, accessToken)).toContain('2 rows; that is all');
    const { json } = await server.register();
    expect(formOf((await consentPageOf(second, json['client_id'] ?? '')).html).boxes).toHaveLength(1);
  });
});

describe('a person with several workspaces', () => {
  /** Connects North. */
  async function gus(): Promise<Person> {
    const person = server.person();
    person.atNotion = { label: GUS.north };
    await authorizeApp(server, person);
    return person;
  }

  it('chooses which of them the app may see, and can change that later', async () => {
    const person = await gus();
    const page = await consentPageOf(person, await newClient());
    person.atNotion = { label: GUS.south };
    const back = await person.submit(page, { decision: 'connect' });
    expect(formOf(back.html).boxes.map(({ text, ticked }) => [text, ticked])).toEqual([
      ['North', false],
      ['South', true],
    ]);

    const app = await authorizeApp(server, person, { workspaces: ['South'] });
    expect(await rowsSeen(server, app.accessToken)).toContain('2 rows; that is all');
    expect(await rowsSeen(server, app.accessToken, 'North')).toContain('workspace\\" does not exist');

    const appPage = await person.visit(`${server.origin}${paths.app(app.clientId)}`);
    const north = formOf(appPage.html).boxes.find(({ text }) => text === 'North');
    await person.submit(appPage, { workspace: north?.value ?? '' });
    expect(await rowsSeen(server, app.accessToken)).toContain('3 rows; that is all');
  });

  it('has to choose at least one', async () => {
    // Both are connected by now, and it is Notion that says who this browser's person is.
    const person = await gus();
    const page = await consentPageOf(person, await newClient());
    expect(formOf(page.html).boxes).toHaveLength(2);
    const again = await person.submit(page, { decision: 'allow' });
    expect([again.status, wordsOf(again.html)]).toEqual([
      422,
      expect.stringContaining('Choose at least one workspace'),
    ]);
  });
});

async function disconnectAll(person: Person): Promise<void> {
  for (;;) {
    const page = await person.visit(`${server.origin}/connections`);
    const path = linksOf(page.html).find((link) => link.startsWith('/connections/disconnect'));
    if (path === undefined) {
      return;
    }
    await person.submit(await person.visit(`${server.origin}${path}`), {});
  }
}

describe('the connections of a person', () => {
  it('removing an app ends its tokens at once, and no other app’s', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    const kept = await authorizeApp(server, person);
    const removed = await authorizeApp(server, person);
    const page = await person.visit(`${server.origin}${paths.removeApp(removed.clientId)}`);
    await person.submit(page, {});
    const states = await Promise.all([kept, removed].map(({ accessToken }) => rowsSeen(server, accessToken)));
    expect(states).toEqual([expect.stringContaining('3 rows'), '401']);
    const left = linksOf((await person.visit(`${server.origin}/connections`)).html);
    expect(left).toContain(paths.app(kept.clientId));
    expect(left).not.toContain(paths.app(removed.clientId));
  });

  it('a disconnected workspace is gone, the call says where to go, and another person’s consent does not help', async () => {
    const person = server.person();
    person.atNotion = { label: SAM };
    const { clientId, accessToken } = await authorizeApp(server, person);
    await disconnectAll(person);
    const answer = await rowsSeen(server, accessToken);
    expect(answer).toContain('No Notion workspace is connected');
    const [link = ''] = /http:[^\s"\\]+oauth\/go\/[\w-]+/.exec(answer) ?? [];

    const other = server.person();
    other.atNotion = { label: NORA };
    const foreign = await other.follow(link);
    expect([foreign.status, wordsOf(foreign.html)]).toEqual([
      403,
      expect.stringContaining('This link was for somebody else'),
    ]);
    const again = await rowsSeen(server, accessToken);
    expect(again).toContain('No Notion workspace is connected');

    const [second = ''] = /http:[^\s"\\]+oauth\/go\/[\w-]+/.exec(again) ?? [];
    const page = await person.follow(second);
    expect([page.status, wordsOf(page.html)]).toEqual([
      200,
      expect.stringContaining('Choose whether this app may read it'),
    ]);
    expect(formOf(page.html).boxes).toMatchObject([{ text: 'South', ticked: false }]);
    expect(await rowsSeen(server, accessToken)).toContain(paths.app(clientId));
    await person.submit(page, { workspace: formOf(page.html).boxes[0]?.value ?? '' });
    expect(await rowsSeen(server, accessToken)).toContain('2 rows; that is all');
  });

  it('an app for which nothing is chosen is told where to choose', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    const { clientId, accessToken } = await authorizeApp(server, person);
    const page = `${server.origin}${paths.app(clientId)}`;
    await person.submit(await person.visit(page), { workspace: [] });
    expect(await rowsSeen(server, accessToken)).toContain(page);
  });
});

describe('a call that waits for its person', () => {
  it('goes on when they have chosen a workspace for the app', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    const { clientId, accessToken } = await authorizeApp(server, person);
    const page = `${server.origin}${paths.app(clientId)}`;
    await person.submit(await person.visit(page), { workspace: [] });
    let chosen: Promise<unknown> = Promise.resolve();
    const transport = new StreamableHTTPClientTransport(new URL(server.mcpUrl), {
      requestInit: { headers: { authorization: `Bearer ${accessToken}` } },
    });
    const client = await linkClientV2(transport, 'modern', async ({ url }) => {
      const form = await person.visit(url);
      const workspace = formOf(form.html).boxes.map(({ value }) => value);
      // The client is told that the person goes there; they decide while the server waits.
      chosen = delay(300).then(() => person.submit(form, { workspace }));
      return 'accept';
    });
    const answer = await client.call('notion_query_database', { database: 'Voyages' });
    await chosen;
    expect(client.asked.map(({ url }) => url)).toEqual([page]);
    expect(answer).toEqual({ isError: false, text: expect.stringMatching(/^3 rows; that is all/) });
    await client.close();
  });
});

describe('what is kept of an app', () => {
  it('lasts as long as somebody’s permission, and a day without', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    const lifetimes = async (): Promise<readonly number[]> => {
      const rows = await server.store.database.queries
        .selectFrom('oauth_records')
        .select(['created_at', 'expires_at'])
        .where('model', '=', 'Client')
        .orderBy('created_at', 'desc')
        .limit(1)
        .execute();
      return rows.map((row) =>
        Math.round((Date.parse(row.expires_at ?? '') - Date.parse(row.created_at)) / 86_400_000),
      );
    };
    const clientId = await newClient();
    expect(await lifetimes()).toEqual([1]);
    await authorizeApp(server, person, { clientId });
    expect(await lifetimes()).toEqual([365]);
  });

  it('a workspace of somebody else cannot be chosen for it', async () => {
    const sam = server.person();
    sam.atNotion = { label: SAM };
    await authorizeApp(server, sam);
    const foreign = formOf((await consentPageOf(sam, await newClient())).html).boxes[0]?.value ?? '';
    const nora = server.person();
    nora.atNotion = { label: NORA };
    const app = await authorizeApp(server, nora);
    const page = await nora.visit(`${server.origin}${paths.app(app.clientId)}`);
    expect((await nora.submit(page, { workspace: foreign })).status).toBe(404);
    expect(await rowsSeen(server, app.accessToken)).toContain('3 rows; that is all');
  });
});

describe('revocation by the app', () => {
  it('ends its tokens (RFC 7009)', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    const { clientId, accessToken, refreshToken } = await authorizeApp(server, person);
    const { status } = await server.post('/oauth/revoke', { client_id: clientId, token: refreshToken });
    expect(status).toBe(200);
    expect(await rowsSeen(server, accessToken)).toBe('401');
    const { json } = await exchange(server, clientId, 'no-code', 'x'.repeat(43));
    expect(json['error']).toBe('invalid_grant');
  });
});
