import { ConfigError } from '../config-error.js';
import { chatOf, type ChatSettings } from './read-chat.js';
import type { SettingReader } from '../settings/setting-reader.js';

/** The chat of a server where people sign in. */
export interface ChatOfPeople {
  readonly model: ChatSettings;
  /** Of one person. */
  readonly daily: {
    readonly messages: number;
    readonly steps: number;
    readonly tokens: number;
    readonly cost: number | undefined;
  };
  /** Milliseconds after the last question. */
  readonly conversationMs: number;
  /** A file in the clients' format; its servers are for everybody who signs in. */
  readonly servers: string | undefined;
  /** A SQLite file that everybody who signs in may read. */
  readonly sqlite: string | undefined;
}

/** Settings of a server that may have one. */
export interface MayHaveChat {
  /** Undefined without a model, and with a token: a chat is for people who sign in. */
  readonly chat: ChatOfPeople | undefined;
}

/**
 * Undefined where there is no model to talk to. A person's yes reaches the process that asks for it only if there is no
 * other, so several `workers` are refused.
 */
export function chatOfPeople(read: SettingReader, workers: number): ChatOfPeople | undefined {
  const model = chatOf(read);
  const daily = Object.freeze({
    messages: read('chatMessagesPerDay'),
    steps: read('chatStepsPerDay'),
    tokens: read('chatTokensPerDay'),
    cost: read('chatCostPerDay'),
  });
  const conversationMs = read('chatKeep');
  const [servers, sqlite] = [read('chatServers'), read('chatSqlite')];
  if (model === undefined) {
    return undefined;
  }
  if (workers > 1) {
    throw new ConfigError(
      'The chat works in one process: set WORKERS to 1, or leave out CHAT_API_URL and CHAT_MODEL and run the chat as a server of its own.',
    );
  }
  if (daily.cost !== undefined && model.prices === undefined) {
    throw new ConfigError('CHAT_COST_PER_DAY needs CHAT_INPUT_PRICE and CHAT_OUTPUT_PRICE.');
  }
  return Object.freeze({ model, daily, conversationMs, servers, sqlite });
}
