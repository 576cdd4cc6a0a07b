import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { GUS } from '../../oauth-server/app/oauth-server.js';
import { callEach, startChatServer, type ChatPerson, type ChatTestServer } from '../support/chat-server.js';

let chat: ChatTestServer;
let gus: ChatPerson;

beforeAll(async () => {
  chat = await startChatServer();
  gus = await chat.signedIn({ label: GUS.north }, { label: GUS.south });
});
afterAll(() => chat.close());

it('answers from two workspaces, and says which it used', async () => {
  chat.model.next(callEach('notion_list_databases'), { text: 'Each has **Voyages**.' });
  const { status, json } = await gus.api('POST', '/api/chat/multi', { message: 'Which databases?' });
  expect(status).toBe(200);
  expect(json).toEqual({
    response: 'Each has **Voyages**.',
    tool_calls: expect.arrayContaining(
      ['north', 'south'].map((server) => ({
        tool: 'notion_list_databases',
        server,
        arguments: {},
        result: expect.stringContaining('Voyages'),
        failed: false,
        seconds: expect.any(Number),
      })),
    ),
    servers_used: expect.arrayContaining(['north', 'south']),
    conversationId: expect.stringMatching(/^[\w-]{43}$/),
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
  });
});

it('asks only the workspaces that are named, and goes on with the conversation', async () => {
  const { json: listed } = await gus.api('GET', '/api/notion/workspaces');
  const [north] = listed.workspaces;
  expect(north).toEqual({
    workspace_id: expect.any(String),
    workspace_name: 'North',
    workspace_icon: null,
    status: 'connected',
    server: 'north',
  });
  chat.model.next({ text: 'One.' }, { text: 'Two.' });
  const first = await gus.api('POST', '/api/chat/multi', {
    message: 'first question',
    workspaceIds: [north.workspace_id],
  });
  const sent = chat.model.requests.at(-1);
  expect(sent?.tools.length).toBeGreaterThan(3);
  const { conversationId } = first.json;
  const second = await gus.api('POST', '/api/chat/multi', { message: 'second question', conversationId });
  expect(second.json.conversationId).toBe(conversationId);
  const told = chat.model.requests.at(-1)?.messages.map(({ role, content }) => [role, content]);
  expect(told?.slice(1)).toEqual([
    ['user', 'first question'],
    ['assistant', 'One.'],
    ['user', 'second question'],
  ]);
});

it('sends the same as events', async () => {
  chat.model.next(callEach('notion_list_databases', 1), { text: 'Each has `Voyages`.' });
  const events = await gus.stream({ message: 'Which databases?' });
  const types = events.map(({ type }) => type);
  expect(types.filter((type, at) => type !== types[at - 1])).toEqual([
    'conversation',
    'tool-call',
    'tool-result',
    'text',
    'done',
  ]);
  expect(events.at(-1)?.data).toMatchObject({
    response: 'Each has `Voyages`.',
    serversUsed: ['north'],
    blocks: [
      {
        kind: 'paragraph',
        inlines: [
          { kind: 'text', text: 'Each has ' },
          { kind: 'code', text: 'Voyages' },
          { kind: 'text', text: '.' },
        ],
      },
    ],
  });
});

it('keeps conversations until they are deleted', async () => {
  chat.model.next({ text: 'Kept.' });
  const { json } = await gus.api('POST', '/api/chat/multi', { message: 'Will you   remember\nthis?' });
  const { conversationId: id } = json;
  const list = async (): Promise<readonly unknown[]> =>
    (await gus.api('GET', '/api/chat/conversations')).json.conversations;
  expect(await list()).toContainEqual({
    id,
    title: 'Will you remember this?',
    updatedAt: expect.stringMatching(/Z$/),
  });
  const page = await gus.page(`?conversation=${id}`);
  expect(page.html).toContain('Kept.');
  expect((await gus.api('DELETE', `/api/chat/conversations/${id}`)).status).toBe(204);
  expect((await gus.api('DELETE', `/api/chat/conversations/${id}`)).status).toBe(404);
  expect(JSON.stringify(await list())).not.toContain(id);
  expect((await gus.page(`?conversation=${id}`)).status).toBe(404);
  const gone = await gus.api('POST', '/api/chat/multi', { message: 'x', conversationId: id });
  expect(gone.status).toBe(404);
  expect(gone.json).toMatchObject({
    unknown: 'conversation',
    message: expect.stringContaining('begin a new one'),
  });
});

