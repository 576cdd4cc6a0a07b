import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { documentOf, idOf, passage } from '../search-index/support/documents.js';
import type { EndpointFault } from '../embeddings/endpoint.js';
import { startEmbedding, type EmbeddingSetting } from './embedding-setting.js';

let setting: EmbeddingSetting;

beforeEach(async () => {
  setting = await startEmbedding();
  await setting.index.commit({
    put: Array.from({ length: 40 }, (_, at) => documentOf(at, `Page ${at}`, `text ${at}`)),
  });
});

afterEach(() => setting.close());

/** Steps until there is nothing to do now; the wait that the last one asks for. */
async function settle(embedder: { step(): Promise<number> }): Promise<number> {
  for (let steps = 0; steps < 100; steps += 1) {
    const wait = await embedder.step();
    if (wait > 0) {
      return wait;
    }
  }
  throw new Error('It does not settle.');
}

it('embeds everything once, in batches', async () => {
  await settle(setting.embedder('one'));
  expect(setting.endpoint.requests.map(({ input }) => input.length)).toEqual([16, 16, 8]);
  expect(setting.endpoint.texts[0]).toBe('Page 0\ntext 0');
  expect(new Set(setting.endpoint.texts).size).toBe(40);
  expect(await setting.index.meanings.count()).toEqual({ embedded: 40, unembedded: 0 });
});

it('embeds nothing but what changed, also in another process', async () => {
  const first = setting.embedder('one');
  await settle(first);
  await first.stop();
  await setting.index.commit({
    put: [
      documentOf(3, 'Page 3', [passage('text 3'), passage('new text')]),
      documentOf(4, 'Page 4', 'text 4'),
    ],
    remove: [idOf(5)],
  });
  await settle(setting.embedder('two'));
  expect(setting.endpoint.texts.slice(40)).toEqual(['Page 3\nnew text']);
});

it('embeds all anew for another model', async () => {
  const first = setting.embedder('one');
  await settle(first);
  await first.stop();
  await settle(setting.embedder('two', 'another'));
  expect(setting.endpoint.texts).toHaveLength(80);
  expect(setting.endpoint.requests.at(-1)?.model).toBe('another');
});

it('leaves the work to the process that has it, until that is gone', async () => {
  const [first, second] = [setting.embedder('one'), setting.embedder('two')];
  expect(await first.step()).toBe(0);
  expect(await second.step()).toBe(5000);
  expect(setting.endpoint.requests).toHaveLength(1);
  setting.pass(61_000);
  await settle(second);
  expect(await setting.index.meanings.count()).toEqual({ embedded: 40, unembedded: 0 });
  expect(setting.endpoint.texts).toHaveLength(40);
});

describe('a fault', () => {
  it.each<[EndpointFault, number, number]>([
    [{ status: 500 }, 3, 5000],
    [{ status: 429 }, 3, 5000],
    [{ status: 429, retryAfter: '120' }, 1, 120_000],
    [{ status: 429, retryAfter: '999999' }, 1, 3_600_000],
    ['cut', 3, 5000],
    [{ status: 401 }, 1, 300_000],
    ['no JSON', 1, 300_000],
    ['too many vectors', 1, 300_000],
  ])('%j loses nothing, is waited for, and is said once without a text', async (fault, requests, wait) => {
    const embedder = setting.embedder('one');
    setting.endpoint.failNext(fault, requests);
    expect(await embedder.step()).toBe(wait);
    expect(setting.endpoint.requests).toHaveLength(requests);
    setting.endpoint.failNext(fault, requests);
    expect(await embedder.step()).toBeGreaterThanOrEqual(wait);
    expect(setting.warnings).toHaveLength(1);
    expect(inspect(setting.warnings, { depth: 9 })).not.toMatch(/Page|text \d/);
    expect(await setting.index.meanings.count()).toEqual({ embedded: 0, unembedded: 40 });
    await settle(embedder);
    expect(await setting.index.meanings.count()).toEqual({ embedded: 40, unembedded: 0 });
  });

  it('that lasts is waited for longer each time, at most ten minutes', async () => {
    const embedder = setting.embedder('one');
    const waits = [];
    for (let tries = 0; tries < 9; tries += 1) {
      setting.endpoint.failNext({ status: 503 }, 3);
      setting.pass(60_000);
      waits.push(await embedder.step());
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600].map((seconds) => seconds * 1000));
  });

  it('of vectors of another length keeps those that there are', async () => {
    const embedder = setting.embedder('one');
    await embedder.step();
    setting.endpoint.failNext('wrong dimension');
    expect(await embedder.step()).toBe(300_000);
    expect(await setting.index.meanings.count()).toEqual({ embedded: 16, unembedded: 24 });
    await settle(embedder);
    expect(await setting.index.meanings.count()).toEqual({ embedded: 40, unembedded: 0 });
  });

  it('of one text too long costs that text its end, and no other anything', async () => {
    const embedder = setting.embedder('one');
    await setting.index.commit({ put: [documentOf(90, 'Long', 'word '.repeat(400).trim())] });
    setting.endpoint.refuseLonger = 600;
    await settle(embedder);
    expect(await setting.index.meanings.count()).toEqual({ embedded: 41, unembedded: 0 });
    expect(
      setting.endpoint.texts.filter((text) => text.startsWith('Long')).map(({ length }) => length),
    ).toEqual([2004, 2004, 1002, 501]);
  });

  it('of a text that is refused whatever is left of it costs that text only', async () => {
    const embedder = setting.embedder('one');
    await setting.index.commit({ put: [documentOf(90, 'Refused', 'forbidden')] });
    setting.endpoint.refuses = /Refused/;
    await settle(embedder);
    expect(await setting.index.meanings.count()).toEqual({ embedded: 40, unembedded: 0 });
  });

  it('of an endpoint that refuses everything costs no text', async () => {
    const embedder = setting.embedder('one');
    setting.endpoint.refuses = /./;
    expect(await embedder.step()).toBe(300_000);
    expect(await setting.index.meanings.count()).toEqual({ embedded: 0, unembedded: 40 });
    expect(setting.endpoint.requests).toHaveLength(2);
  });
});

it('stops at once while the endpoint hangs, and goes on later', async () => {
  const embedder = setting.embedder('one');
  setting.endpoint.failNext('hang');
  embedder.start();
  while (setting.endpoint.requests.length === 0) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  await embedder.stop();
  expect(setting.warnings).toEqual([]);
  await settle(setting.embedder('two'));
  expect(await setting.index.meanings.count()).toEqual({ embedded: 40, unembedded: 0 });
});
