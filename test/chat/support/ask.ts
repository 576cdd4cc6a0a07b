import { answer, type ChatParts, type ChatQuestion } from '../../../src/chat/answer.js';
import type { ChatEvent } from '../../../src/chat/chat-event.js';
import type { ChatLimits } from '../../../src/chat/chat-limits.js';
import { openChatModel, type ChatModel } from '../../../src/chat/model/chat-model.js';
import type { ModelFetchOptions } from '../../../src/chat/model/model-fetch.js';
import { ServerConnections } from '../../../src/chat/servers/server-connections.js';
import type { ScriptedModel } from './scripted-model.js';

export const LIMITS: ChatLimits = {
  messages: 50,
  steps: 6,
  tokens: 100_000,
  cost: undefined,
  seconds: 300,
};

/** A model that waits for nothing between its attempts, and notes what it would have waited. */
export function modelOf(
  { url }: ScriptedModel,
  waits: number[] = [],
  options: ModelFetchOptions = {},
): Promise<ChatModel> {
  return openChatModel(
    { url, model: 'scripted', apiKey: 'key-of-the-test' },
    {
      wait: (milliseconds) => {
        waits.push(milliseconds);
        return Promise.resolve();
      },
      ...options,
    },
  );
}

/** All events of one answer. */
export async function ask(
  question: Partial<ChatQuestion> & { readonly question: string },
  parts: Partial<ChatParts> & Pick<ChatParts, 'model'>,
): Promise<ChatEvent[]> {
  const connections = parts.connections ?? new ServerConnections();
  const events: ChatEvent[] = [];
  try {
    for await (const event of answer(
      {
        history: [],
        servers: [],
        confirm: () => Promise.resolve('no'),
        signal: new AbortController().signal,
        ...question,
      },
      { limits: LIMITS, ...parts, connections },
    )) {
      events.push(event);
    }
  } finally {
    if (parts.connections === undefined) {
      await connections.closeAll();
    }
  }
  return events;
}

type EventOf<Type extends ChatEvent['type']> = Extract<ChatEvent, { readonly type: Type }>;

/** The events of one kind. */
export function only<Type extends ChatEvent['type']>(
  type: Type,
  events: readonly ChatEvent[],
): EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type);
}

/** The last event. */
export function doneOf(events: readonly ChatEvent[]): EventOf<'done'> {
  const last = events.at(-1);
  if (last?.type !== 'done') {
    throw new Error(`The last event is ${last?.type}.`);
  }
  return last;
}
