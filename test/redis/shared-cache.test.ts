import { createSecretKey } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { UNCHANGED, type SharedRead, type SharedReads } from '../../src/notion/cache/shared-reads.js';
import type { WorkspaceChange } from '../../src/notion/cache/workspace-changes.js';
import { redisChanges } from '../../src/redis/change-channel.js';
import { openRedis, type SharedRedis } from '../../src/redis/redis.js';
import { KEY_PREFIX } from '../../src/redis/redis-options.js';
import { SealedValues } from '../../src/redis/sealed-values.js';
import { SharedCache } from '../../src/redis/shared-cache.js';
import type { Log } from '../../src/telemetry/log/log.js';
import { OwnRedis } from '../harness/processes/own-redis.js';
import { hasRedis, testRedis, uniqueId } from '../support/databases/redis.js';
import { forgedAtEnd } from '../support/forged.js';

const MINUTE = 60_000;
const SCHEMA = { id: 'source-1', properties: { Größe: { type: 'number' } }, missing: null };

/** One process of an installation. */
interface Process {
  readonly redis: SharedRedis;
  readonly cache: SharedCache;
  readonly sealed: SealedValues;
  reads(connection?: string): SharedReads;
}

const opened: SharedRedis[] = [];
const servers: OwnRedis[] = [];
const logged: string[] = [];
const note = (message: string): void => void logged.push(message);
const log: Log = { info: note, warn: note, error: note };

