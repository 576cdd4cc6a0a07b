import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { UnavailableError } from '../../src/errors.js';
import { InMemoryReplyBroker } from '../../src/mcp/elicitation/in-memory-reply-broker.js';
import { openRedis, type SharedRedis } from '../../src/redis/redis.js';
import { RedisReplyBroker } from '../../src/redis/redis-reply-broker.js';
import { silentLog } from '../../src/telemetry/log/log.js';
import { answerRouteContract, messageOf, waitAt } from '../mcp/contract/reply-broker.js';
import { OwnRedis } from '../harness/processes/own-redis.js';
import { hasRedis, testRedis } from '../support/databases/redis.js';

const opened: SharedRedis[] = [];
const servers: OwnRedis[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((redis) => redis.close()));
  await Promise.all(servers.splice(0).map((server) => server.kill()));
});

/** The answers of one process. */
async function processAt(url: string): Promise<RedisReplyBroker> {
  const redis = openRedis({ url }, silentLog);
  opened.push(redis);
  const answers = new RedisReplyBroker(redis, new InMemoryReplyBroker());
  await redis.check().catch(() => undefined);
  return answers;
}

(hasRedis ? describe : describe.skip)('answers through Redis', () => {
  describe('from process to process', () => {
    answerRouteContract(async () => ({
      waiting: await processAt(testRedis.url),
      posting: await processAt(testRedis.url),
    }));
  });

  describe('within a process', () => {
    answerRouteContract(async () => {
      const route = await processAt(testRedis.url);
      return { waiting: route, posting: route };
    });
  });

  it('leaves nothing behind for longer than the question', async () => {
    const route = await processAt(testRedis.url);
    const address = randomUUID();
    await waitAt(route, address);
    const reader = new Redis(testRedis.url);
    const left = await reader.pttl(`notion-rest-mcp:answer:${address}`);
    reader.disconnect();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(61_000);
  });
});

(hasRedis ? describe : describe.skip)('while Redis is away', () => {
  it('answers of the same process arrive, and the others are told to come again', async () => {
    const server = await OwnRedis.start();
    servers.push(server);
    const route = await processAt(server.url);
    await server.kill();
    const address = randomUUID();
    const { message } = await waitAt(route, address);
    expect(await route.deliver(address, messageOf(1))).toBe(true);
    expect(await message).toEqual(messageOf(1));
    await expect(route.deliver(randomUUID(), messageOf(1))).rejects.toThrow(UnavailableError);
  });
});
