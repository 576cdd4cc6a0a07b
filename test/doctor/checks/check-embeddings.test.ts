import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { checkEmbeddings } from '../../../src/doctor/checks/check-embeddings.js';
import type { Finding } from '../../../src/doctor/finding.js';
import { EmbeddingsEndpoint, type EndpointFault } from '../../embeddings/endpoint.js';

const KEY = 'sk-doctor';
let endpoint: EmbeddingsEndpoint;

beforeEach(async () => {
  endpoint = await EmbeddingsEndpoint.start();
});

afterEach(() => endpoint.close());

async function check(minSimilarity: number): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const finding of checkEmbeddings({
    url: endpoint.url,
    model: 'test',
    apiKey: KEY,
    minSimilarity,
  })) {
    findings.push(finding);
  }
  return findings;
}

it('asks for vectors of sentences of its own', async () => {
  const [where, vectors] = await check(0.15);
  expect(where).toMatchObject({ status: 'ok', message: expect.stringContaining('on this machine') });
  expect(vectors).toMatchObject({ status: 'ok', message: expect.stringContaining('test gives 256 numbers') });
  expect(endpoint.requests).toHaveLength(1);
  expect(endpoint.requests[0]?.authorization).toBe(`Bearer ${KEY}`);
});

it('says which least similarity suits the model', async () => {
  const [, vectors] = await check(0.95);
  expect(vectors?.status).toBe('warn');
  const [, suggested] = /EMBEDDINGS_MIN_SIMILARITY=(\d+)/.exec(vectors?.advice ?? '') ?? [];
  const [, again] = await check(Number(suggested) / 100);
  expect(again?.status).toBe('ok');
});

it('warns of texts that leave the machine, before anything is sent', async () => {
  const url = 'https://embeddings.invalid/v1';
  const checks = checkEmbeddings({ url, model: 'test', apiKey: KEY, minSimilarity: 0.3 });
  const { value } = await checks.next();
  expect(value).toMatchObject({
    status: 'warn',
    message: expect.stringContaining('are sent to embeddings.invalid'),
  });
  await checks.return(undefined);
});

it.each<[EndpointFault, RegExp]>([
  [{ status: 401 }, /^test: It does not accept the key\. \(401\)/],
  [{ status: 404 }, /^test: It does not take the request\. \(404\)/],
  [{ status: 500 }, /^test: It cannot be reached, or fails\. \(500\)/],
  ['no JSON', /^test: Its answer holds no vectors\./],
])('says what is wrong with %j, and no key', async (fault, message) => {
  endpoint.failNext(fault);
  const [, vectors] = await check(0.3);
  expect(vectors?.status).toBe('fail');
  expect(vectors?.message).toMatch(message);
  expect(JSON.stringify(vectors)).not.toContain(KEY);
});
