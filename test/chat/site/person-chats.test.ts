import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ChatDays } from '../../../src/app/chat/chat-days.js';
import type { ChatEvent } from '../../../src/chat/chat-event.js';
import { Confirmations } from '../../../src/chat/site/confirmations.js';
import { DailyUse } from '../../../src/chat/site/daily-use.js';
import { PersonChats } from '../../../src/chat/site/person-chats.js';
import type { ChatBackend } from '../../../src/chat/site/ports.js';
import { silentLog } from '../../../src/telemetry/log/log.js';
import { openConversations, type ConversationStore } from '../support/conversation-store.js';

let store: ConversationStore;
let days: CountedDays;
let logged: unknown[];
let chats: PersonChats;
/** The counts, which can fail. */
class CountedDays extends ChatDays {
  isBroken = false;

  override async add(...amounts: Parameters<ChatDays['add']>): Promise<void> {
    if (this.isBroken) {
      throw new Error('SECRET of the database');
    }
    await super.add(...amounts);
  }
}

/** What the next answer waits for before its end. */
let beforeDone: () => Promise<void>;
/** What a question waits for after its conversation was read. */
let beforeWorkspaces: () => Promise<void>;

const ONE_ANSWER = { steps: 4, tokens: 600, cost: undefined };
/** An answer of one step and ten tokens. */
async function* answer(): AsyncGenerator<ChatEvent> {
  yield { type: 'text', delta: 'Yes.' };
  await beforeDone();
  const usage = { inputTokens: 5, outputTokens: 5, steps: 1, cost: undefined };
  yield { type: 'done', response: 'Yes.', toolCalls: [], serversUsed: [], usage };
}

beforeEach(async () => {
  store = await openConversations();
  logged = [];
  beforeDone = () => Promise.resolve();
  beforeWorkspaces = () => Promise.resolve();
  let ids = 0;
  const { clock, conversations, database } = store;
  days = new CountedDays(database);
  const backend: Pick<ChatBackend, 'ask'> = { ask: answer };
  const limits = { messages: 3, steps: 8, tokens: 1000, cost: undefined };
  chats = new PersonChats({
    backend,
    conversations,
    confirmations: new Confirmations(clock, 1000, () => 'unused'),
    use: new DailyUse(days, limits, ONE_ANSWER, clock),
    workspacesOf: async () => {
      await beforeWorkspaces();
      return [];
    },
    clock,
    newId: () => `c${(ids += 1)}`,
    log: { ...silentLog, error: (...told) => void logged.push(told) },
  });
});
afterEach(() => store.database.close());

const begin = (conversationId?: string) =>
  chats.begin(
    'nora',
    { message: 'a question', conversationId, workspaceIds: undefined },
    { mayAsk: false, signal: new AbortController().signal },
  );
async function ask(conversationId?: string): Promise<readonly string[]> {
  const begun = await begin(conversationId);
  if (begun.kind !== 'begun') {
    return [begun.kind];
  }
  const types: string[] = [];
  for await (const event of begun.events) {
    types.push(event.type === 'failed' ? `failed: ${event.reason}` : event.type);
  }
  return types;
}
const used = () =>
  store.database.queries.selectFrom('chat_days').select(['messages', 'steps', 'tokens']).execute();

it('leaves a conversation deleted that is deleted while its answer is being stored', async () => {
  let finish = (): void => {};
  const writing = new Promise<void>((isWriting) => {
    store.records.beforePut = () =>
      new Promise((resolve) => {
        finish = resolve;
        isWriting();
      });
  });
  const asked = ask();
  await writing;
  const deleted = chats.delete('nora', 'c1');
  store.records.beforePut = () => Promise.resolve();
  finish();
  expect(await deleted).toBe(true);
  await asked;
  expect(await store.conversations.find('nora', 'c1')).toBeUndefined();
  expect(await store.conversations.list('nora')).toEqual([]);
});

it('leaves a conversation deleted that is deleted while a later answer of it begins', async () => {
  await ask();
  const begun = begin('c1');
  beforeDone = async () => void (await store.conversations.delete('nora', 'c1'));
  const answered = await begun;
  if (answered.kind === 'begun') {
    for await (const event of answered.events) {
      expect(event.type).not.toBe('failed');
    }
  }
  expect(await store.conversations.find('nora', 'c1')).toBeUndefined();
});

it('asks no second question on the conversation as it was before the first one', async () => {
  await ask();
  let goOn = (): void => {};
  const slow = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let questions = 0;
  beforeWorkspaces = () => ((questions += 1) === 2 ? slow : Promise.resolve());
  const first = await begin('c1');
  const second = ask('c1');
  if (first.kind === 'begun') {
    for await (const _event of first.events) {
      // To its end.
    }
  }
  goOn();
  expect(await second).toEqual(['busy']);
});

it('counts what an answer took also where it could not be stored, and says that it was not', async () => {
  store.records.beforePut = () => Promise.reject(new Error('SECRET of the database'));
  expect(await ask()).toEqual(['text', 'failed: unkept', 'done']);
  expect(await used()).toEqual([{ messages: 1, steps: 1, tokens: 10 }]);
  expect(JSON.stringify(logged)).toContain('could not store an answer');
  expect(JSON.stringify(logged)).not.toContain('SECRET');
});

it('answers where the use cannot be counted at the end, and what was set aside stays so', async () => {
  days.isBroken = true;
  expect(await ask()).toEqual(['text', 'done']);
  expect(await used()).toEqual([{ messages: 1, steps: 4, tokens: 600 }]);
  expect(JSON.stringify(logged)).toContain('could not count an answer');
  expect(JSON.stringify(logged)).not.toContain('SECRET');
});

it('lets a person begin no more answers at once than three, also while they are being counted', async () => {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  beforeDone = () => ended;
  const begun = await Promise.all([begin(), begin(), begin(), begin()]);
  expect(begun.map(({ kind }) => kind)).toEqual(['begun', 'begun', 'limit', 'busy']);
  end();
  for (const one of begun) {
    if (one.kind === 'begun') {
      for await (const _event of one.events) {
        // To its end.
      }
    }
  }
  // Those that were refused are not under way.
  expect(await ask()).toEqual(['text', 'done']);
});
