import { expect, it } from '@jest/globals';
import { ConfigError } from '../../../src/config/config-error.js';
import { loadConfig, type Environment } from '../../../src/config/config.js';

const BASE = { NOTION_TOKEN: 'ntn_test', SEARCH_INDEX: 'on' };

function embeddingsOf(environment: Environment, options: readonly string[] = []): unknown {
  const config = loadConfig(['stdio', ...options], { ...BASE, ...environment });
  const index = config.command === 'stdio' ? config.searchIndex : undefined;
  return index?.embeddings;
}

it.each<[Environment, unknown]>([
  [{}, undefined],
  [
    { EMBEDDINGS_URL: 'https://api.openai.com/v1/', EMBEDDINGS_MODEL: 'text-embedding-3-small' },
    {
      url: 'https://api.openai.com/v1',
      model: 'text-embedding-3-small',
      apiKey: undefined,
      minSimilarity: 0.35,
    },
  ],
  [
    {
      EMBEDDINGS_URL: 'http://127.0.0.1:11434/v1',
      EMBEDDINGS_MODEL: 'm'.repeat(200),
      EMBEDDINGS_API_KEY: 'sk-1',
      EMBEDDINGS_MIN_SIMILARITY: '0',
    },
    { url: 'http://127.0.0.1:11434/v1', model: 'm'.repeat(200), apiKey: 'sk-1', minSimilarity: 0 },
  ],
])('reads %j', (environment, expected) => {
  expect(embeddingsOf(environment)).toEqual(expected);
});

it('needs an index', () => {
  expect(
    embeddingsOf({
      SEARCH_INDEX: 'off',
      EMBEDDINGS_URL: 'https://api.openai.com/v1',
      EMBEDDINGS_MODEL: 'model',
    }),
  ).toBeUndefined();
});

const GIVEN = { EMBEDDINGS_URL: 'https://api.openai.com/v1', EMBEDDINGS_MODEL: 'model' };

it.each<[Environment, RegExp]>([
  [
    { EMBEDDINGS_URL: GIVEN.EMBEDDINGS_URL },
    /^EMBEDDINGS_URL and EMBEDDINGS_MODEL go together.*set EMBEDDINGS_MODEL/,
  ],
  [{ EMBEDDINGS_MODEL: 'model' }, /^EMBEDDINGS_URL and EMBEDDINGS_MODEL go together.*set EMBEDDINGS_URL/],
  [{ ...GIVEN, EMBEDDINGS_URL: 'http://embeddings.example.com/v1' }, /^EMBEDDINGS_URL must be a URL that/],
  [
    { ...GIVEN, EMBEDDINGS_URL: 'https://me:secret@example.com/v1' },
    /^EMBEDDINGS_URL must not contain a user/,
  ],
  [{ ...GIVEN, EMBEDDINGS_MODEL: 'a model' }, /^EMBEDDINGS_MODEL must be/],
  [{ ...GIVEN, EMBEDDINGS_MODEL: 'm'.repeat(201) }, /^EMBEDDINGS_MODEL must be/],
  [{ ...GIVEN, EMBEDDINGS_API_KEY: 'Bearer sk' }, /^EMBEDDINGS_API_KEY must be the token alone/],
  [{ ...GIVEN, EMBEDDINGS_MIN_SIMILARITY: '100' }, /^EMBEDDINGS_MIN_SIMILARITY must be/],
  [{ ...GIVEN, EMBEDDINGS_MIN_SIMILARITY: '-1' }, /^EMBEDDINGS_MIN_SIMILARITY must be/],
])('refuses %j', (environment, message) => {
  expect(() => embeddingsOf(environment)).toThrow(ConfigError);
  expect(() => embeddingsOf(environment)).toThrow(message);
});

it('takes no key on the command line', () => {
  expect(() => embeddingsOf(GIVEN, ['--embeddings-api-key=sk'])).toThrow(ConfigError);
});
