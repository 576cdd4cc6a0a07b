import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ConnectionIndexes } from '../../../src/app/search-index/connection-indexes.js';
import { RequestBudget } from '../../../src/notion/limits/request-budget.js';
import { paragraph } from '../../../src/sandbox/build/blocks.js';
import { addPage, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { openSqliteIndexes } from '../../../src/search-index/sqlite/sqlite-indexes.js';
import { tokenKeyring } from '../../../src/search-index/sqlite/index-keys.js';
import type { TextIndex } from '../../../src/search-index/text-index.js';
import { Sealer } from '../../../src/sealing/seal.js';
import { createLog } from '../../../src/telemetry/log/create-log.js';

let folder: string;
let ours: Sandbox;
let theirs: Sandbox;
let indexes: ConnectionIndexes;
let logged: string[];

async function sandboxWith(name: string, secret: string): Promise<Sandbox> {
  const workspace = createWorkspace({ name });
  const top = addPage(workspace, { title: `Top of ${name}` });
  addPage(workspace, {
    title: `Notes of ${name}`,
    parent: { kind: 'page', id: top },
    blocks: [paragraph(`Nobody else may know: ${secret}.`)],
  });
  return startSandbox({ workspace });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'connection-indexes-'));
  [ours, theirs] = await Promise.all([sandboxWith('ours', 'marzipan'), sandboxWith('theirs', 'nutmeg')]);
  logged = [];
  indexes = new ConnectionIndexes({
    indexes: openSqliteIndexes({
      folder: join(folder, 'index'),
      sealer: new Sealer(tokenKeyring('ntn_of_the_store'), randomBytes),
      clock: { now: () => new Date(), sleep: () => Promise.resolve() },
      randomBytes,
    }),
    settings: { budgetShare: 0.5, pollSeconds: 60 },
    log: createLog({ write: (line: string) => logged.push(line) }, 'info', () => new Date()),
  });
});

afterEach(async () => {
  await indexes.close();
  await Promise.all([ours.close(), theirs.close()]);
  await rm(folder, { recursive: true });
});

function open(sandbox: Sandbox, authorization: string, reader = 'bot'): Promise<TextIndex> {
  return indexes.of({
    authorization,
    reader,
    token: SANDBOX_TOKEN,
    apiUrl: sandbox.url,
    lockdown: undefined,
    budget: new RequestBudget({ requestsPerWindow: 100_000 }),
  });
}

async function whenRead(index: TextIndex): Promise<TextIndex> {
  for (;;) {
    const { isListed, pages, read, pending } = await index.reach();
    if (isListed && pages === read && pending === 0) {
      return index;
    }
    await delay(20);
  }
}

async function titlesOf(index: TextIndex, query: string): Promise<string[]> {
  const { hits } = await index.find({ query, kind: 'any', limit: 50, offset: 0, now: new Date() });
  return hits.filter((hit) => !hit.isPartial).map((hit) => hit.document.title);
}

it('finds nothing that another authorization reads, however it asks', async () => {
  const a = await whenRead(await open(ours, 'connection a'));
  const b = await whenRead(await open(theirs, 'connection b'));
  expect(await titlesOf(a, 'marzipan')).toEqual(['Notes of ours']);
  expect(await titlesOf(b, 'marzipan')).toEqual([]);
  const [secret] = [...ours.workspace.pages.keys()];
  for (const query of ['marz*', `in:${secret} nobody`, 'nobody -nutmeg', 'kind:page edited:>2020-01-01']) {
    expect(await titlesOf(b, query)).not.toContain('Notes of ours');
  }
  const known = await b.unknownOf([...ours.workspace.pages.keys()]);
  expect(known.size).toBe(ours.workspace.pages.size);
});

it('shares nothing between two connections to the same workspace', async () => {
  const a = await whenRead(await open(ours, 'connection a'));
  const b = await whenRead(await open(ours, 'connection b'));
  const [page = ''] = [...ours.workspace.pages.keys()];
  await a.refused([...ours.workspace.pages.keys()]);
  expect((await b.unknownOf([page])).size).toBe(0);
});

