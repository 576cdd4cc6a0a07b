import { createSecretKey } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSharedCache } from '../../src/app/shared-cache.js';
import { parseConnectionId, parseCredentialId, parseSpaceId } from '../../src/ids.js';
import type { RestConnection } from '../../src/credentials/connections/read-connections.js';
import { retrieveDataSource } from '../../src/notion/endpoints/databases.js';
import type { ChangeChannel } from '../../src/notion/cache/workspace-changes.js';
import { openRedis, type SharedRedis } from '../../src/redis/redis.js';
import { workspaceWith, type ReadyMade } from '../../src/sandbox/build/ready-made.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../src/sandbox/server.js';
import { ConnectionRegistry } from '../../src/connections/connection-registry.js';
import { silentLog } from '../../src/telemetry/log/log.js';
import { hasRedis, testRedis, uniqueId } from '../support/databases/redis.js';

const [RED, BLUE] = ['a', 'b'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`);

/** One process: its open connections, and how it hears of changes. */
interface Process {
  readonly registry: ConnectionRegistry;
  readonly changes: ChangeChannel;
  readonly settled: () => Promise<void>;
}

let sandbox: Sandbox;
let made: ReadyMade;
let opened: SharedRedis[];

beforeEach(async () => {
  made = workspaceWith({ rows: 1 });
  sandbox = await startSandbox({ workspace: made.workspace });
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((redis) => redis.close()));
  await sandbox.close();
});

async function start(secret?: Buffer): Promise<Process> {
  const redis = secret === undefined ? undefined : openRedis(testRedis, silentLog);
  if (redis !== undefined) {
    opened.push(redis);
    await redis.check();
  }
  const sharingSecret = createSecretKey(secret ?? Buffer.alloc(32));
  const { changes, sharedReads, settled } = openSharedCache(redis, { sharingSecret }, silentLog);
  const registry = new ConnectionRegistry({
    apiUrl: sandbox.url,
    deadlineMilliseconds: 5000,
    requestsPerMinute: 180,
    changes,
    sharedReads,
  });
  return { registry, changes, settled };
}

function connection(bot = '', workspaceId = made.workspace.id): RestConnection {
  const [id, spaceId, botId] = [parseConnectionId(bot), parseSpaceId('red'), parseCredentialId(bot)];
  if (id === undefined || spaceId === undefined || botId === undefined) {
    throw new Error('These are no ids.');
  }
  return {
    id,
    spaceId,
    botId,
    workspace: { id: workspaceId, name: null, icon: null },
    owner: { userId: null, name: null },
    status: 'connected',
    kind: 'rest',
    reconnectReason: null,
    version: 1,
    connectedAt: new Date(0),
    refreshedAt: null,
    lastUsedAt: null,
  };
}

/** How many requests it takes to know the columns. */
async function requestsFor({ registry, settled }: Process, which: RestConnection): Promise<number> {
  sandbox.clearRequests();
  const token = { accessToken: SANDBOX_TOKEN, version: 1 };
  const source = { current: () => Promise.resolve(token), renewed: () => Promise.resolve(token) };
  const session = registry
    .open(which, { token: source })
    .openSession({ signal: new AbortController().signal });
  await retrieveDataSource(session, made.dataSourceId);
  await settled();
  return sandbox.requests.length;
}

const change = () => ({ workspaceId: made.workspace.id, objectIds: [made.dataSourceId] });

describe('a change', () => {
  it('reaches every open connection of its workspace, of whichever space, and no other', async () => {
    const process = await start();
    const elsewhere = connection(BLUE, 'another workspace');
    for (const which of [connection(RED), elsewhere]) {
      expect(await requestsFor(process, which)).toBe(1);
      expect(await requestsFor(process, which)).toBe(0);
    }
    await process.changes.publish(change());
    expect(await requestsFor(process, connection(RED))).toBe(1);
    expect(await requestsFor(process, elsewhere)).toBe(0);
  });

  it('of a database reaches its columns', async () => {
    const process = await start();
    expect(await requestsFor(process, connection(RED))).toBe(1);
    await process.changes.publish({ workspaceId: made.workspace.id, objectIds: [made.databaseId] });
    expect(await requestsFor(process, connection(RED))).toBe(1);
  });
});

(hasRedis ? describe : describe.skip)('several processes with Redis', () => {
  it('read what a connection needs once, and each connection for itself', async () => {
    const secret = Buffer.from(uniqueId().repeat(2));
    const [first, second] = [await start(secret), await start(secret)];
    expect(await requestsFor(first, connection(RED))).toBe(1);
    expect(await requestsFor(second, connection(RED))).toBe(0);
    expect(await requestsFor(second, connection(BLUE))).toBe(1);
  });

  it('read anew after a change that one of them has told, whoever asks first', async () => {
    const secret = Buffer.from(uniqueId().repeat(2));
    const processes = [await start(secret), await start(secret), await start(secret)];
    const [first, ...others] = processes;
    const lastFirst = others.concat(first ?? []);
    for (const process of processes) {
      await requestsFor(process, connection(RED));
    }
    const heard = others.map(
      ({ changes }) => new Promise<void>((resolve) => changes.onChange(() => resolve())),
    );
    await first?.changes.publish(change());
    await Promise.all(heard);
    const requests = [];
    for (const process of lastFirst) {
      requests.push(await requestsFor(process, connection(RED)));
    }
    expect(requests).toEqual([1, 0, 0]);
  });
});
