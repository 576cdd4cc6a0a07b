import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { EmbeddingsClient } from '../../src/embeddings/embeddings-client.js';
import { QueryEmbedder } from '../../src/index-meaning/query-embedder.js';
import { EmbeddingsEndpoint } from '../embeddings/endpoint.js';

let endpoint: EmbeddingsEndpoint;
let now: number;

beforeEach(async () => {
  endpoint = await EmbeddingsEndpoint.start();
  now = 0;
});

afterEach(() => endpoint.close());

function questions(deadlineMs = 60_000): QueryEmbedder {
  const embedder = new EmbeddingsClient({ url: endpoint.url, model: 'test' });
  return new QueryEmbedder({ embedder, minSimilarity: 0.4, now: () => now, deadlineMs });
}

it('asks for a question once', async () => {
  const asked = questions();
  const first = await asked.meaningOf('refund');
  expect(first).toMatchObject({ model: `${endpoint.url} test`, minSimilarity: 0.4 });
  expect(first?.vector).toHaveLength(endpoint.dimensions);
  expect(await asked.meaningOf('refund')).toEqual(first);
  expect(endpoint.texts).toEqual(['refund']);
});

it('does not wait for an endpoint that hangs, and asks it again only after a while', async () => {
  const asked = questions(50);
  endpoint.failNext('hang');
  expect(await asked.meaningOf('refund')).toBeUndefined();
  expect(await asked.meaningOf('travel')).toBeUndefined();
  expect(endpoint.requests).toHaveLength(1);
});

it.each([{ status: 429, retryAfter: '1' }, { status: 500 }, 'no JSON', 'cut'] as const)(
  'takes %j for no answer, without another try',
  async (fault) => {
    const asked = questions();
    endpoint.failNext(fault);
    expect(await asked.meaningOf('refund')).toBeUndefined();
    expect(endpoint.requests).toHaveLength(1);
    now += 30_000;
    expect(await asked.meaningOf('refund')).toBeDefined();
  },
);

it('shares no question with another index', async () => {
  await questions().meaningOf('refund');
  await questions().meaningOf('refund');
  expect(endpoint.texts).toEqual(['refund', 'refund']);
});
