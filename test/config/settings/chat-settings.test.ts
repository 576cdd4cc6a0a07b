import { expect, it } from '@jest/globals';
import { loadConfig, type Environment } from '../../../src/config/config.js';

const MODEL = { CHAT_API_URL: 'https://openrouter.ai/api/v1/', CHAT_MODEL: 'openai/gpt-4.1-mini' };
const TOKEN = { NOTION_TOKEN: 'ntn_0123456789abcdef' };

function chat(environment: Environment, ...options: string[]) {
  const config = loadConfig(['chat', ...options], environment);
  if (config.command !== 'chat') {
    throw new Error(config.command);
  }
  return config;
}

it('has limits without being told, and no price', () => {
  expect(chat({ ...MODEL, ...TOKEN }).chat).toEqual({
    url: 'https://openrouter.ai/api/v1',
    model: 'openai/gpt-4.1-mini',
    apiKey: undefined,
    limits: { messages: 50, steps: 12, tokens: 300_000, seconds: 300, cost: undefined },
    prices: undefined,
  });
});

it('starts this program as a server with the same settings, options included, but without the key of the model', () => {
  const environment = { ...MODEL, ...TOKEN, PATH: '/bin', CHAT_API_KEY: 'sk-x', LOG_LEVEL: 'warn' };
  expect(chat(environment, '--write', '--log-level', 'error').ownServer).toEqual({
    environment: { ...TOKEN, PATH: '/bin', WRITE_MODE: 'true', LOG_LEVEL: 'error' },
  });
});

it('needs no Notion for a SQLite file, nor with servers of a file', () => {
  const nowhere = { ...MODEL, DATA_FOLDER: '/nowhere' };
  expect(() => chat(nowhere)).toThrow('NOTION_TOKEN is missing');
  expect(chat(nowhere, '--sqlite', 'a.db')).toMatchObject({
    sqlite: 'a.db',
    ownServer: { problem: expect.stringContaining('NOTION_TOKEN is missing') },
  });
  expect(chat(nowhere, '--servers', 'x.json')).toMatchObject({ servers: 'x.json', ownServer: undefined });
});

it('takes one question, and a yes to everything', () => {
  expect(chat({ ...MODEL, ...TOKEN }, '--once', 'how many?', '--json', '--yes')).toMatchObject({
    question: 'how many?',
    json: true,
    yes: true,
  });
});

it.each<[Environment, string]>([
  [{}, 'CHAT_API_URL and CHAT_MODEL are missing'],
  [{ CHAT_MODEL: 'x' }, 'set CHAT_API_URL as well'],
  [{ ...MODEL, CHAT_API_URL: 'http://10.0.0.1/v1' }, 'CHAT_API_URL must be a URL that starts with https://'],
  [{ ...MODEL, CHAT_API_KEY: 'Bearer sk-secret' }, 'without "Bearer"'],
  [{ ...MODEL, CHAT_MODEL: 'a b' }, 'CHAT_MODEL must be'],
  [{ ...MODEL, CHAT_MAX_STEPS: '0' }, 'a whole number from 1 to 100'],
  [{ ...MODEL, CHAT_MAX_TOKENS: '1e9' }, 'CHAT_MAX_TOKENS must be'],
  [{ ...MODEL, CHAT_INPUT_PRICE: '1' }, 'go together'],
  [{ ...MODEL, CHAT_MAX_COST: '1' }, 'CHAT_MAX_COST needs both'],
  [{ ...MODEL, CHAT_INPUT_PRICE: '-1', CHAT_OUTPUT_PRICE: '1' }, 'CHAT_INPUT_PRICE must be a number'],
])('%j: %s', (environment, message) => {
  expect(() => chat({ ...TOKEN, ...environment })).toThrow(message);
  expect(() => chat({ ...TOKEN, ...environment })).not.toThrow(/sk-secret/);
});

it('takes no key from the command line', () => {
  expect(() => chat({ ...MODEL, ...TOKEN }, '--chat-api-key', 'sk-x')).toThrow();
});

it('is refused in several processes, of which only the one that asks hears a person’s yes', () => {
  const serve = (workers: string): unknown =>
    loadConfig(['serve'], {
      ...MODEL,
      WORKERS: workers,
      NOTION_CLIENT_ID: '0b1b0f3e-5a0c-4d5f-8a0e-5e0f3b7f8a11',
      NOTION_CLIENT_SECRET: 'secret_of_the_client',
      PUBLIC_URL: 'https://mcp.example.com',
      CREDENTIALS_KEY: Buffer.alloc(32, 7).toString('base64'),
    });
  expect(serve('1')).toMatchObject({ chat: { model: { model: 'openai/gpt-4.1-mini' } } });
  expect(() => serve('2')).toThrow('The chat works in one process');
});
