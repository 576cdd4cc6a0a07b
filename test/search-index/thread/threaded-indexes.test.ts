import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keyringOf, sealingKey } from '../../../src/sealing/keys.js';
import { Sealer } from '../../../src/sealing/seal.js';
import type { SearchIndexes } from '../../../src/search-index/search-index.js';
import { openThreadedIndexes } from '../../../src/search-index/thread/threaded-indexes.js';
import { parseQuery } from '../../../src/search-index/query/parse-query.js';
import { cliPath } from '../../support/servers/spawn.js';
import { describeContract } from '../support/contract.js';
import { documentOf, NOW, titlesFor } from '../support/documents.js';

const program = new URL('notion-rest-mcp/index-thread.js', pathToFileURL(cliPath));
const clock = { now: () => NOW, sleep: () => Promise.resolve() };

function openIn(folder: string, seed = 1): SearchIndexes {
  const sealer = new Sealer(keyringOf(sealingKey(Buffer.alloc(32, seed))), randomBytes);
  return openThreadedIndexes({ folder, sealer, clock, randomBytes }, program);
}

describe('an index on a thread', () => {
  describeContract(() => {
    const folder = mkdtempSync(join(tmpdir(), 'index-thread-'));
    const indexes = openIn(join(folder, 'search-index'));
    return Promise.resolve({
      indexes,
      open: () => Promise.resolve(openIn(join(folder, 'search-index'))),
      end: async () => {
        await indexes.close();
        rmSync(folder, { recursive: true });
      },
    });
  });
});

describe('the thread of indexes', () => {
  let folder: string;
  const opened: SearchIndexes[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'index-thread-'));
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((indexes) => indexes.close()));
    rmSync(folder, { recursive: true });
  });

  const open = (seed?: number): SearchIndexes => {
    const indexes = openIn(join(folder, 'index'), seed);
    opened.push(indexes);
    return indexes;
  };

  it('lets other work go on while it looks something up', async () => {
    const index = await open().open('a');
    const put = Array.from({ length: 500 }, (_, number) =>
      documentOf(number, `Page ${number}`, `rotate keys ${'again and again '.repeat(100)}`),
    );
    const order: string[] = [];
    const written = index.commit({ put }).then(() => order.push('written'));
    await new Promise((resolve) => setImmediate(resolve));
    order.push('a turn of the event loop');
    await written;
    expect(order).toEqual(['a turn of the event loop', 'written']);
    expect((await index.find(parseQuery('rotate'), { limit: 1, now: NOW })).total).toBe(500);
  });

  it('begins an index anew that no configured key opens', async () => {
    const first = open();
    await (await first.open('a')).commit({ put: [documentOf(1, 'Page', 'rotate')] });
    await first.close();
    const again = await open(2).open('a');
    expect(again.begun).toBe('unreadable');
    expect(await titlesFor(again, 'rotate')).toEqual([]);
  });

  it('says what went wrong, and goes on', async () => {
    const index = await open().open('a');
    await expect(
      index.commit({ put: [documentOf(1, 'Bad', 'text', { id: 'x'.repeat(200) })] }),
    ).rejects.toThrow('too long');
    await index.commit({ put: [documentOf(2, 'Good', 'rotate')] });
    expect(await titlesFor(index, 'rotate')).toEqual(['Good']);
  });

  it('is replaced when it has ended, and what it was asked is refused', async () => {
    const file = join(folder, 'ending-thread.mjs');
    writeFileSync(
      file,
      `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(1));`,
    );
    const sealer = new Sealer(keyringOf(sealingKey(Buffer.alloc(32, 1))), randomBytes);
    const indexes = openThreadedIndexes({ folder, sealer, clock, randomBytes }, pathToFileURL(file));
    await expect(indexes.open('a')).rejects.toThrow('has ended');
    await expect(indexes.open('a')).rejects.toThrow('has ended');
    await indexes.close();
    expect(readdirSync(folder)).toEqual(['ending-thread.mjs']);
  });
});
