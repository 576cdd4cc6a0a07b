import { afterEach, describe, expect, it } from '@jest/globals';
import { closeClients, connectHttp } from '../../support/clients/mcp-clients.js';
import { startObservedServer, type ObservedServer } from '../../support/servers/observed-server.js';
import { OwnRedis } from '../../harness/processes/own-redis.js';
import { hasRedis } from '../../support/databases/redis.js';
import { killAll } from '../../support/servers/spawn.js';

let redis: OwnRedis | undefined;

afterEach(async () => {
  await closeClients();
  killAll();
  await redis?.kill();
});

async function readiness(server: ObservedServer): Promise<unknown> {
  const response = await fetch(new URL('/readyz', server.url));
  return { http: response.status, ...((await response.json()) as object) };
}

(hasRedis ? describe : describe.skip)('a server with REDIS_URL', () => {
  it('goes on when Redis is gone, and tells it', async () => {
    redis = await OwnRedis.start();
    const server = await startObservedServer({ REDIS_URL: redis.url });
    const client = await connectHttp('v2 modern', server.url);
    expect(await client.callTool('notion_search', { query: 'deploy' })).toMatchObject({ isError: false });
    expect(await readiness(server)).toEqual({ http: 200, status: 'ready', checks: { redis: 'ok' } });
    await redis.kill();
    await server.cli.stderrMatch(/Redis is unavailable/);
    expect(await client.callTool('notion_search', { query: 'guide' })).toMatchObject({ isError: false });
    await server.close();
    const [reached] = server.receiver.points('notion.redis.reached');
    expect(reached?.value).toBe(0);
  });

  it('shares one budget with another of the same token', async () => {
    redis = await OwnRedis.start();
    const settings = { REDIS_URL: redis.url, NOTION_REQUESTS_PER_MINUTE: '20', CALL_DEADLINE_SECONDS: '5' };
    const first = await startObservedServer(settings);
    // The same API, too: its own sandbox stays idle.
    const second = await startObservedServer({ ...settings, NOTION_API_URL: first.sandbox.url });
    const clients = await Promise.all([first, second].map(({ url }) => connectHttp('v2 modern', url)));
    const answers = await Promise.all(
      Array.from({ length: 30 }, async (_, call) =>
        clients[call % 2]?.callTool('notion_search', { query: `question ${call}` }),
      ),
    );
    const sent = first.sandbox.requests.filter(({ path }) => path.startsWith('/v1/'));
    expect(sent).toHaveLength(20);
    expect(answers.filter((answer) => answer?.isError === true).length).toBeGreaterThanOrEqual(10);
    await Promise.all([first.close(), second.close()]);
  });
});
