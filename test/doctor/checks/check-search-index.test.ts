import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { checkSearchIndex } from '../../../src/doctor/checks/check-search-index.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-index-'));
});

afterEach(() => rm(folder, { recursive: true }));

const check = (): ReturnType<typeof checkSearchIndex> => checkSearchIndex({ folder, keys: [] });

async function makeFolder(names: readonly string[], mode = 0o700): Promise<string> {
  const path = join(folder, 'search-index');
  await mkdir(path);
  await Promise.all(names.map((name) => writeFile(join(path, name), '', { mode: 0o600 })));
  await chmod(path, mode);
  return path;
}

it('is fine where nothing is indexed yet', () => {
  expect(check()).toMatchObject({
    check: 'search index',
    status: 'ok',
    message: expect.stringMatching(/Nothing is indexed yet/),
  });
});

it('tells how many indexes there are, and where', async () => {
  const path = await makeFolder(['a.db', 'a.key', 'a.db-wal']);
  expect(check()).toMatchObject({ status: 'ok', message: `1 index in ${path}; see index status.` });
});

it('warns where others could put a file in place of an index', async () => {
  await makeFolder(['a.db', 'b.db'], 0o777);
  expect(check()).toMatchObject({ status: 'warn', message: expect.stringMatching(/chmod 700/) });
});

it('warns where others could read a file', async () => {
  const path = await makeFolder(['a.db', 'a.key']);
  await chmod(join(path, 'a.key'), 0o644);
  expect(check()).toMatchObject({ status: 'warn', message: expect.stringMatching(/chmod 600/) });
});

it('names the database where the index is in Postgres, and not its address', () => {
  const postgres = { url: 'postgres://user:secret@db/notion', connections: 1, timeout: 1000 };
  const finding = checkSearchIndex({ folder, keys: [], postgres });
  expect(finding).toMatchObject({ status: 'ok' });
  expect(JSON.stringify(finding)).not.toMatch(/secret|@db/);
});