it('forgets what was read before the connection was authorized by another person', async () => {
  await whenRead(await open(ours, 'connection a', 'bot of Ada'));
  await indexes.close();
  const again = new ConnectionIndexes({
    indexes: openSqliteIndexes({
      folder: join(folder, 'index'),
      sealer: new Sealer(tokenKeyring('ntn_of_the_store'), randomBytes),
      clock: { now: () => new Date(), sleep: () => Promise.resolve() },
      randomBytes,
    }),
    settings: { budgetShare: 0.5, pollSeconds: 60 },
    log: createLog({ write: () => {} }, 'silent', () => new Date()),
  });
  indexes = again;
  theirs.failNext({ kind: 'bad_gateway' }, 1000);
  const b = await open(theirs, 'connection a', 'bot of Ben');
  expect(await titlesOf(b, 'marzipan')).toEqual([]);
});

it('forgets it at once where another person authorizes the connection while the server runs', async () => {
  const a = await whenRead(await open(ours, 'connection a', 'bot of Ada'));
  theirs.failNext({ kind: 'bad_gateway' }, 1000);
  const b = await open(theirs, 'connection a', 'bot of Ben');
  expect(await titlesOf(b, 'marzipan')).toEqual([]);
  expect((await b.unknownOf([...ours.workspace.pages.keys()])).size).toBe(ours.workspace.pages.size);
  expect(await open(theirs, 'connection a', 'bot of Ben')).toBe(b);
  await expect(titlesOf(a, 'marzipan')).rejects.toThrow();
});

it('begins anew what another process has deleted', async () => {
  await whenRead(await open(ours, 'connection a'));
  const { length } = await readdir(join(folder, 'index'));
  const other = openSqliteIndexes({
    folder: join(folder, 'index'),
    sealer: new Sealer(tokenKeyring('ntn_of_the_store'), randomBytes),
    clock: { now: () => new Date(), sleep: () => Promise.resolve() },
    randomBytes,
  });
  expect(await other.purge('connection a')).toBe(true);
  ours.failNext({ kind: 'bad_gateway' }, 1000);
  const again = await open(ours, 'connection a');
  expect(await titlesOf(again, 'marzipan')).toEqual([]);
  expect((await readdir(join(folder, 'index'))).length).toBe(length);
});

it('tells a caller with roots neither words nor titles of the rest', async () => {
  const all = await whenRead(await open(ours, 'connection a'));
  const [top = ''] = [...ours.workspace.pages.keys()];
  const elsewhere = all.within(['11111111-1111-4111-8111-111111111111']);
  const ask = (index: TextIndex, query: string) =>
    index.find({ query, kind: 'any', limit: 10, offset: 0, now: new Date() });
  expect((await ask(all, 'marzpian')).corrections).toEqual([{ typed: 'marzpian', taken: ['marzipan'] }]);
  for (const query of ['marzpian', 'marzipan', 'zyzzogeton', 'in:"Notes of ours" x', 'in:"No such page" x']) {
    expect(await ask(elsewhere, query)).toMatchObject({
      hits: [],
      total: 0,
      corrections: [],
      unknownWords: [],
      unknownPlaces: [],
    });
  }
  expect((await ask(all.within([top]), 'marzpian')).corrections).toEqual([]);
});

it('keeps to a caller’s roots, and tells such a caller no numbers', async () => {
  const all = await whenRead(await open(ours, 'connection a'));
  const [top = '', notes = ''] = [...ours.workspace.pages.keys()];
  expect(await titlesOf(all.within([notes]), 'marzipan')).toEqual(['Notes of ours']);
  expect(await titlesOf(all.within([top]), 'marzipan')).toEqual(['Notes of ours']);
  expect(await titlesOf(all.within(['11111111-1111-4111-8111-111111111111']), 'marzipan')).toEqual([]);
  expect(all.within([top]).isRestricted).toBe(true);
});

it('deletes everything of an authorization that ends, and logs nothing of it', async () => {
  await whenRead(await open(ours, 'connection a'));
  expect(await readdir(join(folder, 'index'))).not.toEqual([]);
  await indexes.purge('connection a');
  expect(await readdir(join(folder, 'index'))).toEqual([]);
  expect(logged.join('\n')).not.toMatch(/marzipan|Notes|connection a/);
});
