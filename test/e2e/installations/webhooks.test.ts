import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { workspaceWith, type ReadyMade } from '../../../src/sandbox/build/ready-made.js';
import { rich } from '../../../src/sandbox/build/text.js';
import { addPage } from '../../../src/sandbox/build/workspace-builder.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { titlePropertyId } from '../../../src/sandbox/titles.js';
import { closeClients, connectHttp } from '../../support/clients/mcp-clients.js';
import { createSchema, hasPostgres, type TestSchema } from '../../support/databases/postgres.js';
import { OwnRedis } from '../../harness/processes/own-redis.js';
import { hasRedis } from '../../support/databases/redis.js';
import { killAll } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';
import { deliver, pageEvent, shakeHands } from '../../support/notion/webhook-events.js';

const TOKEN = 'secret_of_the_subscription_0123456789';

/** A workspace in which a page hangs below another one, and what a person changes in it. */
interface Stage {
  readonly sandbox: Sandbox;
  readonly made: ReadyMade;
  readonly childId: string;
  rename(title: string): void;
  renameColumn(from: string, to: string): void;
}

async function setStage(): Promise<Stage> {
  const made = workspaceWith({ name: 'North', rows: 2 });
  const { workspace, pageId, dataSourceId } = made;
  const childId = addPage(workspace, { title: 'Child', parent: { kind: 'page', id: pageId } });
  return {
    sandbox: await startSandbox({ workspace }),
    made,
    childId,
    rename: (title) => {
      workspace.pages.get(pageId)?.values.set(titlePropertyId, { type: 'title', text: rich(title) });
    },
    renameColumn: (from, to) => {
      const properties = workspace.dataSources.get(dataSourceId)?.properties ?? [];
      const at = properties.findIndex(({ name }) => name === from);
      const [column] = properties.slice(at);
      if (column !== undefined) {
        properties[at] = { ...column, name: to };
      }
    },
  };
}

/** Does what an operator does with a new subscription. */
async function subscribe(server: SpacesServer): Promise<void> {
  expect((await shakeHands(server.origin, TOKEN)).status).toBe(200);
  const [, fingerprint = ''] = await server.cli.stderrMatch(/webhooks accept ([0-9a-f]{12})/);
  const accepted = await server.run('webhooks', 'accept', fingerprint);
  expect(accepted.stdout.split('\n', 1)).toEqual([TOKEN]);
  // The address has asked for the accepted tokens before, and remembers the answer for two seconds.
  let status = 401;
  while (status === 401) {
    const event = pageEvent({ type: 'comment.created' });
    ({ status } = await deliver(server.origin, TOKEN, event));
  }
  expect(status).toBe(200);
}

/** What a server shows of the stage: the path of the child page, and the columns of the database. */
async function shown(server: SpacesServer, key: string, stage: Stage): Promise<string> {
  const client = await connectHttp('v2 modern', `${server.origin}/mcp`, key);
  const page = await client.callTool('notion_read_page', { page: stage.childId });
  const database = await client.callTool('notion_describe_database', { database: stage.made.dataSourceId });
  return `${page.text}\n${database.text}`;
}

function eventsOf({ made }: Stage): object[] {
  const workspace_id = made.workspace.id;
  return [
    pageEvent({ workspace_id, entity: { id: made.pageId, type: 'page' } }),
    pageEvent({
      workspace_id,
      type: 'data_source.schema_updated',
      entity: { id: made.dataSourceId, type: 'data_source' },
      data: { parent: { id: made.databaseId, type: 'database' } },
    }),
  ];
}

afterEach(() => closeClients());
afterAll(() => killAll());

describe('one server with SQLite', () => {
  let stage: Stage;
  let server: SpacesServer;
  let key: string;
  beforeAll(async () => {
    stage = await setStage();
    server = await startSpacesServer(stage.sandbox);
    key = await server.createKey('--space', 'red');
    await server.connect(key, 'red');
    await subscribe(server);
  });
  afterAll(async () => {
    await server.close();
    await stage.sandbox.close();
  });

  it('lists what came in and what is trusted, and shows no token', async () => {
    const { stdout } = await server.run('webhooks', 'list');
    expect(stdout).toMatch(/^[0-9a-f]{12}, received \S+ \S+ UTC, accepted \S+ \S+ UTC\n$/);
    expect(server.cli.stderr()).not.toContain(TOKEN);
  });

  it('shows new titles and columns from the event on, and keeps what was read until then', async () => {
    expect(await shown(server, key, stage)).toMatch(/Long page[^]*Name/);
    stage.rename('Renamed page');
    stage.renameColumn('Name', 'Title of the voyage');
    const before = await shown(server, key, stage);
    expect(before).toContain('Long page');
    expect(before).not.toContain('Title of the voyage');
    for (const event of eventsOf(stage)) {
      expect((await deliver(server.origin, TOKEN, event)).status).toBe(200);
    }
    const after = await shown(server, key, stage);
    expect(after).toContain('Renamed page');
    expect(after).toContain('Title of the voyage');
    expect(after).not.toContain('Long page');
  });

  it('drops nothing for an event that nobody trusted has signed', async () => {
    await shown(server, key, stage);
    stage.sandbox.clearRequests();
    const [event = {}] = eventsOf(stage);
    expect((await deliver(server.origin, 'secret_of_somebody_else_0123456789', event)).status).toBe(401);
    await shown(server, key, stage);
    const pages = stage.sandbox.requests.filter(({ path }) => path.includes(stage.made.pageId));
    expect(pages).toEqual([]);
  });

  it('marks a connection that was removed in Notion, when an event leaves it out', async () => {
    stage.sandbox.oauth.removeAllGrants();
    const event = pageEvent({ workspace_id: stage.made.workspace.id, accessible_by: [] });
    expect((await deliver(server.origin, TOKEN, event)).status).toBe(200);
    await server.cli.stderrMatch(/a connection was removed in Notion/);
    const listed = await server.backend('GET', '/connections?spaceId=red', key);
    expect(await listed.json()).toMatchObject({ connections: [{ status: 'reconnect_needed' }] });
  });

  it('trusts a removed token no longer', async () => {
    const { stdout } = await server.run('webhooks', 'list');
    const fingerprint = stdout.slice(0, 12);
    expect((await server.run('webhooks', 'remove', fingerprint)).code).toBe(0);
    expect((await server.run('webhooks', 'remove', fingerprint)).code).toBe(2);
    let status = 200;
    while (status === 200) {
      ({ status } = await deliver(server.origin, TOKEN, pageEvent({ type: 'comment.created' })));
    }
    expect(status).toBe(401);
  });
});

