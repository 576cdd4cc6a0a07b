import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { answer } from '../../src/chat/answer.js';
import { ServerConnections } from '../../src/chat/servers/server-connections.js';
import { ask, doneOf, LIMITS, modelOf, only } from './support/ask.js';
import { sampleServer } from './support/sample-server.js';
import { ScriptedModel, type ScriptedReply } from './support/scripted-model.js';

let scripted: ScriptedModel;

beforeEach(async () => {
  scripted = await ScriptedModel.start();
});
afterEach(() => scripted.close());

const reasonsOf = async (events: ReturnType<typeof ask>) =>
  only('failed', await events).map(({ reason }) => reason);

it.each<[string, ScriptedReply, string]>([
  ['a key that is not accepted', { fault: { status: 401 } }, 'denied'],
  ['an unknown model', { fault: { status: 404 } }, 'refused'],
  ['a conversation that is too long for the model', { fault: { status: 400 } }, 'refused'],
  ['a redirect, which is not followed', { fault: { location: 'http://127.0.0.1:9/v1' } }, 'malformed'],
  ['a refusal of the endpoint', { text: 'I will', finish: 'content_filter' }, 'refused'],
  ['a stream that ends without saying so', { text: 'half of', fault: 'no finish' }, 'cut'],
  ['a connection that is reset', { text: 'half of', fault: 'reset' }, 'cut'],
  ['an answer that is no JSON', { fault: 'no JSON' }, 'malformed'],
  ['an answer that never ends', { fault: 'too large' }, 'malformed'],
  ['nothing', { text: '' }, 'empty'],
])('tells of %s', async (_name, reply, reason) => {
  scripted.next(reply);
  const events = await ask({ question: 'hello' }, { model: await modelOf(scripted) });
  expect(only('failed', events).map((event) => event.reason)).toEqual([reason]);
  expect(doneOf(events).response).toBe(reply.text ?? '');
  // What was said comes before what ended it.
  expect(events.slice(events.findIndex(({ type }) => type === 'failed')).map(({ type }) => type)).toEqual([
    'failed',
    'done',
  ]);
  expect(scripted.requests).toHaveLength(1);
  // Neither what the endpoint said, nor the key.
  expect(JSON.stringify(events)).not.toMatch(/SECRET|key-of-the-test/);
});

it.each([
  [402, 'Its account has to pay first.'],
  [404, 'Check the address in CHAT_API_URL and the name in CHAT_MODEL.'],
])('says what HTTP %i means', async (status, cause) => {
  scripted.next({ fault: { status } });
  const [failed] = only('failed', await ask({ question: 'hello' }, { model: await modelOf(scripted) }));
  expect(failed?.message).toContain(`(HTTP ${status}) ${cause}`);
});

it('shows a refusal in the model’s own words', async () => {
  scripted.next({ refusal: 'I cannot help with that.' });
  const events = await ask({ question: 'hello' }, { model: await modelOf(scripted) });
  expect(doneOf(events).response).toBe('I cannot help with that.');
});

it('says that an answer is cut at the model’s length', async () => {
  scripted.next({ text: 'a long', finish: 'length' });
  const events = await ask({ question: 'hello' }, { model: await modelOf(scripted) });
  expect(only('limit', events)).toMatchObject([{ limit: 'tokens' }]);
  expect(doneOf(events).response).toBe('a long');
});

it('tells of an endpoint that is not there', async () => {
  const model = await modelOf(scripted);
  await scripted.close();
  expect(await reasonsOf(ask({ question: 'hello' }, { model }))).toEqual(['unavailable']);
  scripted = await ScriptedModel.start();
});

it.each<['hang' | 'hang after text']>([['hang'], ['hang after text']])(
  'tells of a model that says nothing more: %s',
  async (fault) => {
    scripted.next({ text: 'half', fault });
    const model = await modelOf(scripted, [], { silenceMs: 300 });
    expect(await reasonsOf(ask({ question: 'hello' }, { model }))).toEqual(['late']);
  },
);

