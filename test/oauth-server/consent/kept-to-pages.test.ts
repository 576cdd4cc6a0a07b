import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { updateSigned } from '../../../src/database/signed-rows.js';
import { addPage } from '../../../src/sandbox/build/workspace-builder.js';
import { sitePaths } from '../../../src/web/site-paths.js';
import { authorizeApp, callTool, exchange } from '../app/authorized-app.js';
import { GUS, NORA, startOauthServer, type OauthServer } from '../app/oauth-server.js';
import { authorizationRequest } from '../app/oauth-apps.js';
import { formOf, wordsOf, type Arrival, type Person } from '../app/person.js';

const paths = sitePaths('https://any.example');
const OUTSIDE = 'There is no such object among your allowed pages.';
let server: OauthServer;
let plans: string;
let budget: string;
let secret: string;

beforeEach(async () => {
  server = await startOauthServer();
  const { workspace } = server.sandbox;
  plans = addPage(workspace, { title: 'Plans' });
  budget = addPage(workspace, { title: 'Budget', parent: { kind: 'page', id: plans } });
  secret = addPage(workspace, { title: 'Secret' });
});
afterEach(() => server.close());

const undashed = (id: string): string => id.replaceAll('-', '');
const addressOf = (id: string): string => `https://www.notion.so/Any-title-${undashed(id)}?pvs=4`;

function personAt(label: RegExp): Person {
  const person = server.person();
  person.atNotion = { label };
  return person;
}

/** A person whom this browser knows, with a workspace connected for some other app. */
async function knownPerson(label: RegExp = NORA): Promise<Person> {
  const person = personAt(label);
  await authorizeApp(server, person);
  return person;
}

async function newClient(): Promise<string> {
  return (await server.register()).json['client_id'] ?? '';
}

const consentPageOf = (person: Person, clientId: string): Promise<Arrival> =>
  person.visit(authorizationRequest(server.origin, clientId, { resource: server.mcpUrl }).url);
const appPageOf = (person: Person, clientId: string): Promise<Arrival> =>
  person.visit(`${server.origin}${paths.app(clientId)}`);
/** The ids in the field, dashed or not. */
const typedIn = ({ html }: Arrival): string =>
  /<textarea[\s\S]*?>\n([\s\S]*?)<\/textarea/.exec(html)?.[1] ?? 'none';
const ticked = ({ html }: Arrival): readonly string[] =>
  formOf(html)
    .boxes.filter((box) => box.ticked)
    .map(({ value }) => value);

/** Sees the app's request through and gives its access token. */
async function allow(person: Person, clientId: string, pages: string): Promise<string> {
  const { url, verifier } = authorizationRequest(server.origin, clientId, { resource: server.mcpUrl });
  const page = await person.visit(url);
  const back = await person.submit(page, { decision: 'allow', workspace: ticked(page), pages });
  const { json } = await exchange(
    server,
    clientId,
    new URL(back.url).searchParams.get('code') ?? '',
    verifier,
  );
  return json['access_token'] ?? '';
}

const read = (token: string, page: string): Promise<string> =>
  callTool(server, token, 'notion_read_page', { page });

