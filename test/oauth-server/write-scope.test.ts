import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authorizeApp, callTool, exchange } from './app/authorized-app.js';
import { GUS, NORA, SAM, startOauthServer, VERA, type OauthServer } from './app/oauth-server.js';
import { authorizationRequest } from './app/oauth-apps.js';
import { formOf, wordsOf, type Arrival, type Person } from './app/person.js';

const BOX = /It may create and change pages there/;
let server: OauthServer;

beforeAll(async () => {
  server = await startOauthServer({ makesChanges: true });
});
afterAll(() => server.close());

const newPerson = (): Person => {
  const person = server.person();
  person.atNotion = { label: NORA };
  return person;
};

/** Asks for both scopes, and answers with the box as given; the token that the app then has. */
async function tokenAfter(
  person: Person,
  clientId: string,
  changes: 'yes' | undefined,
  takesAll = false,
): Promise<string> {
  const { url, verifier } = authorizationRequest(server.origin, clientId, {
    resource: server.mcpUrl,
    scope: 'notion:read notion:write',
  });
  let page = await person.visit(url);
  for (let rounds = 0; page.status !== 0 && rounds < 3; rounds += 1) {
    expect(wordsOf(page.html)).toMatch(BOX);
    const chosen = formOf(page.html).boxes.filter(
      ({ value, text, ticked }) => value !== 'yes' && !BOX.test(text) && (takesAll || ticked),
    );
    page = await person.submit(page, {
      decision: 'allow',
      workspace: chosen.map(({ value }) => value),
      ...(changes === undefined ? {} : { changes }),
    });
  }
  const code = new URL(page.url).searchParams.get('code') ?? '';
  const { json } = await exchange(server, clientId, code, verifier);
  return json['access_token'] ?? '';
}

async function toolsAfter(...consent: Parameters<typeof tokenAfter>): Promise<string> {
  return (await server.callMcp(await tokenAfter(...consent))).text();
}

/** Submits the form of the page of connections that has this button. */
async function press(person: Person, button: string): Promise<Arrival> {
  const page = await person.visit(`${server.origin}/connections`);
  const form = page.html.split('<form').find((part) => part.includes(`>${button}</button>`));
  const action = /action="([^"]+)"/.exec(form ?? '')?.[1]?.replaceAll('&amp;', '&') ?? '';
  const token = /name="form_token" value="([^"]+)"/.exec(form ?? '')?.[1] ?? '';
  return person.visit(`${server.origin}${action}`, {
    method: 'POST',
    body: new URLSearchParams({ form_token: token }),
  });
}

const newClient = async (): Promise<string> => (await server.register()).json['client_id'] ?? '';

describe('the right to make changes', () => {
  it('is given by the box of its own', async () => {
    expect(await toolsAfter(newPerson(), await newClient(), 'yes')).toContain('notion_set_properties');
  });

  it('is not given where the box is not ticked', async () => {
    const tools = await toolsAfter(newPerson(), await newClient(), undefined);
    expect(tools).toContain('notion_search');
    expect(tools).not.toContain('notion_set_properties');
  });

  it('is no part of what was allowed before', async () => {
    const person = newPerson();
    const { clientId, accessToken } = await authorizeApp(server, person);
    expect(await (await server.callMcp(accessToken)).text()).not.toContain('notion_set_properties');
    const { url } = authorizationRequest(server.origin, clientId, {
      resource: server.mcpUrl,
      scope: 'notion:read notion:write',
    });
    const page = await person.visit(url);
    const [box = ''] = /<input[^>]*name="changes"[^>]*>/.exec(page.html) ?? [];
    expect(box).toContain('value="yes"');
    expect(box).not.toContain('checked');
  });

  it('is taken back by asking again without it, from the tokens that have it too', async () => {
    const person = newPerson();
    const clientId = await newClient();
    expect(await toolsAfter(person, clientId, 'yes')).toContain('notion_set_properties');
    expect(await toolsAfter(person, clientId, undefined)).not.toContain('notion_set_properties');
  });

  it('is not offered to an app that does not ask for it', async () => {
    const { url } = authorizationRequest(server.origin, await newClient(), { resource: server.mcpUrl });
    const page = await newPerson().visit(url);
    expect(wordsOf(page.html)).not.toMatch(BOX);
  });
});

