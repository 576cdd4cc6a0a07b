import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ask, doneOf, modelOf, only } from './support/ask.js';
import { sampleServer } from './support/sample-server.js';
import { ScriptedModel } from './support/scripted-model.js';

let scripted: ScriptedModel;

beforeEach(async () => {
  scripted = await ScriptedModel.start();
});
afterEach(() => scripted.close());

it('answers with the tools of two servers, called side by side', async () => {
  const sqlite = sampleServer('sqlite', [{ name: 'query', run: () => '42' }]);
  const notion = sampleServer('notion', [{ name: 'search', run: () => '3 databases' }]);
  scripted.next(
    {
      text: 'Let me look.',
      calls: [
        { name: 'query', arguments: { sql: 'select count(*) from users' } },
        { name: 'search', arguments: { query: '' } },
      ],
    },
    { text: '42 users and 3 databases.' },
  );
  const events = await ask(
    { question: 'how many users and databases?', servers: [sqlite, notion] },
    { model: await modelOf(scripted) },
  );
  const done = doneOf(events);
  expect(done.response).toBe('Let me look.\n\n42 users and 3 databases.');
  expect(done.serversUsed).toEqual(['sqlite', 'notion']);
  expect(
    done.toolCalls.map(({ tool, server, result, failed }) => ({ tool, server, result, failed })),
  ).toEqual([
    { tool: 'query', server: 'sqlite', result: '42', failed: false },
    { tool: 'search', server: 'notion', result: '3 databases', failed: false },
  ]);
  expect(done.usage).toEqual({ inputTokens: 200, outputTokens: 20, steps: 2, cost: undefined });
  expect(
    only('text', events)
      .map(({ delta }) => delta)
      .join(''),
  ).toBe(done.response);
  expect(events.map(({ type }) => type).filter((type) => type !== 'text')).toEqual([
    'tool-call',
    'tool-call',
    'tool-result',
    'tool-result',
    'done',
  ]);
  const [, second] = scripted.requests;
  expect(second?.messages.filter(({ role }) => role === 'tool').map(({ content }) => content)).toEqual([
    '42',
    '3 databases',
  ]);
});
