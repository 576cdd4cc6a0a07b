import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workspacesOfPerson } from '../../src/oauth-server/grants/person-workspaces.js';
import { parsePersonId } from '../../src/ids.js';
import { clickThrough } from '../sandbox/oauth/consent-form.js';
import { authorizeApp, exchange, rowsSeen } from './app/authorized-app.js';
import { NORA, SAM, startOauthServer, type OauthServer } from './app/oauth-server.js';
import { authorizationRequest } from './app/oauth-apps.js';
import { formOf, wordsOf, type Arrival, type Person } from './app/person.js';

let server: OauthServer;

beforeAll(async () => {
  server = await startOauthServer();
});
afterAll(() => server.close());

const newClient = async (name = 'Hand Made'): Promise<string> =>
  (await server.register({ client_name: name })).json['client_id'] ?? '';

async function ask(person: Person, clientId: string): Promise<Arrival & { readonly verifier: string }> {
  const { url, verifier } = authorizationRequest(server.origin, clientId);
  return { ...(await person.visit(url)), verifier };
}

/** How many connections anybody has; an attack must not add any to somebody else's. */
async function workspaceCount(label: RegExp): Promise<number> {
  const account = server.sandbox.oauth.accounts.find(({ user }) => label.test(user.name));
  const personId = parsePersonId(account?.user.id ?? '');
  return personId === undefined ? NaN : (await workspacesOfPerson(server.store.credentials, personId)).length;
}

describe('confused deputy', () => {
  it('an attacker’s app is not connected by the consent that a person gave to another app', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    await authorizeApp(server, person);
    // The person, signed in here and at Notion, follows a link of the attacker.
    const page = await ask(person, await newClient('Totally Notion'));
    expect(page.status).toBe(200);
    expect(page.html).toContain('name="decision"');
    expect(wordsOf(page.html)).toContain('Totally Notion');
  });

  it('Notion is not reached without our consent, not even by whoever knows the way', async () => {
    const person = server.person();
    const page = await ask(person, await newClient());
    const direct = await person.visit(`${page.url}/notion`);
    expect([direct.status, wordsOf(direct.html)]).toEqual([
      410,
      expect.stringContaining('This request is over'),
    ]);
    expect(person.visited.every((url) => !url.includes('/callback'))).toBe(true);
  });

  it('a consent at Notion that an attacker began for their own request helps nobody but its person', async () => {
    const attacker = server.person();
    const victim = server.person();
    victim.atNotion = { label: SAM };
    const page = await ask(attacker, await newClient());
    // The attacker allows their own app, but lets the victim go the way to Notion.
    const form = formOf(page.html);
    const hop = await attacker.open(new URL(form.action, page.url).href, {
      method: 'POST',
      body: new URLSearchParams({ ...form.fields, decision: 'allow' }),
    });
    const [, next = ''] = /content="0;url=([^"]+)"/.exec(await hop.text()) ?? [];
    const toNotion = (await attacker.open(next)).headers.get('location') ?? '';
    const callback = await clickThrough(toNotion, { decision: 'allow', label: SAM });
    const before = await workspaceCount(SAM);
    const refused = await victim.visit(callback.href);
    expect([refused.status, wordsOf(refused.html)]).toEqual([
      403,
      expect.stringContaining('This started in another browser'),
    ]);
    expect(await workspaceCount(SAM)).toBe(before);
    // Nor does the hop itself open in the victim's browser.
    expect((await victim.visit(next)).status).toBe(410);
  });
});

describe('swapped and stale requests', () => {
  it('a consent page opens in no other browser', async () => {
    const page = await ask(server.person(), await newClient());
    const other = await server.person().visit(page.url);
    expect(other.status).toBe(410);
  });

  it('the cookie of one request opens no other, whatever its path', async () => {
    const person = server.person();
    const first = await ask(person, await newClient('First'));
    const own = person.cookies.filter(({ name }) => name.startsWith('notion-oauth-request'));
    const second = await ask(server.person(), await newClient('Second'));
    const other = server.person();
    for (const cookie of own) {
      other.plant({ ...cookie, path: '/' });
    }
    expect((await other.visit(first.url)).status).toBe(200);
    expect((await other.visit(second.url)).status).toBe(410);
  });

  it('what one person did at Notion decides nothing for another who signs in meanwhile', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    await authorizeApp(server, person);
    const page = await ask(person, await newClient());
    // Sam allows the app in this browser and comes back from Notion ...
    const { fields, action } = formOf(page.html);
    const hop = await person.open(new URL(action, page.url).href, {
      method: 'POST',
      body: new URLSearchParams({ ...fields, decision: 'connect' }),
    });
    const [, next = ''] = /content="0;url=([^"]+)"/.exec(await hop.text()) ?? [];
    const toNotion = (await person.open(next)).headers.get('location') ?? '';
    await person.open((await clickThrough(toNotion, { decision: 'allow', label: SAM })).href);
    // ... and before the page is shown, Nora signs in again in another window.
    const signIn = await person.visit(`${server.origin}/connections`);
    await person.visit(`${server.origin}/connections/connect`, {
      method: 'POST',
      body: new URLSearchParams(formOf(signIn.html).fields),
    });
    const shown = await person.visit(page.url);
    expect([shown.status, wordsOf(shown.html)]).toEqual([200, expect.stringContaining('Nora North')]);
    expect(shown.html).toContain('name="decision"');
  });

  it('two requests in one browser are not mixed up', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    await authorizeApp(server, person);
    const [firstId, secondId] = [await newClient('First'), await newClient('Second')];
    const first = await ask(person, firstId);
    const second = await ask(person, secondId);
    // The form of one, sent to the address of the other: what is decided is what this address has asked.
    const { fields, boxes } = formOf(first.html);
    const body = new URLSearchParams({ ...fields, decision: 'allow', workspace: boxes[0]?.value ?? '' });
    const back = await person.visit(second.url, { method: 'POST', body });
    const code = new URL(back.url).searchParams.get('code') ?? '';
    expect((await exchange(server, firstId, code, first.verifier)).json['error']).toBe('invalid_grant');
    expect((await exchange(server, secondId, code, second.verifier)).status).toBe(200);
  });

  it('a request is decided once', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    await authorizeApp(server, person);
    const page = await ask(person, await newClient());
    const allow = { decision: 'allow', workspace: formOf(page.html).boxes[0]?.value ?? '' };
    expect((await person.submit(page, allow)).status).toBe(0);
    expect((await person.submit(page, allow)).status).toBe(410);
    expect((await person.visit(page.url)).status).toBe(410);
  });
});

