import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { checkRedis } from '../../../src/doctor/checks/check-redis.js';
import { OwnRedis } from '../../harness/processes/own-redis.js';
import { hasRedis, testRedis } from '../../support/databases/redis.js';

let server: OwnRedis | undefined;

afterEach(async () => {
  await server?.kill();
});

/** Sends a Redis of the test's own a command, as whoever runs it would. */
async function configure(...command: [string, ...string[]]): Promise<OwnRedis> {
  server = await OwnRedis.start();
  const redis = new Redis(server.url);
  const [name, ...values] = command;
  await redis.call(name, ...values);
  redis.disconnect();
  return server;
}

(hasRedis ? describe : describe.skip)('Redis', () => {
  it('is fine where it answers and takes writes', async () => {
    expect(await checkRedis(testRedis)).toMatchObject({ check: 'redis', status: 'ok' });
  });

  it.each<[string, [string, ...string[]], string, RegExp]>([
    ['wants a password', ['CONFIG', 'SET', 'requirepass', 'right'], 'NOAUTH', /REDIS_URL/],
    ['is a replica', ['REPLICAOF', '127.0.0.1', '1'], 'READONLY', /primary/],
    ['is full', ['CONFIG', 'SET', 'maxmemory', '1'], 'OOM', /maxmemory/],
    ['allows too little', ['ACL', 'SETUSER', 'default', '-@write'], 'NOPERM', /notion-rest-mcp/],
  ])('that %s fails', async (_name, command, code, advice) => {
    const { url } = await configure(...command);
    expect(await checkRedis({ url })).toMatchObject({
      status: 'fail',
      message: expect.stringContaining(code),
      advice: expect.stringMatching(advice),
    });
  });

  it('does not repeat the password that is wrong', async () => {
    const { url } = await configure('CONFIG', 'SET', 'requirepass', 'right');
    const finding = await checkRedis({ url: url.replace('//', '//:hunter2@') });
    expect(finding).toMatchObject({ status: 'fail', message: expect.stringContaining('WRONGPASS') });
    expect(JSON.stringify(finding)).not.toContain('hunter2');
  });

  it('that is not there fails', async () => {
    const { url } = await OwnRedis.prepare();
    expect(await checkRedis({ url })).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('Nothing is listening there. (ECONNREFUSED)'),
    });
  });

  it('that hangs up fails', async () => {
    const listener = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const finding = await checkRedis({ url: `redis://127.0.0.1:${port}` });
    listener.close();
    expect(finding).toMatchObject({
      status: 'fail',
      advice: expect.stringContaining('rediss://'),
    });
  });
});
