import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { GUS, NORA } from '../../oauth-server/app/oauth-server.js';
import { callEach, startChatServer, type ChatPerson, type ChatTestServer } from '../support/chat-server.js';

let chat: ChatTestServer;
let gus: ChatPerson;
let nora: ChatPerson;

beforeAll(async () => {
  chat = await startChatServer({ makesChanges: true });
  gus = await chat.signedIn({ label: GUS.north });
  nora = await chat.signedIn({ label: NORA });
});
afterAll(() => chat.close());

const workspaceOf = async (person: ChatPerson): Promise<string> =>
  (await person.api('GET', '/api/notion/workspaces')).json.workspaces[0].workspace_id;

it('answers another person’s conversation as one that never was', async () => {
  chat.model.next({ text: 'For Gus alone.' });
  const { json } = await gus.api('POST', '/api/chat/multi', { message: 'a secret question' });
  const { conversationId } = json;
  const foreign = await nora.api('POST', '/api/chat/multi', { message: 'what was asked?', conversationId });
  const unknown = await nora.api('POST', '/api/chat/multi', {
    message: 'what was asked?',
    conversationId: 'x'.repeat(43),
  });
  expect([foreign.status, foreign.json]).toEqual([404, unknown.json]);
  expect((await nora.api('DELETE', `/api/chat/conversations/${conversationId}`)).status).toBe(404);
  expect((await nora.api('GET', '/api/chat/conversations')).json).toEqual({
    conversations: [],
    answering: [],
  });
  const page = await nora.page(`?conversation=${conversationId}`);
  expect(page.status).toBe(404);
  expect(page.html).not.toContain('For Gus');
  expect((await gus.page(`?conversation=${conversationId}`)).html).toContain('For Gus alone.');
});

it('answers another person’s workspace as one that never was', async () => {
  const id = await workspaceOf(gus);
  const attempts = [
    await nora.api('POST', '/api/chat/multi', { message: 'read it', workspaceIds: [id] }),
    await nora.api('POST', `/api/notion/connect?workspace_id=${id}`),
    await nora.api('DELETE', `/api/notion/disconnect/${id}`),
    await nora.api('GET', `/api/chat/databases?workspaceId=${id}`),
    await nora.api('GET', `/api/chat/columns?workspaceId=${id}&database=Voyages`),
  ];
  expect(attempts.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect(new Set(attempts.map(({ json }) => JSON.stringify(json))).size).toBe(1);
  expect(await workspaceOf(gus)).toBe(id);
});

it('takes nobody’s yes for another person', async () => {
  chat.model.next(callEach('notion_create_pages', 1, { parent: 'Voyages', pages: [{ title: 'Smuggled' }] }), {
    text: 'Not done.',
  });
  const pages = chat.server.sandbox.workspace.pages.size;
  let tries: readonly number[] = [];
  const events = await gus.stream({ message: 'add a row' }, async ({ type, data }) => {
    if (type === 'confirm') {
      const answer = { id: data.confirmationId, answer: 'yes' };
      tries = [
        (await nora.api('POST', '/api/chat/confirm', answer)).status,
        (await nora.api('POST', '/api/chat/confirm', { ...answer, id: data.id })).status,
        (await gus.api('POST', '/api/chat/confirm', { ...answer, id: data.id })).status,
        (await gus.api('POST', '/api/chat/confirm', { id: data.confirmationId, answer: 'no' })).status,
        // Once is enough.
        (await gus.api('POST', '/api/chat/confirm', answer)).status,
      ];
    }
  });
  expect(tries).toEqual([404, 404, 404, 200, 404]);
  expect(events.find(({ type }) => type === 'confirmed')?.data).toMatchObject({ answer: 'no' });
  expect(chat.server.sandbox.workspace.pages.size).toBe(pages);
});

it('lets other sites send nothing, and nobody without a session', async () => {
  const id = await workspaceOf(gus);
  const requests = [
    ['POST', '/api/chat/multi', { message: 'x' }],
    ['POST', '/api/chat/confirm', { id: 'x', answer: 'yes' }],
    ['POST', `/api/notion/connect?workspace_id=${id}`, undefined],
    ['DELETE', `/api/notion/disconnect/${id}`, undefined],
    ['DELETE', '/api/chat/conversations/x', undefined],
  ] as const;
  for (const [method, path, body] of requests) {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ]) {
      expect([path, (await gus.api(method, path, body, headers)).status]).toEqual([path, 403]);
    }
  }
  const stranger = await chat.signedIn();
  for (const [method, path, body] of requests) {
    expect([path, (await stranger.api(method, path, body)).status]).toEqual([path, 401]);
  }
  expect((await stranger.api('GET', '/api/chat/conversations')).status).toBe(401);
  expect((await stranger.api('GET', '/api/notion/workspaces')).status).toBe(401);
  expect((await stranger.page()).html).toContain('Continue with Notion');
});

it('takes the origin of older browsers in place of Fetch metadata, and nothing without either', async () => {
  const without = async (headers: Record<string, string>): Promise<number> => {
    const cookie = gus.browser.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const response = await fetch(`${chat.server.origin}/api/chat/confirm`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, ...headers },
      body: JSON.stringify({ id: 'x', answer: 'no' }),
    });
    return response.status;
  };
  expect(await without({ origin: chat.server.origin })).toBe(404);
  expect(await without({ origin: 'https://evil.example' })).toBe(403);
  expect(await without({ origin: 'null' })).toBe(403);
});

it('starts nothing by a link alone', async () => {
  const requests = chat.server.sandbox.requests.length;
  const page = await gus.browser.visit(`${chat.server.origin}/api/notion/auth`);
  expect(page.status).toBe(200);
  expect(page.html).toContain('Connect a Notion workspace');
  expect(chat.server.sandbox.requests.length).toBe(requests);
});
