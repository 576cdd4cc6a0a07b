import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keyringOf, sealingKey } from '../../../src/sealing/keys.js';
import { Sealer } from '../../../src/sealing/seal.js';
import type { SearchIndexes } from '../../../src/search-index/search-index.js';
import { tokenKeyring } from '../../../src/search-index/sqlite/index-keys.js';
import { openSqliteIndexes } from '../../../src/search-index/sqlite/sqlite-indexes.js';
import { describeContract } from '../support/contract.js';
import { documentOf, idOf, NOW, titlesFor } from '../support/documents.js';

const clock = { now: () => NOW, sleep: () => Promise.resolve() };
const key = sealingKey(Buffer.alloc(32, 1));
const newerKey = sealingKey(Buffer.alloc(32, 2));

function openIn(folder: string, sealer = new Sealer(keyringOf(key), randomBytes)): SearchIndexes {
  return openSqliteIndexes({ folder, sealer, clock, randomBytes });
}

describe('an index in a file', () => {
  describeContract(() => {
    const folder = mkdtempSync(join(tmpdir(), 'index-'));
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

describe('the files of indexes', () => {
  let parent: string;
  let folder: string;
  const opened: SearchIndexes[] = [];

  const open = (sealer?: Sealer): SearchIndexes => {
    const indexes = openIn(folder, sealer);
    opened.push(indexes);
    return indexes;
  };
  const fileEnding = (ending: string): string => {
    const name = readdirSync(folder).find((each) => each.endsWith(ending));
    return join(folder, name ?? 'none');
  };

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'index-'));
    folder = join(parent, 'search-index');
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((indexes) => indexes.close()));
    rmSync(parent, { recursive: true });
  });

  it('say nothing of what is in them, nor whose they are, to who has no key', async () => {
    const index = await open().open('credential-of-ada');
    const text = 'MARGARITA AND THE SECRET INGREDIENT '.repeat(50);
    await index.commit({
      put: [documentOf(1, 'Ingredients of Margarita', text, { people: [{ id: 'u', name: 'Margarita' }] })],
      state: { 'queue:margarita': 'margarita' },
    });
    const names = readdirSync(folder);
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) {
      const content = readFileSync(join(folder, name)).toString('latin1').toLowerCase();
      expect(name).not.toContain('ada');
      const told = ['margarita', 'ingredient', 'credential-of-ada', 'sqlite format', 'create table'];
      expect([name, told.filter((words) => content.includes(words))]).toEqual([name, []]);
    }
  });

  it('are for their owner alone', async () => {
    const index = await open().open('a');
    await index.commit({ put: [documentOf(1, 'Page', 'text')] });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) {
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
    }
  });

  it('are begun anew, and it is said, where the key is another one', async () => {
    const first = open();
    await (await first.open('a')).commit({ put: [documentOf(1, 'Page', 'text')] });
    await first.close();
    const index = await open(new Sealer(keyringOf(newerKey), randomBytes)).open('a');
    expect(index.begun).toBe('unreadable');
    expect(await index.list({ limit: 1 })).toEqual([]);
  });

  it('stay readable through a change of keys, after which the former key is not needed', async () => {
    const first = open();
    await (await first.open('a')).commit({ put: [documentOf(1, 'Page', 'text')] });
    await first.close();
    const both = open(new Sealer(keyringOf(newerKey, [key]), randomBytes));
    expect((await both.open('a')).begun).toBeUndefined();
    await both.close();
    const index = await open(new Sealer(keyringOf(newerKey), randomBytes)).open('a');
    expect(index.begun).toBeUndefined();
    expect(await titlesFor(index, 'text')).toEqual(['Page']);
  });

  it('do not open with the key of another index', async () => {
    const indexes = open();
    await (await indexes.open('a')).commit({ put: [documentOf(1, 'Page of A', 'text')] });
    await indexes.open('b');
    await indexes.close();
    const [one = '', other = ''] = readdirSync(folder).filter((name) => name.endsWith('.key'));
    writeFileSync(join(folder, other), readFileSync(join(folder, one)));
    const again = open();
    const begun = [(await again.open('a')).begun, (await again.open('b')).begun];
    expect(new Set(begun)).toEqual(new Set(['unreadable', undefined]));
  });

  it.each([
    ['damaged', '.db'],
    ['without a readable key', '.key'],
  ])('are begun anew where they are %s', async (_, ending) => {
    const first = open();
    const written = await first.open('a');
    await written.commit({ put: [documentOf(1, 'Page', 'text')] });
    // Brings what is in the log into the file.
    await written.tidy();
    await first.close();
    writeFileSync(fileEnding(ending), 'not what it was '.repeat(1000));
    const indexes = open();
    expect((await indexes.open('a')).begun).toBe('unreadable');
    expect(await titlesFor(await indexes.open('a'), 'text')).toEqual([]);
  });

  it('are begun anew once a part of them turns out to be damaged', async () => {
    const first = open();
    const written = await first.open('a');
    await written.commit({
      put: Array.from({ length: 200 }, (_, at) =>
        documentOf(at, `Page ${at}`, `text number${at} `.repeat(50)),
      ),
    });
    await written.tidy();
    await first.close();
    const path = fileEnding('.db');
    const bytes = readFileSync(path);
    writeFileSync(path, Buffer.concat([bytes.subarray(0, 8192), randomBytes(bytes.length - 8192)]));
    const indexes = open();
    const damaged = await indexes.open('a');
    await expect(damaged.commit({ remove: [idOf(1)] })).rejects.toThrow(/malformed|not a database/);
    const again = await indexes.open('a');
    expect(again.begun).toBe('unreadable');
    expect(await again.list({ limit: 1 })).toEqual([]);
  });

  it('are gone after a purge, key and all', async () => {
    const indexes = open();
    await (await indexes.open('a')).commit({ put: [documentOf(1, 'Page', 'text')] });
    await indexes.purge('a');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('are opened again where another process has begun them anew', async () => {
    const [one, other] = [open(), open()];
    await (await one.open('a')).commit({ put: [documentOf(1, 'Page', 'text')] });
    expect(await titlesFor(await other.open('a'), 'text')).toEqual(['Page']);
    await one.purge('a');
    expect(await titlesFor(await other.open('a'), 'text')).toEqual([]);
  });

  it('serve several processes', async () => {
    const [one, other] = [open(), open()];
    const [first, second] = [await one.open('a'), await other.open('a')];
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        (at % 2 === 0 ? first : second).commit({ put: [documentOf(at, `Page ${at}`, 'text')] }),
      ),
    );
    expect((await second.status()).passages).toBe(20);
  });

  it('open with the token that they are for, and with no other', async () => {
    const sealerOf = (token: string): Sealer => new Sealer(tokenKeyring(token), randomBytes);
    const first = open(sealerOf('ntn_one'));
    await (await first.open('a')).commit({ put: [documentOf(1, 'Page', 'text')] });
    await first.close();
    const same = open(sealerOf('ntn_one'));
    expect((await same.open('a')).begun).toBeUndefined();
    await same.close();
    expect((await open(sealerOf('ntn_two')).open('a')).begun).toBe('unreadable');
  });
});
