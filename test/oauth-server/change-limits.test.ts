import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHANGE_KINDS } from '../../src/web/pages/change-fields.js';
import { writeTools } from '../../src/write-catalogue.js';
import { callTool, exchange } from './app/authorized-app.js';
import { startOauthServer, VERA, type OauthServer } from './app/oauth-server.js';
import { authorizationRequest } from './app/oauth-apps.js';
import { formOf, wordsOf, type Arrival, type Person } from './app/person.js';

let server: OauthServer;
let person: Person;
let clientId: string;
let token: string;

type Fields = Readonly<Record<string, string | readonly string[]>>;

beforeAll(async () => {
  server = await startOauthServer({ makesChanges: true });
  person = server.person();
  person.atNotion = { label: VERA.north };
  clientId = (await server.register()).json['client_id'] ?? '';
});
afterAll(() => server.close());

/** Goes through the consent pages, with these fields beside what they show. */
async function consent(fields: Fields): Promise<readonly Arrival[]> {
  const { url, verifier } = authorizationRequest(server.origin, clientId, {
    resource: server.mcpUrl,
    scope: 'notion:read notion:write',
  });
  const pages = [await person.visit(url)];
  for (
    let page = pages[0];
    page !== undefined && page.status !== 0 && pages.length < 4;
    page = pages.at(-1)
  ) {
    const workspace = formOf(page.html)
      .boxes.filter(({ value, ticked }) => value !== 'yes' && ticked)
      .map(({ value }) => value);
    const next = await person.submit(page, { decision: 'allow', changes: 'yes', workspace, ...fields });
    pages.push(next);
    if (next.status === 422) {
      return pages;
    }
  }
  const code = new URL(pages.at(-1)?.url ?? '').searchParams.get('code') ?? '';
  token = (await exchange(server, clientId, code, verifier)).json['access_token'] ?? '';
  return pages;
}

const appPage = (): Promise<Arrival> =>
  person.visit(`${server.origin}/connections/app?id=${encodeURIComponent(clientId)}`);
const tools = async (): Promise<readonly string[]> =>
  [...(await (await server.callMcp(token)).text()).matchAll(/"name":"(notion_\w+)"/g)].map(
    ([, name = '']) => name,
  );
const save = async (fields: Fields): Promise<Arrival> => {
  const page = await appPage();
  const boxes = formOf(page.html).boxes.map(({ value }) => value);
  return person.submit(page, { workspace: boxes, changed: boxes, pages: '', ...fields });
};
const create = (more: object = {}): Promise<string> =>
  callTool(server, token, 'notion_create_pages', {
    parent: 'Voyages',
    pages: [{ title: 'Made', properties: { Notes: 'x' } }],
    ...more,
  });

describe('what an app may change', () => {
  it('names every tool that makes changes, in the words of the pages', () => {
    expect(Object.keys(CHANGE_KINDS)).toEqual(writeTools.map(({ name }) => name));
  });

  it('is chosen before Notion has said who the person is, and holds', async () => {
    await consent({ change_kind: ['notion_create_pages', 'notion_undo'] });
    const listed = await tools();
    expect(listed).toContain('notion_search');
    expect(listed).toContain('notion_create_pages');
    expect(listed).not.toContain('notion_set_properties');
    const refused = await callTool(server, token, 'notion_set_properties', {
      pages: ['Made'],
      set: { Name: 'x' },
    });
    expect(refused).not.toContain('changed');
  });

  it('is shown when the app asks again, and on its page', async () => {
    const kinds = { change_kind: ['notion_create_pages', 'notion_undo'] };
    expect(formOf((await appPage()).html).changeFields).toMatchObject(kinds);
    const { url } = authorizationRequest(server.origin, clientId, {
      resource: server.mcpUrl,
      scope: 'notion:read notion:write',
    });
    expect(formOf((await person.visit(url)).html).changeFields).toMatchObject(kinds);
  });

  it('is limited to properties, for the tokens that the app has and for dry runs', async () => {
    expect((await save({ change_properties: 'Nothing like it' })).url).toContain('done=saved');
    const pages = server.sandbox.workspace.pages.size;
    for (const more of [{}, { dry_run: true }]) {
      expect(await create(more)).toContain(String.raw`may not be changed here, only \"Nothing like it\"`);
    }
    expect(server.sandbox.workspace.pages.size).toBe(pages);
  });

  it('is limited to pages, which are asked of Notion', async () => {
    await save({ change_properties: '', change_pages: 'f'.repeat(32) });
    const refused = await create({ pages: [{ title: 'Made' }] });
    expect(refused).toMatch(/outside of the pages that may be changed|not be found|not found/);
    expect(refused).not.toContain('1 page created');
  });

  it('is not widened where a field cannot be used', async () => {
    for (const [fields, said] of [
      [{ change_pages: 'no page' }, 'Line 1 is not the URL or id of a page'],
      [
        { change_properties: Array.from({ length: 101 }, (_, at) => `P${at}`).join('\n') },
        'At most 100 properties',
      ],
      [{ change_properties: 'x'.repeat(201) }, 'At most 100 properties'],
    ] as const) {
      const page = await save(fields);
      expect([page.status, wordsOf(page.html)]).toEqual([422, expect.stringContaining(said)]);
      const [asked, again] = await consent(fields);
      expect([asked?.status, again?.status]).toEqual([200, 422]);
    }
    expect(await create({ pages: [{ title: 'Made' }] })).not.toContain('1 page created');
  });

  it('stays where a form does not ask for it', async () => {
    const page = await appPage();
    const { fields, boxes, action } = formOf(page.html);
    const { change_limits: _asked, ...others } = fields;
    const body = new URLSearchParams({
      ...others,
      workspace: boxes[0]?.value ?? '',
      changed: boxes[0]?.value ?? '',
    });
    await person.visit(new URL(action, page.url).href, { method: 'POST', body });
    expect(await tools()).not.toContain('notion_set_properties');
  });

  it('is everything again once the person says so', async () => {
    await save({ change_kind: Object.keys(CHANGE_KINDS), change_properties: '', change_pages: '' });
    expect(await create({ pages: [{ title: 'Made' }] })).toContain('1 page created');
    expect(await tools()).toContain('notion_set_properties');
  });

  it('is nothing where no kind is ticked', async () => {
    await save({ change_kind: [] });
    const listed = await tools();
    expect(Object.keys(CHANGE_KINDS).filter((tool) => listed.includes(tool))).toEqual([]);
    expect(listed).toContain('notion_search');
  });
});
