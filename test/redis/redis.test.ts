import { afterEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { openRedis, type SharedRedis } from '../../src/redis/redis.js';
import type { Log } from '../../src/telemetry/log/log.js';
import { OwnRedis } from '../harness/processes/own-redis.js';
import { hasRedis, testRedis, uniqueId } from '../support/databases/redis.js';

const opened: SharedRedis[] = [];
const servers: OwnRedis[] = [];

afterEach(async () => {
  servers.forEach((server) => server.thaw());
  await Promise.all(opened.splice(0).map((redis) => redis.close()));
  await Promise.all(servers.splice(0).map((server) => server.kill()));
});

/** Opens a Redis with a log that is kept. */
function open(url: string): { redis: SharedRedis; logged: string[] } {
  const logged: string[] = [];
  const write = (message: string, fields = {}): void => {
    logged.push(`${message} ${JSON.stringify(fields)}`);
  };
  const log: Log = { info: write, warn: write, error: write };
  const redis = openRedis({ url }, log);
  opened.push(redis);
  return { redis, logged };
}

async function ownRedis(): Promise<OwnRedis> {
  const server = await OwnRedis.start();
  servers.push(server);
  return server;
}

async function returned(redis: SharedRedis): Promise<void> {
  await new Promise<void>((resolve) => redis.onReturn(resolve));
}

(hasRedis ? describe : describe.skip)('a Redis that is there', () => {
  it('runs commands from the first moment on, under a prefix of its own', async () => {
    const { redis, logged } = open(testRedis.url);
    const key = `test:${uniqueId()}`;
    expect(await redis.attempt((commands) => commands.set(key, 'value', 'PX', 5000))).toBe('OK');
    const other = new Redis(testRedis.url);
    expect(await other.get(`notion-rest-mcp:${key}`)).toBe('value');
    other.disconnect();
    expect(redis.isAway).toBe(false);
    await redis.check();
    expect(logged).toEqual([]);
  });

  it('tells every process a message, also the one that sent it', async () => {
    const [first, second] = [open(testRedis.url).redis, open(testRedis.url).redis];
    await Promise.all([first.check(), second.check()]);
    const channel = uniqueId();
    const heard = [first, second].map(
      (redis) => new Promise<string>((resolve) => redis.subscribe(channel, resolve)),
    );
    // Subscriptions are on their way before this, on connections of their own.
    await Promise.all([first.check(), second.check()]);
    await first.publish(channel, 'hello');
    expect(await Promise.all(heard)).toEqual(['hello', 'hello']);
  });

  it('outlives a receiver that fails', async () => {
    const { redis, logged } = open(testRedis.url);
    const channel = uniqueId();
    redis.subscribe(channel, () => {
      throw new Error('page text');
    });
    const heard = new Promise((resolve) => redis.subscribe(channel, resolve));
    await redis.check();
    await redis.publish(channel, 'hello');
    await heard;
    expect(logged.join()).toContain('could not read a message from Redis');
    expect(logged.join()).not.toContain('page text');
  });

  it('comes to nothing when a command is refused, says so once, and goes on', async () => {
    const { redis, logged } = open(testRedis.url);
    const key = `test:${uniqueId()}`;
    await redis.attempt((commands) => commands.set(key, 'text', 'PX', 5000));
    expect(await redis.attempt((commands) => commands.incr(key))).toBeUndefined();
    expect(await redis.attempt((commands) => commands.incr(key))).toBeUndefined();
    expect(redis.isAway).toBe(false);
    expect(logged).toEqual(['Redis refused a command; continuing without it {"reason":"ERR"}']);
  });

  it('does not answer after it was closed', async () => {
    const { redis } = open(testRedis.url);
    await redis.check();
    await redis.close();
    expect(await redis.attempt((commands) => commands.ping())).toBeUndefined();
    await expect(redis.check()).rejects.toThrow('unavailable');
  });
});

(hasRedis ? describe : describe.skip)('a Redis that goes', () => {
  it('was never there: told once, without the password', async () => {
    const server = await OwnRedis.prepare();
    const { redis, logged } = open(server.url.replace('//', '//user:hunter2@'));
    expect(await redis.attempt((commands) => commands.ping())).toBeUndefined();
    await expect(redis.check()).rejects.toThrow('unavailable');
    await expect(redis.check()).rejects.toThrow('unavailable');
    expect(logged).toEqual([expect.stringContaining('Redis is unavailable')]);
    expect(logged[0]).toContain('ECONNREFUSED');
    expect(logged[0]).not.toMatch(/user|hunter2/);
  });

  it('is killed and started again: told once each, and it hears messages again', async () => {
    const server = await ownRedis();
    const { redis, logged } = open(server.url);
    const heard: string[] = [];
    const channel = uniqueId();
    let hear: () => void = () => undefined;
    redis.subscribe(channel, (message) => {
      heard.push(message);
      hear();
    });
    await redis.check();
    await server.kill();
    expect(await redis.attempt((commands) => commands.ping())).toBeUndefined();
    expect(redis.isAway).toBe(true);
    await redis.publish(channel, 'lost');
    const back = returned(redis);
    await server.start();
    await back;
    expect(await redis.attempt((commands) => commands.ping())).toBe('PONG');
    const arrived = new Promise<void>((resolve) => {
      hear = resolve;
    });
    await redis.publish(channel, 'again');
    await arrived;
    expect(heard).toEqual(['again']);
    expect(logged.map((line) => line.split(' {')[0])).toEqual([
      'Redis is unavailable; continuing without it',
      'Redis is available again',
    ]);
  });

  it('freezes: one call waits a moment, those after it do not, and it comes back by itself', async () => {
    const server = await ownRedis();
    const { redis, logged } = open(server.url);
    await redis.check();
    server.freeze();
    expect(await redis.attempt((commands) => commands.ping())).toBeUndefined();
    let asked = 0;
    for (let call = 0; call < 100; call += 1) {
      await redis.attempt((commands) => {
        asked += 1;
        return commands.ping();
      });
    }
    expect(asked).toBe(0);
    const back = returned(redis);
    server.thaw();
    await back;
    expect(await redis.attempt((commands) => commands.ping())).toBe('PONG');
    expect(logged.map((line) => line.split(' {')[0])).toEqual([
      'Redis is unavailable; continuing without it',
      'Redis is available again',
    ]);
    expect(logged[0]).toContain('no answer');
  });

  it('that takes no writes counts as away', async () => {
    const server = await ownRedis();
    const { redis, logged } = open(server.url);
    await redis.check();
    await redis.attempt((commands) => commands.call('REPLICAOF', '127.0.0.1', '1'));
    await expect(redis.check()).rejects.toThrow('unavailable');
    expect(logged[0]).toContain('READONLY');
  });
});