describe('CSRF on consent', () => {
  it.each<[string, (fields: Record<string, string>) => [Record<string, string>, Record<string, string>]]>([
    ['no token', ({ form_token: _token, ...rest }) => [rest, {}]],
    ['another browser’s token', (fields) => [{ ...fields, form_token: foreignToken }, {}]],
    ['a form of another site', (fields) => [fields, { 'sec-fetch-site': 'cross-site' }]],
    ['a form of a sister host', (fields) => [fields, { 'sec-fetch-site': 'same-site' }]],
  ])('%s decides nothing', async (_what, change) => {
    const person = server.person();
    person.atNotion = { label: NORA };
    await authorizeApp(server, person);
    const page = await ask(person, await newClient());
    const { fields, boxes } = formOf(page.html);
    const [body, headers] = change({ ...fields, decision: 'allow', workspace: boxes[0]?.value ?? '' });
    const answer = await person.visit(page.url, { method: 'POST', body: new URLSearchParams(body), headers });
    expect([answer.status, wordsOf(answer.html)]).toEqual([
      403,
      expect.stringContaining('Nothing was changed'),
    ]);
  });

  let foreignToken = '';
  beforeAll(async () => {
    foreignToken = formOf((await ask(server.person(), await newClient())).html).fields['form_token'] ?? '';
  });

  it('a decision is never taken by following a link', async () => {
    const person = server.person();
    person.atNotion = { label: NORA };
    await authorizeApp(server, person);
    const page = await ask(person, await newClient());
    const shown = await person.visit(
      `${page.url}?decision=allow&workspace=${formOf(page.html).boxes[0]?.value}`,
    );
    expect([shown.status, shown.html.includes('name="decision"')]).toEqual([200, true]);
  });
});

describe('session fixation', () => {
  it('a cookie that was planted before never stands for the person', async () => {
    const attacker = server.person();
    await ask(attacker, await newClient());
    const planted = attacker.cookies.find(({ name }) => name === 'notion-person');
    expect(planted).toBeDefined();
    const victim = server.person();
    victim.plant(planted ?? { name: '', value: '', path: '/' });
    victim.atNotion = { label: SAM };
    const { accessToken } = await authorizeApp(server, victim);
    expect(await rowsSeen(server, accessToken)).toContain('2 rows');
    expect(victim.cookies.find(({ name }) => name === 'notion-person')?.value).not.toBe(planted?.value);
    const page = await attacker.visit(`${server.origin}/connections`);
    expect(wordsOf(page.html)).not.toContain('Sam South');
  });

  it('signing out ends the session on the server, not only in the browser', async () => {
    const person = server.person();
    person.atNotion = { label: SAM };
    await authorizeApp(server, person);
    const cookie = person.cookies.find(({ name }) => name === 'notion-person');
    const page = await person.visit(`${server.origin}/connections`);
    await person.submit({ ...page, html: page.html.slice(page.html.indexOf('sign-out') - 200) }, {});
    const thief = server.person();
    thief.plant(cookie ?? { name: '', value: '', path: '/' });
    expect(wordsOf((await thief.visit(`${server.origin}/connections`)).html)).not.toContain('Sam South');
  });
});

describe('workspaces of others', () => {
  it('an id of somebody else’s workspace in the form grants nothing', async () => {
    const sam = server.person();
    sam.atNotion = { label: SAM };
    await authorizeApp(server, sam);
    const foreign = formOf((await ask(sam, await newClient())).html).boxes[0]?.value ?? '';
    const nora = server.person();
    nora.atNotion = { label: NORA };
    await authorizeApp(server, nora);
    const page = await ask(nora, await newClient());
    const answer = await nora.submit(page, { decision: 'allow', workspace: foreign });
    expect([answer.status, wordsOf(answer.html)]).toEqual([
      422,
      expect.stringContaining('at least one workspace'),
    ]);
  });
});
