import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { addPage } from '../../../src/sandbox/build/workspace-builder.js';
import { GUS, VERA } from '../../oauth-server/app/oauth-server.js';
import {
  callEach,
  startChatServer,
  type ApiAnswer,
  type ChatPerson,
  type ChatTestServer,
} from '../support/chat-server.js';

let chat: ChatTestServer;
let hiddenPage: string;

beforeAll(async () => {
  chat = await startChatServer({ hasHosted: true });
  const { workspace } = chat.server.sandbox;
  // The hosted server shows it to its person; it is shared with no REST connection.
  hiddenPage = addPage(workspace, { title: 'Hidden plan', hidden: true });
});
// Whoever signs in later is the same person, with what they have connected.
afterEach(async () => {
  const gus = await chat.signedIn({ label: GUS.north });
  for (let [one] = await workspacesOf(gus); one !== undefined; [one] = await workspacesOf(gus)) {
    await gus.api('DELETE', `/api/notion/disconnect/${one.workspace_id}`);
  }
});
afterAll(() => chat.close());

interface Listed {
  readonly workspace_id: string;
  readonly workspace_name: string;
  readonly status: string;
  readonly server: string;
}

const workspacesOf = async (person: ChatPerson): Promise<readonly Listed[]> =>
  (await person.api('GET', '/api/notion/workspaces')).json.workspaces;

const only = async (person: ChatPerson): Promise<string> => {
  const [one, ...others] = await workspacesOf(person);
  expect(others).toEqual([]);
  return one?.workspace_id ?? '';
};

async function connected(account: { readonly label: RegExp }): Promise<ChatPerson> {
  const person = await chat.signedIn(account);
  expect((await person.connectHosted(account)).html).toContain('MCP connected');
  return person;
}

/** Somebody with nothing but a hosted connection. */
async function connectedAlone(account: { readonly label: RegExp }): Promise<ChatPerson> {
  const person = await connected(account);
  await person.api('DELETE', `/api/notion/disconnect/${await only(person)}`);
  return person;
}

const read = (person: ChatPerson, body: object = {}): Promise<ApiAnswer> => {
  chat.model.next(callEach('notion_read_page', 1, { page: hiddenPage }), { text: 'Read.' });
  return person.api('POST', '/api/chat/multi', { message: 'What is the plan?', ...body });
};

it('reads through both connections of a workspace, which is one server', async () => {
  const gus = await chat.signedIn({ label: GUS.north });
  const before = await read(gus);
  expect(before.json.tool_calls).toMatchObject([{ server: 'north', failed: true }]);
  await gus.connectHosted({ label: GUS.north });
  await only(gus);
  const after = await read(gus);
  expect(after.json.tool_calls).toMatchObject([
    { server: 'north', failed: false, result: expect.stringContaining('Hidden plan') },
  ]);
});

it('answers from a workspace that has the hosted connection alone', async () => {
  const gus = await connectedAlone({ label: GUS.north });
  const id = await only(gus);
  expect(await workspacesOf(gus)).toMatchObject([
    { workspace_name: 'North', status: 'connected', server: 'north' },
  ]);
  const { json } = await read(gus, { workspaceIds: [id] });
  expect(json.tool_calls).toMatchObject([
    { server: 'north', failed: false, result: expect.stringContaining('Hidden plan') },
  ]);
  expect(json.servers_used).toEqual(['north']);
  const opened = await gus.api('POST', `/api/notion/connect?workspace_id=${id}`);
  expect(opened.json.tools).toContain('notion_search');

  const page = await gus.page();
  expect(page.html).toContain('MCP connected');
  expect(page.html).toContain(`value="${id}"`);
  // What builds filters needs conditions.
  expect(page.html).not.toContain('Build a filter');
  const databases = await gus.api('GET', `/api/chat/databases?workspaceId=${id}`);
  expect([databases.status, databases.json.message]).toEqual([409, expect.stringContaining('no filters')]);
  const columns = await gus.api('GET', `/api/chat/columns?workspaceId=${id}&database=Voyages`);
  expect(columns.status).toBe(409);
});

it('uses one person’s hosted connection for nobody else', async () => {
  const gus = await connectedAlone({ label: GUS.north });
  const vera = await chat.signedIn({ label: VERA.north });
  const id = await only(gus);
  chat.server.sandbox.hosted.clearRequests();
  const attempts = [
    await vera.api('POST', '/api/chat/multi', { message: 'What is the plan?', workspaceIds: [id] }),
    await vera.api('POST', `/api/notion/connect?workspace_id=${id}`),
    await vera.api('DELETE', `/api/notion/disconnect/${id}`),
    await vera.api('GET', `/api/chat/databases?workspaceId=${id}`),
    await vera.api('GET', `/api/chat/columns?workspaceId=${id}&database=Voyages`),
  ];
  expect(attempts.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect(new Set(attempts.map(({ json }) => JSON.stringify(json))).size).toBe(1);
  // The same workspace, but her own connection: it is not shared with that one.
  expect((await read(vera)).json.tool_calls).toMatchObject([{ server: 'north', failed: true }]);
  expect(chat.server.sandbox.hosted.requests).toEqual([]);
  expect(await only(gus)).toBe(id);
});

it('asks the hosted server for its own workspace only, whatever others the person has', async () => {
  const gus = await connected({ label: GUS.north });
  await gus.connect({ label: GUS.south });
  const south = (await workspacesOf(gus)).find(({ workspace_name: name }) => name === 'South');
  chat.server.sandbox.hosted.clearRequests();
  const { json } = await read(gus, { workspaceIds: [south?.workspace_id ?? ''] });
  expect(json.tool_calls).toMatchObject([{ server: 'south', failed: true }]);
  expect(chat.server.sandbox.hosted.requests).toEqual([]);
});

it('says where a sign-in that Notion has ended is made again', async () => {
  const gus = await connectedAlone({ label: GUS.north });
  chat.server.sandbox.hosted.removeAllGrants();
  const lost = await read(gus);
  expect(lost.json.tool_calls).toMatchObject([
    { failed: true, result: expect.stringMatching(/connect.*again on the page of connections/) },
  ]);
  expect(await workspacesOf(gus)).toMatchObject([{ status: 'reconnect_needed' }]);
  expect((await gus.page()).html).toMatch(/connect-hosted\?id=[\s\S]*Reconnect/);
});
