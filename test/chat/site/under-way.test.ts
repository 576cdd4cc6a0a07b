import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { GUS, NORA } from '../../oauth-server/app/oauth-server.js';
import { startChatServer, type ChatPerson, type ChatTestServer } from '../support/chat-server.js';

let chat: ChatTestServer;
let gus: ChatPerson;

beforeAll(async () => {
  chat = await startChatServer();
  gus = await chat.signedIn({ label: GUS.north });
});
afterAll(() => chat.close());

it('shows a conversation on other pages of the person while its first question is answered', async () => {
  const nora = await chat.signedIn({ label: NORA });
  const listed = async (person: ChatPerson): Promise<unknown> =>
    (await person.api('GET', '/api/chat/conversations')).json.answering;
  chat.model.next({ text: 'It begins', fault: 'hang after text' });
  const stop = new AbortController();
  let id = '';
  const events = gus.stream(
    { message: 'The very first <question>' },
    async ({ type, data }) => {
      if (type === 'conversation') {
        id = data.conversationId;
      } else if (type === 'text' && !stop.signal.aborted) {
        const page = await gus.page(`?conversation=${id}`);
        expect(page.status).toBe(200);
        expect(page.html).toContain('The very first &#60;question&#62;');
        expect(page.html).toContain('This is being answered on another page.');
        expect(await listed(gus)).toEqual([id]);
        expect((await nora.page(`?conversation=${id}`)).status).toBe(404);
        expect(await listed(nora)).toEqual([]);
        stop.abort();
      }
    },
    stop.signal,
  );
  await expect(events).rejects.toThrow('aborted');
  let page = await gus.page(`?conversation=${id}`);
  while (page.html.includes('data-answering')) {
    page = await gus.page(`?conversation=${id}`);
  }
  expect(page.html).toContain('It begins');
  expect(page.html).toContain('The answer was stopped.');
  expect(await listed(gus)).toEqual([]);
});