describe('an app that is kept to pages', () => {
  it('reads them and what lies below, and nothing else', async () => {
    const person = await knownPerson();
    const token = await allow(person, await newClient(), `${addressOf(plans)}\r\n\r\n`);
    expect(await read(token, plans)).toContain('# Plans');
    expect(await read(token, budget)).toContain('# Budget');
    expect(await read(token, secret)).toContain(OUTSIDE);
    expect(await callTool(server, token, 'notion_query_database', { database: 'Voyages' })).not.toContain(
      'Voyage 1',
    );
    expect(await callTool(server, token, 'notion_search', { query: 'Secret' })).not.toContain(
      undashed(secret),
    );
  });

  it('is kept to them from the start, by a person whom Notion names only afterwards', async () => {
    const token = await allow(personAt(NORA), await newClient(), plans);
    expect(await read(token, budget)).toContain('# Budget');
    expect(await read(token, secret)).toContain(OUTSIDE);
  });

  it('reads everything where the person leaves the field empty', async () => {
    const person = await knownPerson();
    const clientId = await newClient();
    expect(typedIn(await consentPageOf(person, clientId))).toBe('');
    const token = await allow(person, clientId, ' \r\n');
    expect(await read(token, secret)).toContain('# Secret');
  });

  it.each([
    ['a title', (): string => 'Plans', 1],
    ['an address elsewhere', () => `https://notion.example/${undashed(plans)}`, 1],
    ['a person', () => `user://${plans}`, 1],
    ['one wrong line among good ones', () => `${plans}\r\n\r\n<b>Budget</b>\r\n${secret}`, 3],
  ])('is not allowed at all with %s, and the page says which line', async (_name, typed, lineNumber) => {
    const person = await knownPerson();
    const clientId = await newClient();
    const page = await consentPageOf(person, clientId);
    const workspace = ticked(page);
    const again = await person.submit(page, { decision: 'allow', workspace, pages: typed() });
    expect(again.status).toBe(422);
    expect(wordsOf(again.html)).toContain(`Line ${lineNumber} is not the URL or id of a page or database:`);
    expect(again.html).not.toContain('<b>Budget');
    expect(ticked(again)).toEqual(workspace);
    expect(typedIn(again)).not.toBe('');
    expect((await appPageOf(person, clientId)).status).toBe(404);
    // No is no, whatever stands in the field.
    const denied = await person.submit(again, { decision: 'deny', pages: typed() });
    expect(new URL(denied.url).searchParams.get('error')).toBe('access_denied');
  });

  it('is not allowed more pages than are checked for each request', async () => {
    const person = await knownPerson();
    const clientId = await newClient();
    const ids = Array.from({ length: 101 }, (_none, at) => at.toString(16).padStart(32, '0'));
    const page = await consentPageOf(person, clientId);
    const again = await person.submit(page, {
      decision: 'allow',
      workspace: ticked(page),
      pages: ids.join('\n'),
    });
    expect([again.status, wordsOf(again.html)]).toEqual([
      422,
      expect.stringContaining('At most 100 pages and databases'),
    ]);
    expect(await allow(person, clientId, ids.slice(0, 100).join('\n'))).not.toBe('');
  });

  it('does not gain by asking again: what was chosen stands in the field', async () => {
    const person = await knownPerson();
    const clientId = await newClient();
    await allow(person, clientId, plans);
    expect(typedIn(await consentPageOf(person, clientId))).toBe(undashed(plans));
    // A form from before there was the field leaves it as it was.
    const { accessToken } = await authorizeApp(server, person, { clientId });
    expect(await read(accessToken, secret)).toContain(OUTSIDE);
  });

  it('does not gain by asking in a browser that nobody is known in', async () => {
    const clientId = await newClient();
    await allow(await knownPerson(), clientId, plans);
    const elsewhere = personAt(NORA);
    const page = await consentPageOf(elsewhere, clientId);
    expect(typedIn(page)).toBe('');
    const back = await elsewhere.submit(page, { decision: 'allow', pages: '' });
    expect([back.status, typedIn(back)]).toEqual([200, undashed(plans)]);
  });

  it.each([
    ['browser that knows the person', true],
    ['new browser', false],
  ])('does not gain when Notion has closed its workspace, in a %s', async (_name, isKnown) => {
    const person = await knownPerson();
    const clientId = await newClient();
    const token = await allow(person, clientId, plans);
    server.sandbox.oauth.removeAllGrants();
    await read(token, plans);
    expect(await read(token, plans)).toBe('401');
    const asked = isKnown ? person : personAt(NORA);
    const page = await consentPageOf(asked, clientId);
    expect(typedIn(page)).toBe(isKnown ? undashed(plans) : '');
    const back = await asked.submit(page, { decision: 'allow', workspace: ticked(page), pages: '' });
    expect(typedIn(back)).toBe(undashed(plans));
  });

  it('does not gain by the way over another workspace', async () => {
    const person = await knownPerson(GUS.north);
    const page = await consentPageOf(person, await newClient());
    person.atNotion = { label: GUS.south };
    const back = await person.submit(page, { decision: 'connect', pages: addressOf(plans) });
    expect(typedIn(back)).toBe(undashed(plans));
  });

  it('is kept to other pages, and to none, from the next request on after a change', async () => {
    const person = await knownPerson();
    const clientId = await newClient();
    const token = await allow(person, clientId, plans);
    expect(wordsOf((await person.visit(`${server.origin}/connections`)).html)).toContain(
      'one page or database, with everything below it',
    );
    const page = await appPageOf(person, clientId);
    expect(typedIn(page)).toBe(undashed(plans));

    const wrong = await person.submit(page, { workspace: ticked(page), pages: `${plans}\nSecret` });
    expect([wrong.status, wordsOf(wrong.html)]).toEqual([
      422,
      expect.stringMatching(/Line 2 is not .* Secret/),
    ]);
    expect(await read(token, secret)).toContain(OUTSIDE);

    await server.store.audit.flush();
    const before = (await server.store.auditStore.entriesAfter(0, 1000)).at(-1)?.sequence ?? 0;
    await person.submit(page, { workspace: ticked(page), pages: `${secret}\n${budget}` });
    expect(await read(token, secret)).toContain('# Secret');
    expect(await read(token, plans)).toContain(OUTSIDE);
    await server.store.audit.flush();
    expect(await server.store.auditStore.entriesAfter(before, 1000)).toMatchObject([
      { action: 'grant.changed', object: `app ${clientId}`, details: '{"pages":2,"workspaces":1}' },
    ]);

    await person.submit(page, { workspace: ticked(page) });
    expect(await read(token, plans)).toContain(OUTSIDE);
    await person.submit(page, { workspace: ticked(page), pages: '' });
    expect(await read(token, plans)).toContain('# Plans');
  });

  it('is changed by its own person only', async () => {
    const clientId = await newClient();
    const token = await allow(await knownPerson(), clientId, plans);
    const other = await knownPerson(GUS.north);
    const own = await newClient();
    await allow(other, own, '');
    const page = await appPageOf(other, own);
    const { fields } = formOf(page.html);
    const body = new URLSearchParams({ ...fields, pages: '' });
    const answer = await other.visit(`${server.origin}${paths.app(clientId)}`, { method: 'POST', body });
    expect(answer.status).toBe(404);
    expect(await read(token, secret)).toContain(OUTSIDE);
  });

  it('reads nothing once the stored pages are damaged', async () => {
    const person = await knownPerson();
    const clientId = await newClient();
    const token = await allow(person, clientId, plans);
    const { database } = server.store;
    const { person_id } = await database.queries
      .selectFrom('client_grants')
      .select('person_id')
      .where('client_id', '=', clientId)
      .executeTakeFirstOrThrow();
    // By this server's own hand: no MAC can help.
    await database.change((changes) =>
      updateSigned(database, changes, 'client_grants', { person_id, client_id: clientId }, () => ({
        roots: '[]',
      })),
    );
    expect(await read(token, plans)).toBe('500');
    // By another's: the permission counts as absent.
    await database.change((changes) =>
      changes.updateTable('client_grants').set({ roots: null }).where('client_id', '=', clientId).execute(),
    );
    expect(await read(token, plans)).toBe('401');
  });
});
