import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { answer } from '../../src/chat/answer.js';
import type { ChatLimits } from '../../src/chat/chat-limits.js';
import type { ChatTurn } from '../../src/chat/chat-turn.js';
import { ServerConnections } from '../../src/chat/servers/server-connections.js';
import type { Clock } from '../../src/clock.js';
import { ask, doneOf, LIMITS, modelOf, only } from './support/ask.js';
import { sampleServer } from './support/sample-server.js';
import { ScriptedModel } from './support/scripted-model.js';

let scripted: ScriptedModel;

beforeEach(async () => {
  scripted = await ScriptedModel.start();
});
afterEach(() => scripted.close());

const looping = sampleServer('loop', [{ name: 'look', run: () => 'look again' }]);
const limits = (changed: Partial<ChatLimits>): ChatLimits => ({ ...LIMITS, ...changed });
const turns = (count: number): ChatTurn[] =>
  Array.from({ length: count }, (_, at) => ({ question: `q${at}`, response: `a${at}`, toolCalls: [] }));

it('ends endless calling at the steps: the last is without tools, and says what there is', async () => {
  scripted.always = ({ toolChoice }) =>
    toolChoice === 'none' ? { text: 'So far: nothing.' } : { calls: [{ name: 'look', arguments: {} }] };
  const events = await ask(
    { question: 'look', servers: [looping] },
    { model: await modelOf(scripted), limits: limits({ steps: 4 }) },
  );
  expect(scripted.requests.map(({ toolChoice }) => toolChoice)).toEqual(['auto', 'auto', 'auto', 'none']);
  expect(only('limit', events)).toMatchObject([{ limit: 'steps' }]);
  expect(doneOf(events)).toMatchObject({ response: 'So far: nothing.', usage: { steps: 4 } });
  expect(doneOf(events).toolCalls).toHaveLength(3);
});

it('ends at the steps also with a model that calls tools although it may not', async () => {
  scripted.always = { calls: [{ name: 'look', arguments: {} }] };
  const events = await ask(
    { question: 'look', servers: [looping] },
    { model: await modelOf(scripted), limits: limits({ steps: 3 }) },
  );
  expect(scripted.requests).toHaveLength(3);
  expect(doneOf(events).toolCalls).toHaveLength(2);
  expect(only('limit', events).at(-1)).toMatchObject({ limit: 'steps' });
});

it.each([
  ['as told', [900, 60] as const, { inputTokens: 900, outputTokens: 60 }],
  ['estimated', false as const, undefined],
])('ends at the tokens, %s', async (_name, usage, told) => {
  scripted.always = { calls: [{ name: 'look', arguments: {} }], usage };
  const events = await ask(
    { question: 'look', servers: [looping] },
    { model: await modelOf(scripted), limits: limits({ steps: 100, tokens: 1500 }) },
  );
  expect(only('limit', events)).toMatchObject([{ limit: 'tokens' }]);
  const { usage: counted } = doneOf(events);
  expect(counted.inputTokens + counted.outputTokens).toBeLessThanOrEqual(1500);
  expect(counted.steps).toBe(scripted.requests.length);
  expect(counted).toMatchObject(told ?? {});
  // What is left is also what the model may say.
  const asked = scripted.requests.map(({ maxTokens }) => Number(maxTokens));
  expect(Math.max(...asked)).toBeLessThan(1500);
});

it('takes no count that gives back what was used', async () => {
  scripted.always = { calls: [{ name: 'look', arguments: {} }], usage: [-1_000_000, -5] };
  const events = await ask(
    { question: 'look', servers: [looping] },
    { model: await modelOf(scripted), limits: limits({ steps: 100, tokens: 1500 }) },
  );
  expect(only('limit', events)).toMatchObject([{ limit: 'tokens' }]);
  expect(doneOf(events).usage.inputTokens).toBeGreaterThan(100);
});

it.each(['hang after text', 'no finish', 'reset'] as const)(
  'counts a step that the model had begun, by an estimate (%s)',
  async (fault) => {
    scripted.next({ text: 'It begins, and never ends.'.repeat(20), fault });
    const model = await modelOf(scripted, [], { silenceMs: 300 });
    const { usage } = doneOf(await ask({ question: 'think' }, { model }));
    expect(usage).toMatchObject({ steps: 1, inputTokens: expect.any(Number) });
    expect(usage.inputTokens).toBeGreaterThan(100);
    expect(usage.outputTokens).toBeGreaterThan(100);
  },
);

