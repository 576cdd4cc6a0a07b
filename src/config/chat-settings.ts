import { duration } from './duration.js';
import type { Setting } from './setting.js';
import { httpUrl, path, secret, settingText, wholeNumber } from './setting-values.js';

const MODEL = 'at most 200 characters without spaces, such as gpt-4.1-mini';

const modelName = settingText
  .refine((text) => /^[\x21-\x7e]{1,200}$/.test(text), `must be ${MODEL}`)
  .describe(MODEL);

const AMOUNT = 'a number such as 0.5 or 15, in any one currency';

const amount = settingText
  .refine((text) => /^\d{1,6}(?:\.\d{1,6})?$/.test(text), `must be ${AMOUNT}`)
  .transform(Number)
  .describe(AMOUNT);

/** A conversation with a model that uses the tools. */
export const chatSettings = {
  chatApiUrl: {
    variable: 'CHAT_API_URL',
    option: 'chat-api-url',
    value: '<url>',
    help: 'base URL of the OpenAI-compatible API of the model to talk to, such as https://openrouter.ai/api/v1; questions and what tools answer are sent there',
    schema: httpUrl,
  },
  chatApiKey: {
    variable: 'CHAT_API_KEY',
    value: '<key>',
    help: 'key of that API, if it asks for one',
    schema: secret,
  },
  chatModel: {
    variable: 'CHAT_MODEL',
    option: 'chat-model',
    value: '<name>',
    help: 'model of that API; it has to be one that calls tools',
    schema: modelName,
  },
  chatMaxMessages: {
    variable: 'CHAT_MAX_MESSAGES',
    option: 'chat-max-messages',
    value: '<number>',
    help: 'questions of one conversation',
    schema: wholeNumber(1, 1000),
    defaultValue: '50',
  },
  chatMaxSteps: {
    variable: 'CHAT_MAX_STEPS',
    option: 'chat-max-steps',
    value: '<number>',
    help: 'requests to the model for one answer; between them it calls tools',
    schema: wholeNumber(1, 100),
    defaultValue: '12',
  },
  chatMaxTokens: {
    variable: 'CHAT_MAX_TOKENS',
    option: 'chat-max-tokens',
    value: '<number>',
    help: 'tokens of one answer, in and out, over all its requests',
    schema: wholeNumber(1000, 100_000_000),
    defaultValue: '300000',
  },
  chatMaxSeconds: {
    variable: 'CHAT_MAX_SECONDS',
    option: 'chat-max-seconds',
    value: '<seconds>',
    help: 'time of one answer, without the time in which it waits for a yes',
    schema: wholeNumber(1, 3600),
    defaultValue: '300',
  },
  chatMaxCost: {
    variable: 'CHAT_MAX_COST',
    option: 'chat-max-cost',
    value: '<amount>',
    help: 'cost of one answer, in the currency of the prices; without it there is no limit',
    schema: amount,
  },
  chatInputPrice: {
    variable: 'CHAT_INPUT_PRICE',
    option: 'chat-input-price',
    value: '<amount>',
    help: 'price of a million tokens that are sent to the model',
    schema: amount,
  },
  chatOutputPrice: {
    variable: 'CHAT_OUTPUT_PRICE',
    option: 'chat-output-price',
    value: '<amount>',
    help: 'price of a million tokens that it answers with',
    schema: amount,
  },
} as const satisfies Record<string, Setting>;

/** Conversations of people in their browsers. */
export const chatPeopleSettings = {
  chatMessagesPerDay: {
    variable: 'CHAT_MESSAGES_PER_DAY',
    option: 'chat-messages-per-day',
    value: '<number>',
    help: 'questions of one person in a day (UTC) on the page of the chat and over HTTP; each process counts for itself',
    schema: wholeNumber(1, 100_000),
    defaultValue: '200',
  },
  chatStepsPerDay: {
    variable: 'CHAT_STEPS_PER_DAY',
    option: 'chat-steps-per-day',
    value: '<number>',
    help: 'requests to the model that the answers for one person take in a day',
    schema: wholeNumber(1, 1_000_000),
    defaultValue: '1000',
  },
  chatTokensPerDay: {
    variable: 'CHAT_TOKENS_PER_DAY',
    option: 'chat-tokens-per-day',
    value: '<number>',
    help: 'tokens that the answers for one person take in a day, in and out',
    schema: wholeNumber(1000, 999_999_999),
    defaultValue: '5000000',
  },
  chatCostPerDay: {
    variable: 'CHAT_COST_PER_DAY',
    option: 'chat-cost-per-day',
    value: '<amount>',
    help: 'cost of the answers for one person in a day, in the currency of the prices; without it there is no limit',
    schema: amount,
  },
  chatKeep: {
    variable: 'CHAT_KEEP',
    option: 'chat-keep',
    value: '<duration>',
    help: 'how long a conversation is kept after its last question',
    schema: duration,
    defaultValue: '30d',
  },
} as const satisfies Record<string, Setting>;

/** What a conversation in the terminal is about. */
export const chatServerSettings = {
  chatServers: {
    variable: 'CHAT_SERVERS',
    option: 'servers',
    value: '<path>',
    help: 'file with mcpServers, as MCP clients have it: the servers of chat, in place of this one',
    schema: path,
  },
  chatSqlite: {
    variable: 'CHAT_SQLITE',
    option: 'sqlite',
    value: '<path>',
    help: 'SQLite file that chat may read, by a server that is built in',
    schema: path,
  },
} as const satisfies Record<string, Setting>;
