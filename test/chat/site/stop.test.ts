import { afterEach, expect, it } from '@jest/globals';
import { GUS } from '../../oauth-server/app/oauth-server.js';
import { startChatServer, type ChatTestServer } from '../support/chat-server.js';

let chat: ChatTestServer;
afterEach(() => chat.model.close());

it('ends answers when the server stops', async () => {
  chat = await startChatServer();
  const gus = await chat.signedIn({ label: GUS.north });
  chat.model.next({ text: 'This never ends', fault: 'hang after text' });
  let closing: Promise<void> | undefined;
  const events = await gus.stream({ message: 'go on' }, ({ type }) => {
    if (type === 'text') {
      closing ??= chat.server.close();
    }
  });
  expect(events.find(({ type }) => type === 'failed')?.data).toMatchObject({ reason: 'stopped' });
  await closing;
});
