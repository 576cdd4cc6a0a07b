import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { clientKinds, closeClients, connectHttp } from '../../support/clients/mcp-clients.js';
import { createSchema, hasPostgres, type TestSchema } from '../../support/databases/postgres.js';
import { killAll } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';
import { TcpProxy } from '../../support/servers/tcp-proxy.js';

const [oldKey, newKey] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];

/** Two processes on one Postgres, reached through a proxy, with a store that was a SQLite file before. */
(hasPostgres ? describe : describe.skip)('several servers on one Postgres', () => {
  let sandbox: Sandbox;
  let schema: TestSchema;
  let proxy: TcpProxy;
  let databaseUrl: string;
  let servers: readonly SpacesServer[] = [];
  let key: string;
  let moved: string;

  beforeAll(async () => {
    const { workspace } = workspaceWith({ name: 'North', rows: 3 });
    sandbox = await startSandbox({ workspace });
    schema = await createSchema();
    const url = new URL(schema.settings().url);
    proxy = new TcpProxy(url.hostname, Number(url.port || 5432));
    await proxy.open();
    url.hostname = '127.0.0.1';
    url.port = String(proxy.port);
    databaseUrl = url.href;

    const before = await startSpacesServer(sandbox, { CREDENTIALS_KEY: oldKey });
    key = await before.createKey('--space', 'red');
    await before.connect(key, 'red');
    before.cli.child.kill('SIGTERM');
    await before.cli.ended;
    const move = await before.run('migrate-store', '--to', databaseUrl);
    expect([move.code, move.stderr]).toEqual([0, '']);
    moved = move.stdout;
    await rm(before.folder, { recursive: true });

    const settings = {
      CREDENTIALS_KEY: newKey,
      CREDENTIALS_OLD_KEYS: oldKey,
      DATABASE_URL: databaseUrl,
      DATABASE_TIMEOUT_SECONDS: '2',
    };
    servers = await Promise.all([startSpacesServer(sandbox, settings), startSpacesServer(sandbox, settings)]);
  });
  afterEach(() => closeClients());
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await proxy.close();
    await schema.drop();
    await sandbox.close();
    killAll();
  });

  const ask = async (server: SpacesServer, kind: (typeof clientKinds)[number] = 'v2 modern') => {
    const client = await connectHttp(kind, `${server.origin}/mcp`, key);
    return client.callTool('notion_query_database', { database: 'Voyages' });
  };
  const expectAnswers = async () => {
    for (const server of servers) {
      expect((await ask(server)).text).toMatch(/^3 rows; that is all/);
    }
  };
  const readiness = async (server: SpacesServer) => (await fetch(`${server.origin}/readyz`)).status;

  it('tells what was moved', () => {
    expect(moved).toMatch(/service_keys +1\n/);
    expect(moved).toMatch(/connections +1\n/);
    expect(moved).toContain('keep CREDENTIALS_KEY as it is');
    expect(moved).not.toContain('postgres:');
  });

  it.each(clientKinds)(
    'answers a %s client from either, with the key and connection made before',
    async (kind) => {
      for (const server of servers) {
        expect((await ask(server, kind)).text).toMatch(/^3 rows; that is all/);
      }
    },
  );

  it('makes no database in the data folder', async () => {
    for (const server of servers) {
      const { code, stderr } = await server.run(
        'migrate-store',
        '--from',
        join(server.settings['DATA_FOLDER'] ?? '', 'credentials.db'),
      );
      expect([code, stderr]).toEqual([2, expect.stringContaining('ENOENT')]);
    }
  });

  it('finds what the other has connected', async () => {
    const [first, second] = servers;
    if (first === undefined || second === undefined) {
      throw new Error('There are two servers.');
    }
    const blue = await first.createKey('--space', 'blue');
    expect((await second.connect(blue, 'blue')).status).toBe(200);
    const listed = await first.backend('GET', '/connections?spaceId=blue', blue);
    expect(await listed.json()).toMatchObject({ connections: [{ status: 'connected' }] });
  });

  it('seals anew with keys rotate while it serves, and doctor finds all well', async () => {
    const [server] = servers;
    const rotated = await server?.run('keys', 'rotate');
    expect(rotated?.stdout).toMatch(/"failures":\[\]/);
    const examined = await server?.run('doctor');
    expect(examined?.stdout).toMatch(
      /ok {4}database {7}Postgres at 127\.0\.0\.1:\d+\/\w+ responds, is up to date/,
    );
    expect(examined?.stdout).toMatch(/ok {4}sealed/);
    await expectAnswers();
  });

  it('answers right after Postgres has ended every connection', async () => {
    await schema.endConnections(schema.name);
    await expectAnswers();
  });

  it('asks callers to come again while Postgres is away, and recovers by itself', async () => {
    await proxy.close();
    for (const server of servers) {
      const refused = await fetch(`${server.origin}/mcp`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: '{}',
      });
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await refused.text()).toContain('The database of connections does not answer.');
      expect(await readiness(server)).toBe(503);
    }
    await proxy.open();
    await expectAnswers();
    for (const server of servers) {
      expect(server.cli.child.exitCode).toBeNull();
      expect(server.cli.stderr()).not.toContain('"level":"error"');
    }
  });
});
