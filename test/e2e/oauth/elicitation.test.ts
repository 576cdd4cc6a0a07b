import { randomBytes } from 'node:crypto';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { Browser } from '../../notion-oauth/browser.js';
import { linkClientV1, type LinkClient } from '../../support/clients/link-clients.js';
import { createSchema, hasPostgres, type TestSchema } from '../../support/databases/postgres.js';
import { OwnRedis } from '../../harness/processes/own-redis.js';
import { hasRedis } from '../../support/databases/redis.js';
import { killAll } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';

(hasPostgres && hasRedis ? describe : describe.skip)('a client before 2026 at two processes', () => {
  let sandbox: Sandbox;
  let schema: TestSchema;
  let redis: OwnRedis;
  const key = randomBytes(32).toString('base64');
  const servers: SpacesServer[] = [];
  const clients: LinkClient[] = [];

  beforeAll(async () => {
    sandbox = await startSandbox({ oauth: {} });
    schema = await createSchema();
    redis = await OwnRedis.start();
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });
  afterAll(async () => {
    await redis.kill();
    await schema.drop();
    await sandbox.close();
    killAll();
  });

  async function startTwo(extra: Record<string, string>): Promise<readonly [SpacesServer, SpacesServer]> {
    const settings = {
      CREDENTIALS_KEY: key,
      DATABASE_URL: schema.settings().url,
      ...extra,
    };
    const first = await startSpacesServer(sandbox, settings);
    const second = await startSpacesServer(sandbox, settings);
    servers.push(first, second);
    return [first, second];
  }

  /** A person whose client reaches the second process with its calls, and the first one with everything else. */
  async function personAt([first, second]: readonly SpacesServer[]): Promise<LinkClient> {
    const serviceKey = await first?.createKey('--space', `space-${randomBytes(4).toString('hex')}`);
    const transport = new StreamableHTTPClientTransport(new URL(`${first?.origin}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${serviceKey}` } },
      fetch: (url, init) => {
        const isCall = typeof init?.body === 'string' && init.body.includes('"tools/call"');
        return fetch(isCall ? `${second?.origin}/mcp` : url, init);
      },
    });
    const client = await linkClientV1(transport, async ({ url }) => {
      await new Browser().walk(url);
      return 'accept';
    });
    clients.push(client);
    return client;
  }

  it('is asked by one and answers to the other, which Redis connects', async () => {
    const client = await personAt(await startTwo({ REDIS_URL: redis.url }));
    const answer = await client.call('notion_search', { query: 'deploy guide' });
    expect(answer).toEqual({ isError: false, text: expect.stringContaining('- Deploy guide (page') });
    expect(client.asked).toHaveLength(1);
  });

  it('is not asked in vain where nothing connects them: the link stands in the text', async () => {
    const client = await personAt(await startTwo({}));
    expect(await client.call('notion_search')).toEqual({
      isError: true,
      text: expect.stringMatching(/^No Notion workspace is connected\.\nAsk the user to open this link once/),
    });
    expect(client.asked).toEqual([]);
  });
});