(hasPostgres && hasRedis ? describe : describe.skip)('two servers with Postgres and Redis', () => {
  let stage: Stage;
  let schema: TestSchema;
  let redis: OwnRedis;
  let servers: readonly SpacesServer[] = [];
  let key: string;
  const both = (): readonly [SpacesServer, SpacesServer] => {
    const [first, second] = servers;
    if (first === undefined || second === undefined) {
      throw new Error('There are two servers.');
    }
    return [first, second];
  };

  beforeAll(async () => {
    stage = await setStage();
    schema = await createSchema();
    redis = await OwnRedis.start();
    const settings = {
      CREDENTIALS_KEY: randomBytes(32).toString('base64'),
      DATABASE_URL: schema.settings().url,
      REDIS_URL: redis.url,
    };
    servers = [
      await startSpacesServer(stage.sandbox, settings),
      await startSpacesServer(stage.sandbox, settings),
    ];
    const [first, second] = both();
    key = await first.createKey('--space', 'red');
    await first.connect(key, 'red');
    await subscribe(first);
    // Accepted at one, trusted by the other.
    expect((await deliver(second.origin, TOKEN, pageEvent({ type: 'comment.created' }))).status).toBe(200);
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await redis.kill();
    await schema.drop();
    await stage.sandbox.close();
  });

  it('read titles and columns once for both', async () => {
    const [first, second] = both();
    const answer = await shown(first, key, stage);
    stage.sandbox.clearRequests();
    expect(await shown(second, key, stage)).toContain('Long page');
    expect(answer).toContain('Long page');
    const { pageId, dataSourceId } = stage.made;
    const again = stage.sandbox.requests.filter(
      ({ path }) => path === `/v1/pages/${pageId}` || path === `/v1/data_sources/${dataSourceId}`,
    );
    expect(again).toEqual([]);
  });

  it('an event to one is heard by the other: its next answer has the new title and columns', async () => {
    const [first, second] = both();
    await shown(first, key, stage);
    expect(await shown(second, key, stage)).toContain('Long page');
    stage.rename('Renamed page');
    stage.renameColumn('Name', 'Title of the voyage');
    for (const event of eventsOf(stage)) {
      expect((await deliver(first.origin, TOKEN, event)).status).toBe(200);
    }
    for (const server of [second, first]) {
      const after = await shown(server, key, stage);
      expect(after).toContain('Renamed page');
      expect(after).toContain('Title of the voyage');
    }
  });

  it('a replay to the other process does nothing there', async () => {
    const [first, second] = both();
    const [event = {}] = eventsOf(stage);
    await deliver(first.origin, TOKEN, event);
    await shown(second, key, stage);
    stage.sandbox.clearRequests();
    expect((await deliver(second.origin, TOKEN, event)).status).toBe(200);
    await shown(second, key, stage);
    const { pageId } = stage.made;
    expect(stage.sandbox.requests.filter(({ path }) => path === `/v1/pages/${pageId}`)).toEqual([]);
  });

  it('answers go on while Redis is away, and after it is back nothing is believed that may have changed', async () => {
    const [first, second] = both();
    await shown(second, key, stage);
    await redis.kill();
    stage.rename('Renamed while away');
    const [event = {}] = eventsOf(stage);
    expect((await deliver(first.origin, TOKEN, event)).status).toBe(200);
    expect(await shown(first, key, stage)).toContain('Renamed while away');
    // Not told: it keeps what it has read.
    expect(await shown(second, key, stage)).toContain('Renamed page');
    const back = second.cli.stderrMatch(/Redis is available again/);
    await redis.start();
    await back;
    expect(await shown(second, key, stage)).toContain('Renamed while away');
  });
});
