import { describe, expect, it, jest } from '@jest/globals';
import {
  clientDocuments,
  type DocumentRequester,
} from '../../../src/oauth-server/clients/client-documents.js';
import type { StoredClientDocument } from '../../../src/oauth-server/clients/client-document-store.js';
import { BusyError } from '../../../src/http/limits/busy-error.js';
import type { GuardedFetch } from '../../../src/http/fetch/guarded-fetch.js';

const URL_1 = 'https://app.example/client.json';

/** Documents over a host that gives these answers, and goes on with the last one. */
function documents(...answers: readonly (() => Response | Promise<Response>)[]) {
  const fetch = jest.fn<GuardedFetch>();
  answers.forEach((answer, index) => {
    const give = () => Promise.resolve().then(answer);
    if (index === answers.length - 1) {
      fetch.mockImplementation(give);
    } else {
      fetch.mockImplementationOnce(give);
    }
  });
  const asker: { -readonly [Key in keyof DocumentRequester]: DocumentRequester[Key] } = {
    address: '198.41.0.4',
    clientId: undefined,
  };
  const allowed = new Set<string>();
  const stored = new Map<string, StoredClientDocument>();
  const clock = { now: 0 };
  const stopping = new AbortController();
  const open = () =>
    clientDocuments({
      fetch,
      requester: () => ({ ...asker }),
      isAllowed: (clientId) => Promise.resolve(allowed.has(clientId)),
      stored: {
        find: (url) => Promise.resolve(stored.get(url)),
        put: (url, document, isAllowed) => {
          if (isAllowed) {
            stored.set(url, document);
          }
          return Promise.resolve();
        },
        remove: (url) => {
          stored.delete(url);
          return Promise.resolve();
        },
      },
      now: () => clock.now,
      stopping: stopping.signal,
    });
  return { fetch, asker, allowed, stored, clock, stopping, open, get: open() };
}

const good = (): Response => new Response('{"keys":[]}', { headers: { 'cache-control': 'max-age=60' } });
const down = (): Response => {
  throw new Error('down');
};
const status = (code: number) => () => new Response('', { status: code });

describe('clientDocuments', () => {
  it('asks once for requests at the same moment', async () => {
    const { fetch, get } = documents(good);
    const responses = await Promise.all([get(URL_1), get(URL_1)]);
    expect(await Promise.all(responses.map((response) => response.text()))).toEqual([
      '{"keys":[]}',
      '{"keys":[]}',
    ]);
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
    ['answers with a fault', status(503)],
    ['asks to slow down', status(429)],
    ['takes this server for a robot', status(403)],
    ['sends a page of somebody in between', () => new Response('<html>Sign in</html>')],
    ['sends nothing in JSON', () => new Response('{}')],
    ['sends null', () => new Response('null')],
    ['sends the document of another app', () => new Response('{"client_id":"https://other.example/"}')],
  ])('keeps to the last good document while its host %s', async (_what, failure) => {
    const { get } = documents(good, failure);
    await get(URL_1);
    const response = await get(URL_1);
    expect([await response.text(), response.headers.get('cache-control')]).toEqual([
      '{"keys":[]}',
      'max-age=60',
    ]);
    expect((await get(URL_1)).status).toBe(200);
  });

  it.each([404, 410])('believes a host that says the document is gone: %s', async (code) => {
    const { get } = documents(good, status(code), down);
    await get(URL_1);
    expect((await get(URL_1)).status).toBe(code);
    await expect(get(URL_1)).rejects.toThrow('down');
  });

  it('fetches no more for one address than it may, which costs no other address anything', async () => {
    const { asker, fetch, get } = documents(good);
    const outcomes = [];
    for (let number = 0; number < 60; number += 1) {
      outcomes.push(await get(`https://victim.example/${number}`).catch((error: unknown) => error));
    }
    expect(fetch).toHaveBeenCalledTimes(20);
    expect(outcomes.filter((outcome) => outcome instanceof BusyError)).toHaveLength(40);
    expect((await get('https://victim.example/1')).status).toBe(200);
    asker.address = '199.7.91.13';
    expect((await get('https://app.example/other')).status).toBe(200);
  });

  it('gives up what is under way and what waits when the server stops, and says that it is no fault of the client', async () => {
    const { fetch, get, stopping } = documents(good);
    fetch.mockImplementation(
      (_url, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new Error('stopped')));
        }),
    );
    const all = Promise.allSettled(
      Array.from({ length: 8 }, (_, number) => get(`https://dead.example/${number}`)),
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(fetch).toHaveBeenCalledTimes(4);
    stopping.abort();
    for (const outcome of await all) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(BusyError) });
    }
  });

  it('what a limit refuses one address is not remembered against the document', async () => {
    const { asker, get } = documents(good);
    for (let number = 0; number < 20; number += 1) {
      await get(`https://victim.example/${number}`);
    }
    await expect(get(URL_1)).rejects.toThrow(BusyError);
    asker.address = '199.7.91.13';
    expect((await get(URL_1)).status).toBe(200);
  });

  it('documents that never come hold a few places of one address, and the next address is served', async () => {
    let release: (response: Response) => void = () => undefined;
    const dead = new Promise<Response>((resolve) => {
      release = resolve;
    });
    const { asker, fetch, get } = documents(() => dead.then(down));
    const stuck = Array.from({ length: 60 }, (_, number) => get(`https://dead.example/${number}`));
    // Four are under way, four wait for their turn; the others are told at once.
    const told = await Promise.allSettled(stuck.slice(8));
    expect(told.every((one) => one.status === 'rejected' && one.reason instanceof BusyError)).toBe(true);
    expect(fetch).toHaveBeenCalledTimes(4);
    asker.address = '199.7.91.13';
    fetch.mockImplementation(() => Promise.resolve(good()));
    expect((await get(URL_1)).status).toBe(200);
    release(good());
    await Promise.allSettled(stuck);
  });
});

