import { randomBytes } from 'node:crypto';
import { StreamableHTTPClientTransport as HttpV2 } from '@modelcontextprotocol/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { addPerson } from '../../../src/sandbox/build/workspace-builder.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { oauthApp } from '../../oauth-server/app/oauth-apps.js';
import { linksOf, Person } from '../../oauth-server/app/person.js';
import { Browser, wordsOf } from '../../notion-oauth/browser.js';
import { RoundRobin } from '../../harness/http/round-robin.js';
import { freePorts } from '../../harness/processes/free-ports.js';
import { linkClientV2 } from '../../support/clients/link-clients.js';
import { clientKinds, closeClients, connectHttp } from '../../support/clients/mcp-clients.js';
import { createSchema, hasPostgres, type TestSchema } from '../../support/databases/postgres.js';
import { killAll } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';

/**
 * Two processes on one Postgres behind one address: of any two requests in a row, each goes to the other process. Every way
 * is walked twice, so that each of its requests meets both.
 */
(hasPostgres ? describe : describe.skip).each(['first', 'second'])('beginning at the %s process', (begin) => {
  let sandbox: Sandbox;
  let schema: TestSchema;
  let balancer: RoundRobin;
  let servers: readonly SpacesServer[] = [];
  let countsBefore: readonly number[];

  beforeAll(async () => {
    const { workspace } = workspaceWith({ name: 'North', rows: 3 });
    addPerson(workspace, 'Nora North', null);
    sandbox = await startSandbox({ workspace, oauth: {} });
    schema = await createSchema();
    const ports = await freePorts(2);
    balancer = new RoundRobin(ports.map((port) => `http://127.0.0.1:${port}`));
    await balancer.open();
    const start = (port: number) =>
      startSpacesServer(sandbox, {
        PORT: String(port),
        PUBLIC_URL: balancer.url,
        CREDENTIALS_KEY: key,
        DATABASE_URL: schema.settings().url,
      });
    const key = randomBytes(32).toString('base64');
    servers = await Promise.all(ports.map(start));
    if (begin === 'second') {
      balancer.skip();
    }
  });
  beforeEach(() => {
    countsBefore = [...balancer.counts];
  });
  afterEach(async () => {
    await closeClients();
    const [first = 0, second = 0] = balancer.counts.map((count, index) => count - (countsBefore[index] ?? 0));
    // Both had their share, or the test has shown nothing.
    expect(Math.abs(first - second)).toBeLessThanOrEqual(1);
    expect(first).toBeGreaterThan(0);
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await balancer.close();
    await schema.drop();
    await sandbox.close();
    killAll();
  });

  /** A service key for a space of its own. */
  let spaces = 0;
  async function newSpace(): Promise<{ readonly space: string; readonly key: string }> {
    spaces += 1;
    const space = `space-${spaces}`;
    const [server] = servers;
    return { space, key: (await server?.createKey('--space', space)) ?? '' };
  }
  const backend = async (method: string, path: string, key: string, body?: object) => {
    const answer = await fetch(`${balancer.url}/integrations/notion${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as Record<string, never>;
  };
  const connect = async (space: string, key: string) => {
    const { authorizeUrl } = await backend('POST', '/oauth/start', key, { spaceId: space });
    return new Browser().walk(authorizeUrl ?? '');
  };

  it('a backend connects a workspace, lists, renews and ends the connection', async () => {
    const { space, key } = await newSpace();
    expect(wordsOf((await connect(space, key)).html)).toMatch(/^✓ Notion is connected/);
    const { connections } = await backend('GET', `/connections?spaceId=${space}`, key);
    const [{ id, status }] = connections as unknown as [{ id: string; status: string }];
    expect(status).toBe('connected');
    const { authorizeUrl } = await backend('POST', `/connections/${id}/reconnect`, key, { spaceId: space });
    const browser = new Browser();
    const callback = await browser.walkToCallback(authorizeUrl ?? '');
    // Once only, whichever process is asked the second time.
    expect((await browser.open(callback)).status).toBe(200);
    expect((await browser.open(callback)).status).toBe(410);
    expect(await backend('DELETE', `/connections/${id}?spaceId=${space}`, key)).toMatchObject({
      status: 'disconnected',
      revokedAtNotion: true,
    });
  });

  it.each(clientKinds)('a %s client with a service key lists and calls tools', async (kind) => {
    const { space, key } = await newSpace();
    await connect(space, key);
    const client = await connectHttp(kind, `${balancer.url}/mcp`, key);
    expect((await client.listTools()).map(({ name }) => name)).toContain('notion_search');
    for (let call = 0; call < 4; call += 1) {
      const { text } = await client.callTool('notion_query_database', { database: 'Voyages' });
      expect(text).toMatch(/^3 rows; that is all/);
    }
  });

  it('a person is asked in the middle of a call, and the call goes on elsewhere', async () => {
    const { key } = await newSpace();
    const transport = new HttpV2(new URL(`${balancer.url}/mcp`), {
      requestInit: { headers: { authorization: `Bearer ${key}` } },
    });
    const client = await linkClientV2(transport, 'modern', async ({ url }) => {
      await new Browser().walk(url);
      return 'accept';
    });
    const answer = await client.call('notion_query_database', { database: 'Voyages' });
    await client.close();
    expect([client.asked.length, answer.isError]).toEqual([1, false]);
    expect(answer.text).toMatch(/^3 rows; that is all/);
  });

  describe.each(clientKinds)('a %s client with nothing but the address', (kind) => {
    const newPerson = () => {
      const person = new Person(balancer.url);
      person.atNotion = { label: /Nora North/ };
      return person;
    };

    it('registers, is allowed, gets and renews its token, and reads', async () => {
      const app = oauthApp(kind, `${balancer.url}/mcp`);
      expect(await app.connect()).toBe(false);
      const person = newPerson();
      await app.finish(await person.authorize(app.memory.authorizationUrl));
      expect(await app.connect()).toBe(true);
      expect(await app.toolNames()).toContain('notion_search');
      const first = app.memory.tokens?.access_token;
      for (let renewed = 0; renewed < 3; renewed += 1) {
        app.memory.tokens = { ...app.memory.tokens, access_token: 'one-that-is-over' };
        expect(await app.connect()).toBe(true);
      }
      expect(app.memory.tokens?.access_token).not.toBe(first);
      const answer = await app.call('notion_query_database', { database: 'Voyages' });
      expect(answer.text).toMatch(/^3 rows; that is all/);
      await app.close();
    });

    it('is told when the person says no', async () => {
      const app = oauthApp(kind, `${balancer.url}/mcp`);
      await app.connect();
      const person = newPerson();
      const page = await person.visit(app.memory.authorizationUrl);
      const back = new URL((await person.submit(page, { decision: 'deny' })).url);
      expect(back.searchParams.get('error')).toBe('access_denied');
    });

    it('is out everywhere as soon as the person has removed every app', async () => {
      const app = oauthApp(kind, `${balancer.url}/mcp`);
      await app.connect();
      const person = newPerson();
      await app.finish(await person.authorize(app.memory.authorizationUrl));
      expect(await app.connect()).toBe(true);
      await app.close();
      const page = await person.visit(`${balancer.url}/connections`);
      const toRemove = linksOf(page.html).filter((link) => link.includes('remove-app'));
      expect(toRemove.length).toBeGreaterThan(0);
      for (const link of toRemove) {
        const confirm = await person.visit(new URL(link, balancer.url).href);
        await person.submit(confirm, {});
      }
      for (let look = 0; look < 3; look += 1) {
        expect(await app.connect().catch(() => 'refused')).not.toBe(true);
      }
    });
  });
});