describe('an endpoint with too many requests', () => {
  it('is asked again when it has said so, and the answer is whole', async () => {
    const waits: number[] = [];
    scripted.next(
      { fault: { status: 429, retryAfter: '7' } },
      { fault: { status: 503 } },
      { text: 'Here I am.' },
    );
    const events = await ask({ question: 'hello' }, { model: await modelOf(scripted, waits) });
    expect(doneOf(events).response).toBe('Here I am.');
    expect(waits).toEqual([7000, 1000]);
  });

  it('is not waited for longer than a person would', async () => {
    const waits: number[] = [];
    scripted.always = { fault: { status: 429, retryAfter: '31' } };
    const model = await modelOf(scripted, waits);
    expect(await reasonsOf(ask({ question: 'hello' }, { model }))).toEqual(['busy']);
    expect([waits, scripted.requests.length]).toEqual([[], 1]);
  });

  it('is given up after three more attempts', async () => {
    const waits: number[] = [];
    scripted.always = { fault: { status: 429 } };
    const model = await modelOf(scripted, waits);
    expect(await reasonsOf(ask({ question: 'hello' }, { model }))).toEqual(['busy']);
    expect(waits).toEqual([500, 1000, 2000]);
  });
});

describe('calls that cannot be run', () => {
  const notes = () => sampleServer('notes', [{ name: 'read', run: () => 'a note' }]);

  it.each([
    [
      'arguments that are no JSON',
      { name: 'read', arguments: '{"id": ' },
      'The arguments are no JSON object.',
    ],
    ['arguments that are no object', { name: 'read', arguments: '[1]' }, 'The arguments are no JSON object.'],
    ['a tool that there is not', { name: 'delete', arguments: {} }, 'There is no such tool.'],
  ])('%s: the model is told, and goes on', async (_name, call, told) => {
    const server = notes();
    scripted.next({ calls: [call, { name: 'read', arguments: {} }] }, { text: 'Done.' });
    const events = await ask({ question: 'read', servers: [server] }, { model: await modelOf(scripted) });
    expect(only('tool-result', events).map(({ result }) => result)).toEqual(
      expect.arrayContaining([told, 'a note']),
    );
    const results = scripted.requests[1]?.messages.filter(({ role }) => role === 'tool');
    expect(results?.map(({ content }) => content)).toEqual([told, 'a note']);
    expect(doneOf(events)).toMatchObject({ response: 'Done.', serversUsed: ['notes'] });
    expect(server.calls).toHaveLength(1);
  });

  it('are not run on half an answer', async () => {
    const server = notes();
    scripted.next({ text: 'I read.', calls: [{ name: 'read', arguments: {} }], fault: 'reset' });
    const events = await ask({ question: 'read', servers: [server] }, { model: await modelOf(scripted) });
    expect(only('failed', events)).toMatchObject([{ reason: 'cut' }]);
    expect(server.calls).toEqual([]);
  });

  it('more of them than make sense are refused one by one', async () => {
    const server = notes();
    scripted.next({ calls: Array.from({ length: 30 }, () => ({ name: 'read', arguments: {} })) });
    await ask({ question: 'read', servers: [server] }, { model: await modelOf(scripted) });
    expect(server.calls).toHaveLength(16);
  });
});

it('is stopped by the person in the middle, and the request ends with it', async () => {
  scripted.next({ text: 'I think that', fault: 'hang after text' });
  const stopping = new AbortController();
  const connections = new ServerConnections();
  const events = [];
  for await (const event of answer(
    {
      question: 'think',
      history: [],
      servers: [],
      confirm: () => Promise.resolve('no'),
      signal: stopping.signal,
    },
    { model: await modelOf(scripted), connections, limits: LIMITS },
  )) {
    events.push(event);
    if (event.type === 'text') {
      stopping.abort();
    }
  }
  expect(only('failed', events)).toMatchObject([{ reason: 'stopped' }]);
  expect(events.at(-1)?.type).toBe('done');
  await until(() => scripted.aborted === 1);
});

it('is stopped by a reader that leaves', async () => {
  scripted.next({ text: 'I think that', fault: 'hang after text' });
  for await (const event of answer(
    {
      question: 'think',
      history: [],
      servers: [],
      confirm: () => Promise.resolve('no'),
      signal: new AbortController().signal,
    },
    { model: await modelOf(scripted), connections: new ServerConnections(), limits: LIMITS },
  )) {
    if (event.type === 'text') {
      break;
    }
  }
  await until(() => scripted.aborted === 1);
});

it('writes nothing itself', async () => {
  const written = (['log', 'warn', 'error', 'info'] as const).map((name) =>
    jest.spyOn(console, name).mockImplementation(() => {}),
  );
  scripted.next({ fault: { status: 400 } });
  await ask({ question: 'hello' }, { model: await modelOf(scripted) });
  scripted.next({ text: 'half', fault: 'reset' });
  await ask({ question: 'hello' }, { model: await modelOf(scripted) });
  expect(written.flatMap((spy) => spy.mock.calls)).toEqual([]);
  jest.restoreAllMocks();
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
