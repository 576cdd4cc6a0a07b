import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { KeptTurn } from '../../../src/chat/site/conversations.js';
import { LIFETIME_MS, openConversations, type ConversationStore } from '../support/conversation-store.js';

let store: ConversationStore;
beforeEach(async () => {
  store = await openConversations();
});
afterEach(() => store.database.close());

const turn = (question: string, more: Partial<KeptTurn> = {}): KeptTurn => ({
  question,
  response: 'Yes.',
  toolCalls: [],
  serversUsed: [],
  ended: undefined,
  at: store.clock.now(),
  ...more,
});
const call = (result: string) => ({
  tool: 'search',
  server: 'notion',
  arguments: { query: 'x' },
  result,
  failed: false,
  seconds: 1,
});
const add = async (id: string, ...turns: readonly KeptTurn[]): Promise<void> => {
  for (const one of turns) {
    const isFirst = (await store.conversations.find('nora', id)) === undefined;
    await store.conversations.add('nora', id, one, { isFirst });
  }
};
const kept = async (id = 'c'): Promise<readonly KeptTurn[]> =>
  (await store.conversations.find('nora', id))?.turns ?? [];

it('keeps turns as they were, in their order', async () => {
  const turns = [turn('one', { toolCalls: [call('found')], serversUsed: ['notion'] }), turn('two')];
  await add('c', ...turns);
  expect(await kept()).toEqual(turns);
});

it('forgets first what tools answered, the earliest first, and keeps every turn', async () => {
  const large = (question: string): KeptTurn => turn(question, { toolCalls: [call('x'.repeat(300_000))] });
  await add('c', large('one'), large('two'), large('three'), large('four'));
  expect((await kept()).map(({ question, toolCalls }) => [question, toolCalls[0]?.result.length])).toEqual([
    ['one', 0],
    ['two', 300_000],
    ['three', 300_000],
    ['four', 300_000],
  ]);
  expect((await kept())[0]?.toolCalls).toEqual([{ ...call(''), arguments: {} }]);
});

it('forgets the earliest turns where that is not enough, and no more than it has to', async () => {
  const long = (question: string): KeptTurn => turn(question, { response: 'x'.repeat(90_000) });
  const questions = Array.from({ length: 14 }, (_, at) => `question ${at}`);
  await add('c', ...questions.map(long));
  const questionsKept = (await kept()).map(({ question }) => question);
  expect(questionsKept).toEqual(questions.slice(-11));
});

it('keeps the last turn in any case, without what its tools answered, and the beginning of its answer', async () => {
  const calls = Array.from({ length: 30 }, () => call('x'.repeat(40_000)));
  await add('c', turn('first'), turn('last', { response: 'y'.repeat(2_000_000), toolCalls: calls }));
  const turns = await kept();
  expect(turns.map(({ question }) => question)).toEqual(['first', 'last']);
  expect(turns[1]).toMatchObject({
    response: 'y'.repeat(100_000),
    ended: 'Only the beginning of this long answer is kept.',
  });
  expect(turns[1]?.toolCalls.every(({ result }) => result === '')).toBe(true);
});

it('keeps fifty conversations of a person: a new one takes the place of the one used least lately', async () => {
  for (let at = 0; at < 50; at += 1) {
    await add(`c${at}`, turn(`question ${at}`));
    await store.clock.advance(1000);
  }
  // Used again, so that another one is the oldest.
  await add('c0', turn('again'));
  await store.conversations.add('gus', 'of-gus', turn('mine'), { isFirst: true });
  await store.clock.advance(1000);
  await add('new', turn('one more'));
  const ids = (await store.conversations.list('nora')).map(({ id }) => id);
  expect(ids).toHaveLength(50);
  expect(ids.slice(0, 2)).toEqual(['new', 'c0']);
  expect(ids).not.toContain('c1');
  expect(await kept('c1')).toEqual([]);
  expect(await store.conversations.list('gus')).toHaveLength(1);
});

it('ends a conversation so long after its last turn', async () => {
  await add('c', turn('one'));
  await store.clock.advance(LIFETIME_MS - 1);
  await add('c', turn('two'));
  await store.clock.advance(LIFETIME_MS - 1);
  expect(await kept()).toHaveLength(2);
  await store.clock.advance(2);
  expect(await kept()).toEqual([]);
  expect(await store.conversations.list('nora')).toEqual([]);
});

it('does not begin a conversation again that has been deleted', async () => {
  await add('c', turn('one'));
  await store.conversations.delete('nora', 'c');
  await store.conversations.add('nora', 'c', turn('two'), { isFirst: false });
  expect(await kept()).toEqual([]);
});
