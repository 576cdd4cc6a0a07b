import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authorizeApp, exchange } from './app/authorized-app.js';
import { authorizationRequest, NORA, startOauthServer, type OauthServer } from './app/oauth-server.js';
import { formOf, wordsOf, type Person } from './app/person.js';

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

/** Asks for both scopes, and answers with the box as given; the tools that the app then has. */
async function toolsAfter(person: Person, clientId: string, changes: 'yes' | undefined): Promise<string> {
  const { url, verifier } = authorizationRequest(server.origin, clientId, {
    resource: server.mcpUrl,
    scope: 'notion:read notion:write',
  });
  let page = await person.visit(url);
  for (let rounds = 0; page.status !== 0 && rounds < 3; rounds += 1) {
    expect(wordsOf(page.html)).toMatch(BOX);
    const chosen = formOf(page.html).boxes.filter(({ text, ticked }) => !BOX.test(text) && ticked);
    page = await person.submit(page, {
      decision: 'allow',
      workspace: chosen.map(({ value }) => value),
      ...(changes === undefined ? {} : { changes }),
    });
  }
  const code = new URL(page.url).searchParams.get('code') ?? '';
  const { json } = await exchange(server, clientId, code, verifier);
  return (await server.callMcp(json['access_token'] ?? '')).text();
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