it('counts a step that the person stops, and none that the endpoint refuses', async () => {
  const stopping = new AbortController();
  scripted.next({ text: 'It begins, and never ends.', fault: 'hang after text' });
  const model = await modelOf(scripted);
  const events = [];
  for await (const event of answer(
    {
      question: 'think',
      history: [],
      servers: [],
      confirm: () => Promise.resolve('no'),
      signal: stopping.signal,
    },
    { model, connections: new ServerConnections(), limits: LIMITS },
  )) {
    events.push(event);
    stopping.abort();
  }
  expect(doneOf(events).usage.steps).toBe(1);
  scripted.next({ fault: { status: 401 } });
  expect(doneOf(await ask({ question: 'think' }, { model })).usage).toMatchObject({
    steps: 0,
    inputTokens: 0,
  });
});

it('ends at the cost, and tells what it has cost', async () => {
  scripted.always = { calls: [{ name: 'look', arguments: {} }], usage: [1_000_000, 100_000] };
  const events = await ask(
    { question: 'look', servers: [looping] },
    {
      model: await modelOf(scripted),
      limits: limits({ steps: 100, tokens: 100_000_000, cost: 5 }),
      prices: { input: 2, output: 5 },
    },
  );
  expect(scripted.requests).toHaveLength(2);
  expect(only('limit', events)).toMatchObject([{ limit: 'cost' }]);
  expect(doneOf(events).usage.cost).toBeCloseTo(5);
});

it('refuses a question beyond those of a conversation, and asks nobody', async () => {
  const events = await ask(
    { question: 'one more', history: turns(3) },
    { model: await modelOf(scripted), limits: limits({ messages: 3 }) },
  );
  expect(events.map(({ type }) => type)).toEqual(['limit', 'done']);
  expect(scripted.requests).toEqual([]);
});

it.each(['  ', 'x'.repeat(20_001)])('refuses a question of the wrong length', async (question) => {
  const events = await ask({ question }, { model: await modelOf(scripted) });
  expect(only('failed', events)).toMatchObject([{ reason: 'refused' }]);
  expect(scripted.requests).toEqual([]);
});

/** A clock that stands until it is moved. */
class StandingClock implements Clock {
  #now = 0;
  readonly #sleeping = new Set<{ readonly until: number; readonly wake: () => void }>();

  now(): Date {
    return new Date(this.#now);
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const sleeper = { until: this.#now + milliseconds, wake };
      this.#sleeping.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake);
    });
  }

  move(milliseconds: number): void {
    this.#now += milliseconds;
    for (const sleeper of this.#sleeping) {
      if (sleeper.until <= this.#now) {
        this.#sleeping.delete(sleeper);
        sleeper.wake();
      }
    }
  }
}

it('ends at the time, in the middle of a call', async () => {
  const clock = new StandingClock();
  const slow = sampleServer('slow', [
    {
      name: 'wait',
      run: () => {
        clock.move(60_000);
        return new Promise<string>(() => {});
      },
    },
  ]);
  scripted.next({ text: 'One moment.', calls: [{ name: 'wait', arguments: {} }] });
  const events = await ask(
    { question: 'wait', servers: [slow] },
    { model: await modelOf(scripted), limits: limits({ seconds: 60 }), clock },
  );
  expect(only('limit', events)).toMatchObject([{ limit: 'time' }]);
  expect(doneOf(events).response).toContain('One moment.');
});

it('does not count the time in which it waits for the person', async () => {
  const clock = new StandingClock();
  const notes = sampleServer('notes', [{ name: 'write', readOnly: false, run: () => 'written' }]);
  scripted.next({ calls: [{ name: 'write', arguments: {} }] }, { text: 'It is written.' });
  const events = await ask(
    {
      question: 'write',
      servers: [notes],
      confirm: async () => {
        for (let minute = 0; minute < 100; minute += 1) {
          clock.move(60_000);
          await Promise.resolve();
        }
        return 'yes';
      },
    },
    { model: await modelOf(scripted), limits: limits({ seconds: 60 }), clock },
  );
  expect(only('limit', events)).toEqual([]);
  expect(only('tool-result', events)).toMatchObject([{ result: 'written', seconds: 0 }]);
});

it('gives the model earlier turns as far as there is room, the newest first to keep', async () => {
  const long = (at: number): ChatTurn => ({
    question: `question ${at}`,
    response: 'x'.repeat(9000),
    toolCalls: [
      {
        tool: 'look',
        server: 'loop',
        arguments: { at },
        result: `found ${at} ${'y'.repeat(20_000)}`,
        failed: false,
        seconds: 1,
      },
    ],
  });
  await ask(
    { question: 'and now?', history: [0, 1, 2, 3, 4, 5, 6, 7].map(long), servers: [looping] },
    { model: await modelOf(scripted) },
  );
  const messages = scripted.requests[0]?.messages ?? [];
  expect(JSON.stringify(messages).length).toBeLessThan(75_000);
  const users = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  expect(users.slice(-3)).toEqual(['question 6', 'question 7', 'and now?']);
  expect(users).not.toContain('question 0');
  expect(JSON.stringify(messages)).toContain('found 7 y');
  expect(JSON.stringify(messages)).toContain('[cut: 16008 more characters]');
});