describe('the document of a client that somebody has allowed', () => {
  it('is fetched whatever strangers have used up', async () => {
    const { allowed, get } = documents(good);
    for (let number = 0; number < 60; number += 1) {
      await get(`https://victim.example/${number}`).catch(() => undefined);
    }
    await expect(get(URL_1)).rejects.toThrow(BusyError);
    allowed.add(URL_1);
    expect((await get(URL_1)).status).toBe(200);
  });

  it('outlives a restart while its host is down', async () => {
    const { allowed, open } = documents(good, down);
    allowed.add(URL_1);
    await open()(URL_1);
    expect(await (await open()(URL_1)).text()).toBe('{"keys":[]}');
  });

  it('that nobody has ever seen is an outage, and not an unknown client', async () => {
    const { allowed, get } = documents(down);
    allowed.add(URL_1);
    await expect(get(URL_1)).rejects.toThrow(BusyError);
    await expect(get(URL_1)).rejects.toThrow(BusyError);
  });

  it('is not pushed out by the documents of strangers', async () => {
    const { allowed, asker, clock, fetch, get } = documents(good);
    allowed.add(URL_1);
    await get(URL_1);
    for (let number = 0; number < 600; number += 1) {
      asker.address = `198.41.${number >> 8}.${number & 255}`;
      await get(`https://stranger.example/${number}`);
    }
    clock.now = 3_600_000;
    fetch.mockImplementation(() => Promise.resolve().then(down));
    expect((await get(URL_1)).status).toBe(200);
  });

  it('is asked for once a minute, however often it is needed', async () => {
    const { allowed, clock, fetch, get } = documents(good);
    allowed.add(URL_1);
    for (clock.now = 0; clock.now < 60_000; clock.now += 5000) {
      await get(URL_1);
    }
    expect(fetch).toHaveBeenCalledTimes(1);
    await get(URL_1);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('of its keys counts for the client, wherever they lie', async () => {
    const { allowed, asker, stored, get } = documents(good);
    allowed.add(URL_1);
    asker.clientId = URL_1;
    await get('https://keys.example/jwks.json');
    expect([...stored.keys()]).toEqual(['https://keys.example/jwks.json']);
  });

  it('is stored for nobody else: strangers store nothing', async () => {
    const { stored, get } = documents(good);
    await get(URL_1);
    expect(stored.size).toBe(0);
  });
});
