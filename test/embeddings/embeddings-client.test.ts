import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EmbeddingsClient } from '../../src/embeddings/embeddings-client.js';
import { EmbeddingsError } from '../../src/embeddings/embeddings-error.js';
import { EmbeddingsEndpoint, type EndpointFault } from './endpoint.js';
import { startTestServer } from '../support/servers/test-server.js';

/** Milliseconds that no answer takes, however busy the machine is. */
const AMPLE_MS = 60_000;
const KEY = 'sk-embeddings-secret';

let endpoint: EmbeddingsEndpoint;
let waits: number[];
let client: EmbeddingsClient;

beforeEach(async () => {
  endpoint = await EmbeddingsEndpoint.start();
  waits = [];
  client = new EmbeddingsClient({ url: endpoint.url, model: 'test', apiKey: KEY }, (milliseconds) => {
    waits.push(milliseconds);
    return Promise.resolve();
  });
});

afterEach(() => endpoint.close());

function embed(
  texts: readonly string[],
  options: { readonly deadlineMs?: number; readonly retries?: number; readonly signal?: AbortSignal } = {},
): Promise<readonly Float32Array[]> {
  return client.embed(texts, { signal: new AbortController().signal, deadlineMs: AMPLE_MS, ...options });
}

function cosine(one: Float32Array | undefined, other: Float32Array | undefined): number {
  return (one ?? new Float32Array()).reduce((sum, number, at) => sum + number * (other?.[at] ?? 0), 0);
}

it('asks for the vectors of texts in one request, with the model and the key', async () => {
  const vectors = await embed(['refund of a trip', 'travel expenses', 'lighthouse']);
  expect(endpoint.requests).toEqual([
    {
      authorization: `Bearer ${KEY}`,
      model: 'test',
      input: ['refund of a trip', 'travel expenses', 'lighthouse'],
    },
  ]);
  expect(vectors.map((vector) => cosine(vector, vector).toFixed(3))).toEqual(['1.000', '1.000', '1.000']);
  expect(cosine(vectors[0], vectors[1])).toBeGreaterThan(0.9);
  expect(Math.abs(cosine(vectors[0], vectors[2]))).toBeLessThan(0.3);
});

it('sends no more of a text than its limit, and no half of a character', async () => {
  await embed([`${'a'.repeat(3999)}😀`, 'b'.repeat(9000)]);
  expect(endpoint.texts.map((text) => text.length)).toEqual([4000, 4000]);
  expect(!/\p{Surrogate}/u.test(endpoint.texts[0] ?? '')).toBe(true);
});

it('waits as long as the endpoint asks before it asks again', async () => {
  endpoint.failNext({ status: 429, retryAfter: '7' });
  endpoint.failNext({ status: 503 });
  await expect(embed(['text'], { retries: 2 })).resolves.toHaveLength(1);
  expect(waits).toEqual([7000, 1000]);
});

it('leaves a wait that is too long to whoever asked', async () => {
  endpoint.failNext({ status: 429, retryAfter: '600' });
  await expect(embed(['text'], { retries: 3 })).rejects.toMatchObject({
    failure: 'busy',
    retryAfterSeconds: 600,
  });
  expect(endpoint.requests).toHaveLength(1);
});

describe('no vectors, and nothing of the text or the key in the error,', () => {
  it.each<[EndpointFault, EmbeddingsError['failure'], number]>([
    [{ status: 429 }, 'busy', 2],
    [{ status: 500 }, 'unavailable', 2],
    [{ status: 401 }, 'denied', 1],
    [{ status: 400 }, 'refused', 1],
    [{ status: 301, body: '' }, 'refused', 1],
    ['cut', 'unavailable', 2],
    ['too many vectors', 'malformed', 1],
    ['no JSON', 'malformed', 1],
    ['too large', 'malformed', 1],
    ['not numbers', 'malformed', 1],
    ['same index', 'malformed', 1],
  ])('where the endpoint answers with %j', async (fault, failure, requests) => {
    endpoint.failNext(fault, 2);
    const error: unknown = await embed(['secret plans', 'more'], { retries: 1 }).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(EmbeddingsError);
    expect(error).toMatchObject({ failure });
    expect(endpoint.requests).toHaveLength(requests);
    const told = inspect(error, { depth: 9 });
    expect(told).not.toContain('secret');
    expect(told).not.toContain(KEY);
  });

  it('where it hangs beyond the deadline', async () => {
    endpoint.failNext('hang');
    await expect(embed(['text'], { deadlineMs: 50 })).rejects.toMatchObject({ failure: 'late' });
  });

  it('where nothing listens', async () => {
    const gone = await EmbeddingsEndpoint.start();
    const { url } = gone;
    await gone.close();
    const lost = new EmbeddingsClient({ url, model: 'test' });
    await expect(
      lost.embed(['text'], { signal: new AbortController().signal, deadlineMs: AMPLE_MS }),
    ).rejects.toMatchObject({ failure: 'unavailable' });
  });
});

it('sends neither text nor key to where it is redirected', async () => {
  const other = await EmbeddingsEndpoint.start();
  try {
    const redirecting = await startTestServer((_, response) => {
      response.writeHead(307, { location: `${other.url}/embeddings` }).end();
    });
    const led = new EmbeddingsClient({ url: `${redirecting.origin}/v1`, model: 'test', apiKey: KEY });
    await expect(
      led.embed(['text'], { signal: new AbortController().signal, deadlineMs: AMPLE_MS }),
    ).rejects.toBeInstanceOf(EmbeddingsError);
    expect(other.requests).toEqual([]);
    await redirecting.close();
  } finally {
    await other.close();
  }
});

it('ends with the reason of its signal', async () => {
  const release = endpoint.holdBack();
  const life = new AbortController();
  const asked = embed(['text'], { signal: life.signal, retries: 3 });
  life.abort(new Error('stopped'));
  await expect(asked).rejects.toThrow('stopped');
  release();
});