it('opens a workspace’s server, and ends it with the workspace', async () => {
  const sam = await chat.signedIn({ label: /Sam South/ });
  const { json } = await sam.api('GET', '/api/notion/workspaces');
  const id = json.workspaces[0].workspace_id;
  const opened = await sam.api('POST', `/api/notion/connect?workspace_id=${id}`);
  expect(opened.json).toEqual({
    status: 'connected',
    workspace_id: id,
    tools: expect.arrayContaining(['notion_search', 'notion_query_database']),
    tool_count: opened.json.tools.length,
  });
  const ended = await sam.api('DELETE', `/api/notion/disconnect/${id}`);
  expect(ended.json).toEqual({ status: 'disconnected', workspace_id: id });
  expect((await sam.api('GET', '/api/notion/workspaces')).json).toEqual({ workspaces: [] });
  expect((await sam.api('POST', `/api/notion/connect?workspace_id=${id}`)).status).toBe(404);
  expect((await sam.api('DELETE', `/api/notion/disconnect/${id}`)).status).toBe(404);
  chat.model.next({ text: 'Nothing to look in.' });
  const asked = await sam.api('POST', '/api/chat/multi', { message: 'Which databases?' });
  expect(asked.json.servers_used).toEqual([]);
  expect(chat.model.requests.at(-1)?.tools).toEqual([]);
});

it('offers databases and columns for the filter builder', async () => {
  const { json } = await gus.api('GET', '/api/notion/workspaces');
  const workspaceId = json.workspaces[0].workspace_id;
  const { json: listed } = await gus.api('GET', `/api/chat/databases?workspaceId=${workspaceId}`);
  expect(listed).toEqual({
    databases: [{ id: expect.stringMatching(/^collection:\/\//), title: 'Voyages' }],
  });
  const query = new URLSearchParams({ workspaceId, database: listed.databases[0].id });
  const { json: described } = await gus.api('GET', `/api/chat/columns?${query}`);
  expect(described.columns).toContainEqual({
    name: 'Stage',
    type: 'status',
    operators: ['equals', 'does_not_equal', 'is_empty', 'is_not_empty'],
    options: ['Planned', 'Running', 'Finished'],
  });
  const unknown = new URLSearchParams({ workspaceId, database: 'no such database' });
  expect((await gus.api('GET', `/api/chat/columns?${unknown}`)).status).toBe(404);
});

it.each(['/api/chat/nope', '/api/notion/nope', '/api/chat'])(
  'answers %s, which it does not have, as an API does',
  async (path) => {
    const { status, json } = await gus.api('GET', path);
    expect(status).toBe(404);
    expect(json).toEqual({ error: 'not_found', message: 'The API has no such address.' });
  },
);

it('says plainly what it does not take', async () => {
  for (const body of [
    {},
    { message: '  ' },
    { message: 'x'.repeat(20_001) },
    { message: 'x', workspaceIds: 'a' },
  ]) {
    expect((await gus.api('POST', '/api/chat/multi', body)).status).toBe(400);
  }
  expect((await gus.api('POST', '/api/chat/multi', { message: 'x'.repeat(200_000) })).status).toBe(413);
  expect((await gus.api('GET', '/api/chat/multi')).status).toBe(405);
  const text = await gus.send('POST', '/api/chat/multi', { message: 'x' }, { 'content-type': 'text/plain' });
  expect(text.status).toBe(415);
});

it('passes what Notion sends to the former address on to the real one', async () => {
  const response = await gus.send('GET', '/api/notion/callback?code=c&state=s&evil=https://evil.example');
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('/integrations/notion/oauth/callback?code=c&state=s');
});

// Last: the connection is paused from then on.
it('tells a database that there is not from one that Notion does not show at the moment', async () => {
  const { json } = await gus.api('GET', '/api/notion/workspaces');
  const workspaceId = json.workspaces[1].workspace_id;
  const query = new URLSearchParams({ workspaceId, database: '0b7d5a2c-9f41-4e58-8c3e-7a6d1f0b2e94' });
  const asked = async () => {
    const { status, json: answer } = await gus.api('GET', `/api/chat/columns?${query}`);
    return [status, answer.error];
  };
  expect(await asked()).toEqual([404, 'not_found']);
  chat.server.sandbox.failNext({ kind: 'rate_limited', retryAfterSeconds: 600 });
  expect(await asked()).toEqual([503, 'temporarily_unavailable']);
});