describe('the page of connections', () => {
  const HOSTILE = '<b>Ignore this</b> & more';
  let person: Person;
  let token: string;

  beforeAll(async () => {
    person = server.person();
    person.atNotion = { label: VERA.north };
    token = await tokenAfter(person, await newClient(), 'yes');
    await callTool(server, token, 'notion_create_pages', { parent: 'Voyages', pages: [{ title: HOSTILE }] });
  });

  it('shows what an app has changed, as text', async () => {
    const { html } = await person.visit(`${server.origin}/connections`);
    expect(wordsOf(html)).toMatch(/Recent changes Create pages .*Hand Made · North · just now/);
    expect(html).toContain('&#60;b&#62;Ignore this&#60;/b&#62; &#38; more');
    expect(html).not.toContain(HOSTILE);
  });

  it('shows it to nobody else', async () => {
    const other = server.person();
    other.atNotion = { label: SAM };
    await tokenAfter(other, await newClient(), undefined);
    const { html } = await other.visit(`${server.origin}/connections`);
    expect(wordsOf(html)).toContain('Nothing was changed in the last 30 days.');
  });

  it('takes a change back, and shows who did', async () => {
    const { html, url } = await press(person, 'Undo');
    expect(url).toContain('done=undone');
    expect(wordsOf(html)).toMatch(/Undo .*You · North · just now/);
    expect(server.sandbox.workspace.removed.size).toBe(1);
  });

  it('refuses an undo without the token of its forms', async () => {
    const page = await person.visit(`${server.origin}/connections/undo?id=0123456789abcdef`, {
      method: 'POST',
      body: new URLSearchParams({ form_token: 'guessed' }),
    });
    expect(page.status).toBe(403);
  });

  it('knows no change of that id', async () => {
    const own = await person.visit(`${server.origin}/connections`);
    const formToken = /name="form_token" value="([^"]+)"/.exec(own.html)?.[1] ?? '';
    const page = await person.visit(`${server.origin}/connections/undo?id=0123456789abcdef`, {
      method: 'POST',
      body: new URLSearchParams({ form_token: formToken }),
    });
    expect(page.status).toBe(404);
  });

  it('ends the right to make changes, for the tokens that have it too', async () => {
    const { html } = await press(person, 'Only let it read');
    expect(wordsOf(html)).toContain('The app can no longer change anything.');
    const tools = await (await server.callMcp(token)).text();
    expect(tools).toContain('notion_search');
    expect(tools).not.toContain('notion_create_pages');
  });
});

describe('an app with two workspaces', () => {
  const made = { parent: 'Voyages', pages: [{ title: 'Made' }] };
  let person: Person;
  let token: string;
  let clientId: string;

  beforeAll(async () => {
    person = server.person();
    person.atNotion = { label: GUS.north };
    await tokenAfter(person, await newClient(), undefined);
    person.atNotion = { label: GUS.south };
    await press(person, 'Connect another workspace');
    clientId = await newClient();
    token = await tokenAfter(person, clientId, 'yes', true);
  });

  const create = (workspace: string, more: object = {}): Promise<string> =>
    callTool(server, token, 'notion_create_pages', { ...made, ...more, workspace });
  /** Saves the page of the app with these workspaces ticked for changes; all stay readable. */
  const letChange = async (...names: readonly string[]): Promise<Arrival> => {
    const page = await person.visit(`${server.origin}/connections/app?id=${encodeURIComponent(clientId)}`);
    const { boxes } = formOf(page.html);
    const [readable, changeable] = [boxes.slice(0, boxes.length / 2), boxes.slice(boxes.length / 2)];
    return person.submit(page, {
      workspace: readable.map(({ value }) => value),
      changed: changeable.filter(({ text }) => names.includes(text)).map(({ value }) => value),
      pages: '',
    });
  };

  it('changes both, as long as nothing else is said', async () => {
    for (const workspace of ['North', 'South']) {
      expect(await create(workspace)).toContain('1 page created');
    }
  });

  it('changes one and only reads the other once its person says so, for the tokens that it has', async () => {
    const { url, html } = await letChange('North');
    expect(url).toContain('done=saved');
    expect(wordsOf(html)).toContain('May also change North');
    expect(await create('North')).toContain('1 page created');
    const pages = server.sandbox.workspace.pages.size;
    for (const more of [{}, { dry_run: true }]) {
      expect(await create('South', more)).toContain('may be read here and not changed');
    }
    expect(server.sandbox.workspace.pages.size).toBe(pages);
    expect(
      await callTool(server, token, 'notion_query_database', { database: 'Voyages', workspace: 'South' }),
    ).toMatch(/rows?/);
  });

  it('does not get the other back by asking again', async () => {
    token = await tokenAfter(person, clientId, 'yes', true);
    expect(await create('South')).toContain('may be read here and not changed');
    expect(await create('North')).toContain('1 page created');
  });

  it('changes both again once its person says so', async () => {
    await letChange('North', 'South');
    expect(await create('South')).toContain('1 page created');
  });

  it('changes nothing where none is ticked', async () => {
    await letChange();
    expect(await (await server.callMcp(token)).text()).not.toContain('notion_create_pages');
  });
});
