import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { addPerson } from '../../../src/sandbox/build/workspace-builder.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { callEach, ChatPerson } from '../../chat/support/chat-server.js';
import { ScriptedModel } from '../../chat/support/scripted-model.js';
import { Person } from '../../oauth-server/app/person.js';
import { killAll } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';

let sandbox: Sandbox;
let model: ScriptedModel;
let server: SpacesServer;
let nora: ChatPerson;

beforeAll(async () => {
  const { workspace } = workspaceWith({ name: 'North', rows: 3 });
  addPerson(workspace, 'Nora North', null);
  sandbox = await startSandbox({ workspace, oauth: {} });
});
beforeEach(async () => {
  model = await ScriptedModel.start();
});
afterEach(async () => {
  await server?.close();
  await model?.close();
});
afterAll(async () => {
  await sandbox?.close();
  killAll();
});

async function start(extra: Record<string, string> = {}): Promise<void> {
  server = await startSpacesServer(sandbox, { CHAT_API_URL: model.url, CHAT_MODEL: 'scripted', ...extra });
  nora = new ChatPerson(server.origin, new Person(server.origin));
  await nora.connect({ label: /Nora North/ });
}

it('serves the chat where a model is configured, and its page with the script', async () => {
  await start();
  model.next(callEach('notion_list_databases'), { text: 'One database: **Voyages**.' });
  const { json } = await nora.api('POST', '/api/chat/multi', { message: 'Which databases?' });
  expect(json).toMatchObject({ response: 'One database: **Voyages**.', servers_used: ['north'] });
  const page = await nora.page(`?conversation=${json.conversationId}`);
  expect(page.html).toContain('<strong>Voyages</strong>');
  const path = /<script type="module" src="([^"]+)"/.exec(page.html)?.[1] ?? '';
  for (const name of [
    'chat.js',
    'answer-view.js',
    'confirm.js',
    'conversations.js',
    'events.js',
    'filter.js',
    'post.js',
    'render.js',
  ]) {
    const response = await fetch(new URL(name, `${server.origin}${path}`));
    expect([name, response.status]).toEqual([name, 200]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
  }
  expect((await fetch(`${server.origin}${path.replace('chat.js', '..%2f..%2fpackage.json')}`)).status).toBe(
    404,
  );
  expect((await fetch(`${server.origin}/chat/script/0/chat.js`)).status).toBe(404);
});

it('keeps conversations when the server is started again, unreadable in the database', async () => {
  await start();
  model.next({ text: 'Remember the anchor.' });
  const { json } = await nora.api('POST', '/api/chat/multi', { message: 'A question about the lighthouse' });
  server.cli.child.kill('SIGTERM');
  await server.cli.ended;
  const again = await startSpacesServer(sandbox, { ...server.settings });
  const page = await nora.page(`?conversation=${json.conversationId}`);
  again.cli.child.kill('SIGTERM');
  await again.cli.ended;
  expect(page.html).toContain('Remember the anchor.');
  expect(await server.holds(/lighthouse|anchor/)).toBe(false);
});

it('has no chat without a model', async () => {
  server = await startSpacesServer(sandbox);
  const paths = ['/chat', '/api/chat/conversations', '/api/notion/workspaces', '/api/notion/auth'];
  for (const path of paths) {
    expect([path, (await fetch(`${server.origin}${path}`)).status]).toEqual([path, 404]);
  }
  expect(await (await fetch(`${server.origin}/`)).text()).not.toContain('/chat');
});

it('stops while an answer is made', async () => {
  await start();
  model.next({ text: 'This never ends', fault: 'hang after text' });
  const response = await nora.send(
    'POST',
    '/api/chat/multi',
    { message: 'go on' },
    { accept: 'text/event-stream' },
  );
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('event: text')) {
    text += (await reader?.read())?.value ?? '';
  }
  server.cli.child.kill('SIGTERM');
  for (let piece = await reader?.read(); piece?.done === false; piece = await reader?.read()) {
    text += piece.value;
  }
  expect(text).toContain('The answer was stopped.');
  expect(await server.cli.ended).toBe(0);
});
