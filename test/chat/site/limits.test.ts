import { afterEach, expect, it } from '@jest/globals';
import { GUS, NORA } from '../../oauth-server/app/oauth-server.js';
import { startChatServer, type ChatTestServer } from '../support/chat-server.js';

const DAILY = { messages: 100, steps: 1000, tokens: 10_000_000, cost: undefined };
let chat: ChatTestServer;
afterEach(() => chat.close());

it.each([
  ['messages', { messages: 1 }, 'as many questions today'],
  ['steps', { steps: 1 }, 'as many steps today'],
  ['tokens', { tokens: 5000 }, 'as many tokens today'],
] as const)('tells the limit of a day in %s, to this person alone', async (limit, daily, words) => {
  chat = await startChatServer({ settings: { daily: { ...DAILY, ...daily } } });
  const gus = await chat.signedIn({ label: GUS.north });
  const nora = await chat.signedIn({ label: NORA });
  chat.model.always = { text: 'Yes.', usage: [4990, 10] };
  const ask = (): ReturnType<typeof gus.api> =>
    gus.api('POST', '/api/chat/multi', { message: 'ask', workspaceIds: [] });
  expect((await ask()).status).toBe(200);
  const refused = await ask();
  expect(refused.status).toBe(429);
  expect(refused.json).toEqual({
    error: 'too_many_requests',
    limit,
    message: expect.stringContaining(words),
  });
  const page = await gus.page();
  const token = /name="form_token" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const body = new URLSearchParams({ form_token: token, message: 'my question' });
  const shown = await gus.browser.visit(`${chat.server.origin}/chat`, { method: 'POST', body });
  expect(shown.html).toContain(words);
  expect(shown.html).toContain('my question');
  expect((await nora.api('POST', '/api/chat/multi', { message: 'ask', workspaceIds: [] })).status).toBe(200);
});

it('takes a question of the full length from a form, in any script and with line breaks', async () => {
  chat = await startChatServer();
  const gus = await chat.signedIn({ label: GUS.north });
  const page = await gus.page();
  const token = /name="form_token" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const ask = async (message: string): Promise<string> => {
    const body = new URLSearchParams({ form_token: token, message });
    return (await gus.browser.visit(`${chat.server.origin}/chat`, { method: 'POST', body })).html;
  };
  chat.model.always = { text: 'That was long.' };
  expect(await ask('\u6587\r\n'.repeat(10_000))).toContain('That was long.');
  expect(await ask('\u6587'.repeat(20_001))).not.toContain('That was long.');
});

it('answers one question of a conversation at a time, and three of a person', async () => {
  chat = await startChatServer();
  const gus = await chat.signedIn({ label: GUS.north });
  const first = await gus.api('POST', '/api/chat/multi', { message: 'first' });
  const { conversationId } = first.json;
  chat.model.always = { text: 'Waiting', fault: 'hang after text' };
  const running = new AbortController();
  const hanging: Promise<unknown>[] = [];
  const hang = async (body: object): Promise<void> => {
    await new Promise<void>((begun) => {
      hanging.push(
        gus
          .stream(body, ({ type }) => (type === 'text' ? begun() : undefined), running.signal)
          .catch(() => {}),
      );
    });
  };
  await hang({ message: 'second', conversationId });
  expect((await gus.api('POST', '/api/chat/multi', { message: 'third', conversationId })).status).toBe(409);
  await hang({ message: 'another' });
  await hang({ message: 'another' });
  expect((await gus.api('POST', '/api/chat/multi', { message: 'one too many' })).status).toBe(409);
  // Forgetting a conversation ends its answer.
  expect((await gus.api('DELETE', `/api/chat/conversations/${conversationId}`)).status).toBe(204);
  running.abort();
  await Promise.all(hanging);
});

it('says why the model gave no answer', async () => {
  chat = await startChatServer();
  const gus = await chat.signedIn({ label: GUS.north });
  chat.model.always = { fault: { status: 401 } };
  const { status, json } = await gus.api('POST', '/api/chat/multi', { message: 'ask' });
  expect(status).toBe(502);
  expect(json).toMatchObject({ error: 'model_failed', reason: 'denied' });
  expect(JSON.stringify(json)).not.toContain('SECRET');
});
