import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { isPossible } from '../../harness/is-possible.js';

/** A Redis that tests may write to. They use ids of their own, and what they write expires. */
const SERVER = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379/0';

/** Whether there is one. Where there is none, whoever asks says so loudly; a build has to have one. */
export const hasRedis = isPossible('the tests of Redis', await obstacle());

/** How tests reach it. */
export const testRedis = { url: SERVER };

/** An id that no other test has. */
export function uniqueId(): string {
  return randomBytes(8).toString('hex');
}

/** Its list of connections, as it prints it. */
export async function redisClients(): Promise<string> {
  const client = new Redis(SERVER);
  try {
    return String(await client.client('LIST'));
  } finally {
    client.disconnect();
  }
}

async function obstacle(): Promise<string | undefined> {
  // Some tests stop, freeze and start one of their own.
  if (spawnSync('redis-server', ['--version']).error !== undefined) {
    return 'the program redis-server is missing';
  }
  const client = new Redis(SERVER, {
    lazyConnect: true,
    connectTimeout: 3000,
    retryStrategy: () => null,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return undefined;
  } catch {
    return `no Redis answers at ${new URL(SERVER).host}, see TEST_REDIS_URL`;
  } finally {
    client.disconnect();
  }
}