(hasRedis ? describe : describe.skip)('the cache that processes share', () => {
  let workspaceId: string;
  let secret: Buffer;
  let client: Redis;

  beforeAll(() => {
    client = new Redis(testRedis.url);
  });
  beforeEach(() => {
    workspaceId = `workspace-${uniqueId()}`;
    secret = Buffer.from(uniqueId().repeat(2));
    logged.length = 0;
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((redis) => redis.close()));
    await Promise.all(servers.splice(0).map((server) => server.kill()));
  });
  afterAll(() => client.disconnect());

  const start = async (url = testRedis.url, key = secret): Promise<Process> => {
    const redis = openRedis({ url }, log);
    opened.push(redis);
    await redis.check().catch(() => undefined);
    const sealed = new SealedValues(createSecretKey(key));
    const cache = new SharedCache(redis, sealed, log);
    return {
      redis,
      cache,
      sealed,
      reads: (connection = 'connection-1') => cache.readsOf({ id: [connection, 'bot-1'], workspaceId }),
    };
  };

  const name = { kind: 'data_source', id: 'source-1' };
  const ask = async (reads: SharedReads, id = name.id): Promise<SharedRead | undefined> =>
    (await reads.fetch([{ ...name, id }]))?.[0];
  /** Shares a value, and waits until Redis has taken or refused it. */
  const share = async (
    process: Process,
    value: object,
    mark = UNCHANGED,
    lifetime = MINUTE,
  ): Promise<void> => {
    process.reads().store({ ...name, value, lifetimeMs: lifetime, token: mark });
    await process.cache.settled();
  };
  /** The keys of this test's only value, as somebody finds them who looks into Redis. */
  const keysOf = async (process: Process): Promise<{ value: string; mark: string }> => {
    const hide = (...parts: string[]): string => process.sealed.hide(parts);
    return Promise.resolve({
      value: `${KEY_PREFIX}read:${hide('read', 'connection-1', 'bot-1', name.kind, name.id)}`,
      mark: `${KEY_PREFIX}changed:${hide('changed', workspaceId, name.id)}`,
    });
  };

  it('brings what another process has read, as it was, for what remains of its life', async () => {
    const [first, second] = [await start(), await start()];
    expect(await ask(second.reads())).toEqual({ token: UNCHANGED });
    await share(first, SCHEMA);
    const read = await ask(second.reads());
    expect(read?.found?.value).toEqual(SCHEMA);
    expect(read?.found?.freshFor).toBeLessThanOrEqual(MINUTE);
    expect(await client.pttl((await keysOf(first)).value)).toBeGreaterThan(0);
  });

  it('answers many names in their order, in one round trip', async () => {
    const [first, second] = [await start(), await start()];
    await share(first, SCHEMA);
    let commands = 0;
    const counting = {
      isAway: false,
      attempt: (use: Parameters<SharedRedis['attempt']>[0]) => {
        commands += 1;
        return second.redis.attempt(use);
      },
    } as Pick<SharedRedis, 'attempt' | 'isAway'>;
    const reads = new SharedCache(counting, second.sealed, log).readsOf({
      id: ['connection-1', 'bot-1'],
      workspaceId,
    });
    const ids = ['source-0', 'source-1', 'source-2'];
    const found = await reads.fetch(ids.map((id) => ({ ...name, id })));
    expect(found?.map((read) => read.found !== undefined)).toEqual([false, true, false]);
    expect(commands).toBe(1);
  });

  it('takes a hundred values of one answer together', async () => {
    const [first, second] = [await start(), await start()];
    const ids = Array.from({ length: 250 }, (_, number) => `page-${number}`);
    for (const id of ids) {
      first.reads().store({ kind: 'card', id, value: { id }, lifetimeMs: MINUTE, token: UNCHANGED });
    }
    await share(first, SCHEMA);
    const found = await second.reads().fetch(ids.map((id) => ({ kind: 'card', id })));
    expect(found?.map((read) => read.found?.value)).toEqual(ids.map((id) => ({ id })));
  });

  it('is out of reach of every other connection, and of an installation with another key', async () => {
    const first = await start();
    await share(first, SCHEMA);
    expect(await ask(first.reads('connection-2'))).toEqual({ token: UNCHANGED });
    const stranger = await start(testRedis.url, Buffer.alloc(32, 9));
    expect(await ask(stranger.reads())).toEqual({ token: UNCHANGED });
    const reconnected = first.cache.readsOf({ id: ['connection-1', 'bot-2'], workspaceId });
    expect(await ask(reconnected)).toEqual({ token: UNCHANGED });
  });

  it('passes over what was read before a change, and shares what was read after it', async () => {
    const [first, second] = [await start(), await start()];
    await share(first, SCHEMA);
    expect(await second.cache.invalidate({ workspaceId, objectIds: [name.id] })).toBe(true);
    const read = await ask(first.reads());
    expect(read?.found).toBeUndefined();
    await share(second, { id: 'read before' }, UNCHANGED);
    expect((await ask(first.reads()))?.found).toBeUndefined();
    await share(second, { id: 'read after' }, read?.token);
    expect((await ask(first.reads()))?.found?.value).toEqual({ id: 'read after' });
  });

  it('leaves other workspaces and objects alone when something changes', async () => {
    const process = await start();
    await share(process, SCHEMA);
    await process.cache.invalidate({ workspaceId: 'another', objectIds: [name.id] });
    await process.cache.invalidate({ workspaceId, objectIds: ['source-2'] });
    expect((await ask(process.reads()))?.found).toBeDefined();
  });

  it('does not believe what was altered, moved or marked otherwise in Redis, and says so once, without content', async () => {
    const process = await start();
    const keys = await keysOf(process);
    const stored = async (): Promise<string> => {
      await share(process, SCHEMA);
      return (await client.get(keys.value)) ?? '';
    };
    const attacks: readonly ((text: string) => Promise<unknown>)[] = [
      (text) => client.set(keys.value, forgedAtEnd(text), 'PX', MINUTE),
      (text) => client.set(keys.value, text.slice(0, 9), 'PX', MINUTE),
      () => client.set(keys.value, '.{"until":9999999999999,"value":{}}', 'PX', MINUTE),
      async (text) => {
        await client.set(keys.mark, 'later', 'PX', MINUTE);
        await client.set(keys.value, `later${text}`, 'PX', MINUTE);
      },
    ];
    for (const attack of attacks) {
      await attack(await stored());
      expect((await ask(process.reads()))?.found).toBeUndefined();
      await client.del(keys.value, keys.mark);
    }
    const moved = process.sealed.hide(['read', 'connection-2', 'bot-1', name.kind, name.id]);
    await client.set(`${KEY_PREFIX}read:${moved}`, await stored(), 'PX', MINUTE);
    expect((await ask(process.reads('connection-2')))?.found).toBeUndefined();
    expect(logged).toEqual(['ignored a value in Redis that was altered']);
  });

  it('does not serve a value beyond its life, though Redis is made to keep it', async () => {
    const process = await start();
    const { value } = await keysOf(process);
    await share(process, SCHEMA, UNCHANGED, 1);
    const kept = process.sealed.seal(
      ['read', 'connection-1', 'bot-1', name.kind, name.id],
      JSON.stringify({ until: Date.now() - 1, value: SCHEMA }),
    );
    await client.set(value, `.${kept}`, 'PX', MINUTE);
    expect((await ask(process.reads()))?.found).toBeUndefined();
  });

  it('shows whoever reads Redis no id, no name and no content', async () => {
    const process = await start();
    await share(process, { title: 'Salaries 2026' });
    const { value } = await keysOf(process);
    const shown = `${value} ${await client.get(value)}`;
    for (const secretText of ['Salaries', 'source-1', workspaceId, 'connection-1', 'data_source']) {
      expect(shown).not.toContain(secretText);
    }
  });

  describe('changes', () => {
    const changesOf = ({ redis, cache, sealed }: Process) => redisChanges(redis, cache, sealed);
    const heard = (
      process: Process,
    ): { next: Promise<WorkspaceChange>; channel: ReturnType<typeof changesOf> } => {
      const channel = changesOf(process);
      return { channel, next: new Promise((resolve) => channel.onChange(resolve)) };
    };

    it('reach every process, and the one that tells of them', async () => {
      const [first, second] = [heard(await start()), heard(await start())];
      await Promise.all(opened.map((redis) => redis.check()));
      const change = { workspaceId, objectIds: ['page-1', ''] };
      await first.channel.publish(change);
      expect(await first.next).toEqual(change);
      expect(await second.next).toEqual(change);
    });

    it('of another installation on the same Redis are not heard', async () => {
      const own = heard(await start());
      const stranger = changesOf(await start(testRedis.url, Buffer.alloc(32, 9)));
      await stranger.publish({ workspaceId: 'theirs', objectIds: ['page-1'] });
      await own.channel.publish({ workspaceId, objectIds: ['page-1'] });
      expect((await own.next).workspaceId).toBe(workspaceId);
    });

    it('told while Redis is away are told again when it is back, and marked first', async () => {
      let back = (): void => {};
      const sent: string[] = [];
      const away = { isAway: true };
      const teller = redisChanges(
        {
          get isAway() {
            return away.isAway;
          },
          publish: () => Promise.resolve(void sent.push('published')),
          subscribe: () => () => {},
          onReturn: (listener) => {
            back = listener;
            return () => {};
          },
        },
        { invalidate: () => Promise.resolve(sent.push('marked') > 0 && !away.isAway) },
        new SealedValues(createSecretKey(secret)),
      );
      const told = new Promise<WorkspaceChange>((resolve) => teller.onChange(resolve));
      const change = { workspaceId, objectIds: ['page-1'] };
      await teller.publish(change);
      expect(await told).toEqual(change);
      sent.length = 0;
      away.isAway = false;
      back();
      await new Promise((resolve) => setImmediate(resolve));
      back();
      await new Promise((resolve) => setImmediate(resolve));
      expect(sent).toEqual(['marked', 'published']);
    });

    it('may be missed while Redis is away, and everybody is told that', async () => {
      const own = await OwnRedis.start();
      servers.push(own);
      const listener = changesOf(await start(own.url));
      const gap = new Promise<void>((resolve) => listener.onGap(resolve));
      await own.kill();
      await listener.publish({ workspaceId, objectIds: ['page-1'] });
      await own.start();
      await gap;
    });
  });
});
