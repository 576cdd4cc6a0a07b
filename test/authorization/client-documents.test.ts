import { describe, expect, it, jest } from '@jest/globals';
import { clientDocuments } from '../../src/authorization/client-documents.js';
import type { GuardedFetch } from '../../src/http/guarded-fetch.js';

const URL_1 = 'https://app.example/client.json';

function documents(...answers: readonly (() => Response)[]) {
  const fetch = jest.fn<GuardedFetch>();
  for (const answer of answers) {
    fetch.mockImplementationOnce(() => Promise.resolve().then(answer));
  }
  return { fetch, get: clientDocuments(fetch, () => fetch.mock.calls.length < 3) };
}

const good = (): Response => new Response('{"a":1}', { headers: { 'cache-control': 'max-age=60' } });
const down = (): Response => {
  throw new Error('down');
};

describe('clientDocuments', () => {
  it('asks once for requests at the same moment', async () => {
    const { fetch, get } = documents(good);
    const responses = await Promise.all([get(URL_1), get(URL_1)]);
    expect(await Promise.all(responses.map((response) => response.text()))).toEqual(['{"a":1}', '{"a":1}']);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('does not repeat a failure at once', async () => {
    const { fetch, get } = documents(down);
    await expect(get(URL_1)).rejects.toThrow('down');
    await expect(get(URL_1)).rejects.toThrow('down');
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['cannot be reached', down],
    ['answers with a fault', () => new Response('', { status: 503 })],
  ])('keeps to the last good document while its host %s', async (_what, failure) => {
    const { get } = documents(good, failure);
    await get(URL_1);
    const response = await get(URL_1);
    expect([await response.text(), response.headers.get('cache-control')]).toEqual(['{"a":1}', 'max-age=60']);
    expect((await get(URL_1)).status).toBe(200);
  });

  it('believes a host that says the document is gone', async () => {
    const { get } = documents(good, () => new Response('', { status: 404 }), down);
    await get(URL_1);
    expect((await get(URL_1)).status).toBe(404);
    await expect(get(URL_1)).rejects.toThrow('down');
  });

  it('fetches no more than it may, and what it has goes on serving', async () => {
    const { fetch, get } = documents(good, good, good);
    for (const name of ['a', 'b', 'c']) {
      expect((await get(`https://app.example/${name}`)).status).toBe(200);
    }
    await expect(get('https://app.example/d')).rejects.toThrow('Too many');
    expect((await get('https://app.example/a')).status).toBe(200);
    expect(fetch).toHaveBeenCalledTimes(3);
  });
});
