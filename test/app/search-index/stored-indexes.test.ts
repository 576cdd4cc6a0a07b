import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { EndedIndexes } from '../../../src/app/search-index/ended-indexes.js';
import { storedIndexes } from '../../../src/app/search-index/stored-indexes.js';
import type { RestConnection } from '../../../src/credentials/connections/read-connections.js';
import type { ConnectionObserver } from '../../../src/credentials/credentials.js';
import { localChanges } from '../../../src/notion/cache/workspace-changes.js';
import { RequestBudget } from '../../../src/notion/limits/request-budget.js';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { keyringOf, sealingKey } from '../../../src/sealing/keys.js';
import { Sealer } from '../../../src/sealing/seal.js';
import { silentLog } from '../../../src/telemetry/log/log.js';

const connection = {
  kind: 'rest',
  id: '11111111-1111-4111-8111-111111111111',
  spaceId: 'space',
  botId: '22222222-2222-4222-8222-222222222222',
  workspace: { id: '33333333-3333-4333-8333-333333333333', name: 'Harbour', icon: null },
} as unknown as RestConnection;

let folder: string;
let sandbox: Sandbox;
let ended: EndedIndexes;
let observer: ConnectionObserver;
let close: () => Promise<void>;
let openIndex: () => Promise<unknown>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stored-indexes-'));
  sandbox = await startSandbox({ workspace: workspaceWith({ name: 'Harbour', rows: 1 }).workspace });
  const storage = { folder, keys: [] };
  const sealer = new Sealer(keyringOf(sealingKey(Buffer.alloc(32, 1))), randomBytes);
  ended = new EndedIndexes(storage, sealer, silentLog);
  observer = ended.observing({ onConnected: () => {}, onDisconnected: () => {} });
  const indexes = await storedIndexes(
    { budgetShare: 0.5, pollSeconds: 60, storage },
    {
      store: { sealer, endedIndexes: ended },
      changes: localChanges(),
      apiUrl: sandbox.url,
      lockdown: undefined,
      log: silentLog,
    },
  );
  const budget = new RequestBudget({ requestsPerWindow: 100_000 });
  openIndex = async () => indexes?.textIndexOf(connection, { budget, token: SANDBOX_TOKEN })();
  close = async () => indexes?.close();
});

afterEach(async () => {
  await ended.settled();
  await close();
  await sandbox.close();
  await rm(folder, { recursive: true });
});

async function files(): Promise<string[]> {
  const path = join(folder, 'search-index');
  return existsSync(path) ? readdir(path) : [];
}

it('begins no index of a connection that was disconnected while a call was under way', async () => {
  expect(await openIndex()).toBeDefined();
  expect(await files()).not.toEqual([]);
  observer.onDisconnected(connection.spaceId, connection.id, 'a person');
  // The call goes on before the index is deleted, and once more after it.
  expect(await openIndex()).toBeUndefined();
  await ended.settled();
  expect(await openIndex()).toBeUndefined();
  expect(await files()).toEqual([]);
});

it('begins one again when the workspace is connected again', async () => {
  observer.onDisconnected(connection.spaceId, connection.id, 'a person');
  await ended.settled();
  observer.onConnected(connection, 'a person');
  expect(await openIndex()).toBeDefined();
});
