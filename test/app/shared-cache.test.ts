import { afterEach, describe, expect, it } from '@jest/globals';
import { tokenSharedReads } from '../../src/app/shared-cache.js';
import { UNCHANGED, type SharedReads } from '../../src/notion/cache/shared-reads.js';
import { openRedis, type SharedRedis } from '../../src/redis/redis.js';
import { silentLog } from '../../src/telemetry/log/log.js';
import { hasRedis, testRedis, uniqueId } from '../support/databases/redis.js';

const opened: SharedRedis[] = [];
afterEach(() => Promise.all(opened.splice(0).map((redis) => redis.close())));

/** What a process shares that serves this token. */
async function start(token: string): Promise<SharedReads | undefined> {
  const redis = openRedis(testRedis, silentLog);
  opened.push(redis);
  await redis.check();
  return tokenSharedReads(redis, token, silentLog);
}

const name = { kind: 'card', id: 'page-1' };
const value = { title: 'Salaries 2026' };

async function found(reads: SharedReads | undefined): Promise<object | undefined> {
  return (await reads?.fetch([name]))?.[0]?.found?.value;
}

(hasRedis ? describe : describe.skip)('what processes with NOTION_TOKEN share', () => {
  it('is found by those with the same token, and by nobody else', async () => {
    const token = `ntn_${uniqueId()}`;
    const [first, second, other] = [await start(token), await start(token), await start(`${token}x`)];
    first?.store({ ...name, value, lifetimeMs: 60_000, token: UNCHANGED });
    let shared: object | undefined;
    while (shared === undefined) {
      shared = await found(second);
    }
    expect(shared).toEqual(value);
    expect(await found(other)).toBeUndefined();
  });
});

it('is nothing without Redis', () => {
  expect(tokenSharedReads(undefined, 'ntn_token', silentLog)).toBeUndefined();
});
