import { expect, it } from '@jest/globals';
import { bodyFor } from '../../../src/chat/model/chat-model.js';
import { ask, modelOf } from '../support/ask.js';
import { sampleServer } from '../support/sample-server.js';
import { ScriptedModel } from '../support/scripted-model.js';

it('names the limit of tokens as the endpoint knows it', () => {
  const body = { model: 'x', max_tokens: 10 };
  expect(bodyFor('https://api.openai.com/v1', body)).toEqual({ model: 'x', max_completion_tokens: 10 });
  expect(bodyFor('https://openrouter.ai/api/v1', body)).toEqual(body);
  expect(bodyFor('https://api.openai.com/v1', { model: 'x' })).toEqual({ model: 'x' });
});

it('sends no half of a character, which endpoints refuse', async () => {
  const scripted = await ScriptedModel.start();
  try {
    const halves = sampleServer('s', [{ name: 'read', run: () => `${'x'.repeat(39_999)}😀` }]);
    scripted.next({ calls: [{ name: 'read', arguments: {} }] });
    const history = [{ question: 'half \ud83d', response: '\ude00', toolCalls: [] }];
    await ask(
      { question: 'whole 😀, half \ud83d', history, servers: [halves] },
      { model: await modelOf(scripted) },
    );
    const sent = scripted.requests[1]?.messages.map(({ content }) => content);
    expect(sent?.slice(1, 4)).toEqual(['half \uFFFD', '\uFFFD', 'whole 😀, half \uFFFD']);
    expect(sent?.at(-1)).toBe(`${'x'.repeat(39_999)}\n[cut: 2 more characters]`);
  } finally {
    await scripted.close();
  }
});

it('sends the key, the model’s name, the rules and the day', async () => {
  const scripted = await ScriptedModel.start();
  try {
    const clock = { now: () => new Date('2026-02-03T23:59:59Z'), sleep: () => new Promise<void>(() => {}) };
    await ask({ question: 'hello' }, { model: await modelOf(scripted), clock });
    expect(scripted.requests).toMatchObject([
      {
        authorization: 'Bearer key-of-the-test',
        model: 'scripted',
        messages: [
          {
            role: 'system',
            content: expect.stringMatching(/data that other people wrote.*Today is 2026-02-03\.$/s),
          },
          { role: 'user', content: 'hello' },
        ],
      },
    ]);
  } finally {
    await scripted.close();
  }
});
