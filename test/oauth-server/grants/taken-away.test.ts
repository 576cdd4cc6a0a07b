import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sitePaths } from '../../../src/web/site-paths.js';
import { authorizeApp, refresh, rowsSeen } from '../app/authorized-app.js';
import { GUS, NORA, startOauthServer, type OauthServer } from '../app/oauth-server.js';
import { authorizationRequest } from '../app/oauth-apps.js';
import { formOf, linksOf, wordsOf, type Person } from '../app/person.js';

const paths = sitePaths('https://any.example');
const LINK = /http:[^\s"\\]+oauth\/go\/[\w-]+/;
let server: OauthServer;

beforeEach(async () => {
  server = await startOauthServer();
});
afterEach(() => server.close());

async function personAt(label: RegExp): Promise<Person> {
  const person = server.person();
  person.atNotion = { label };
  return person;
}

const appPage = (person: Person, clientId: string) => person.visit(`${server.origin}${paths.app(clientId)}`);

async function disconnectFirst(person: Person): Promise<void> {
  const page = await person.visit(`${server.origin}/connections`);
  const path = linksOf(page.html).find((link) => link.startsWith('/connections/disconnect')) ?? '';
  await person.submit(await person.visit(`${server.origin}${path}`), {});
}

async function connectAgain(person: Person): Promise<void> {
  const page = await person.visit(`${server.origin}/connections`);
  const body = new URLSearchParams(
    formOf(page.html.slice(page.html.indexOf('connections/connect') - 60)).fields,
  );
  await person.visit(`${server.origin}/connections/connect`, { method: 'POST', body });
}

describe('a workspace that its person took away', () => {
  it('stays away from every app when it is connected anew', async () => {
    const person = await personAt(NORA);
    const [one, two] = [await authorizeApp(server, person), await authorizeApp(server, person)];
    await disconnectFirst(person);
    await connectAgain(person);
    for (const { accessToken, clientId } of [one, two]) {
      expect(await rowsSeen(server, accessToken)).toContain(paths.app(clientId));
    }
  });

  it('stays away when a link that was made before is followed', async () => {
    const person = await personAt(GUS.north);
    const { clientId, accessToken } = await authorizeApp(server, person);
    await disconnectFirst(person);
    const [link = ''] = LINK.exec(await rowsSeen(server, accessToken)) ?? [];
    // The person connects it for another app meanwhile, and the old link comes last.
    await authorizeApp(server, person);
    const page = await person.follow(link);
    expect(wordsOf(page.html)).toContain('Choose whether this app may read it');
    expect(await rowsSeen(server, accessToken)).toContain(paths.app(clientId));
  });

  it('stays away when the same app asks in a browser that nobody is known in', async () => {
    const person = await personAt(NORA);
    const { clientId } = await authorizeApp(server, person);
    await person.submit(await appPage(person, clientId), { workspace: [] });
    const elsewhere = await personAt(NORA);
    const asked = await elsewhere.visit(authorizationRequest(server.origin, clientId).url);
    const back = await elsewhere.submit(asked, { decision: 'allow' });
    expect([back.status, back.html.includes('name="decision"')]).toEqual([200, true]);
    expect(formOf(back.html).boxes).toMatchObject([{ text: 'North', ticked: true }]);
    expect(formOf((await appPage(person, clientId)).html).boxes).toMatchObject([{ ticked: false }]);
  });

  it('a workspace that is connected first, as the person asked, allows nothing by itself', async () => {
    const person = await personAt(NORA);
    await authorizeApp(server, person);
    const clientId = (await server.register()).json['client_id'] ?? '';
    const page = await person.visit(authorizationRequest(server.origin, clientId).url);
    const back = await person.submit(page, { decision: 'connect' });
    expect([back.status, back.html.includes('name="decision"')]).toEqual([200, true]);
  });
});

describe('a grant whose workspaces Notion has all closed', () => {
  it('is over for the app: 401 with a challenge, and invalid_grant', async () => {
    const person = await personAt(NORA);
    const { clientId, accessToken, refreshToken } = await authorizeApp(server, person);
    server.sandbox.oauth.removeAllGrants();
    const told = await rowsSeen(server, accessToken);
    expect(told).toContain('Notion no longer accepts this connection');
    expect(told).not.toMatch(LINK);
    const refused = await server.callMcp(accessToken);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringMatching(/error="invalid_token".*resource_metadata=/),
    ]);
    const { status, json } = await refresh(server, clientId, refreshToken);
    expect([status, json['error']]).toEqual([400, 'invalid_grant']);
    expect(wordsOf((await person.visit(`${server.origin}/connections`)).html)).toContain(
      'Needs you to reconnect',
    );
  });

  it('is over for an app that renews its token before it calls', async () => {
    const person = await personAt(NORA);
    const one = await authorizeApp(server, person);
    const other = await authorizeApp(server, person);
    server.sandbox.oauth.removeAllGrants();
    await rowsSeen(server, one.accessToken);
    const { json } = await refresh(server, other.clientId, other.refreshToken);
    expect(json['error']).toBe('invalid_grant');
  });

  it('begins anew by asking the person, who connects the workspace on the way', async () => {
    const person = await personAt(NORA);
    const { clientId, accessToken } = await authorizeApp(server, person);
    server.sandbox.oauth.removeAllGrants();
    await rowsSeen(server, accessToken);
    expect((await server.callMcp(accessToken)).status).toBe(401);
    person.visited.length = 0;
    const again = await authorizeApp(server, person, { clientId });
    expect(person.visited.some((url) => url.includes('/integrations/notion/oauth/callback'))).toBe(true);
    expect(await rowsSeen(server, again.accessToken)).toContain('3 rows; that is all');
  });

  it('stands while one of its workspaces does', async () => {
    const person = await personAt(GUS.north);
    await authorizeApp(server, person);
    const clientId = (await server.register()).json['client_id'] ?? '';
    const page = await person.visit(authorizationRequest(server.origin, clientId).url);
    person.atNotion = { label: GUS.south };
    await person.submit(page, { decision: 'connect' });
    const { accessToken } = await authorizeApp(server, person, { workspaces: ['North', 'South'] });
    await server.store.database.change((changes) =>
      changes
        .updateTable('credentials')
        .set({ status: 'reconnect_needed', reconnect_reason: 'refused' })
        .where(
          'id',
          '=',
          changes
            .selectFrom('connections')
            .select('credential_id')
            .where('workspace_name', '=', 'South')
            .limit(1),
        )
        .execute(),
    );
    expect(await rowsSeen(server, accessToken, 'South')).toMatch(LINK);
    expect(await rowsSeen(server, accessToken, 'North')).toContain('3 rows; that is all');
  });
});
