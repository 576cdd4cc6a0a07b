import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { killAll } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';

let sandbox: Sandbox;
let server: SpacesServer;

beforeAll(async () => {
  sandbox = await startSandbox({ oauth: {} });
  server = await startSpacesServer(sandbox, { HEALTH_PORT: '0' });
});
afterAll(async () => {
  await server.close();
  await sandbox.close();
  killAll();
});

async function ask(path: string, headers: Record<string, string> = {}): Promise<readonly [number, unknown]> {
  const response = await fetch(`${server.origin}${path}`, { headers });
  expect(response.headers.get('cache-control')).toBe('no-store');
  return [response.status, await response.json()];
}

describe('a server of many spaces', () => {
  it('is ready with its database, for anybody who asks', async () => {
    expect(await ask('/readyz', { origin: 'https://elsewhere.example.com' })).toEqual([
      200,
      { status: 'ready', checks: { database: 'ok', migrations: 'ok', audit: 'ok' } },
    ]);
    expect(await ask('/healthz')).toEqual([200, { status: 'ok' }]);
  });

  it('says the same at its port for health checks, which serves nothing else', async () => {
    const [, url = ''] = await server.cli.stderrMatch(/answering health checks at (http[^\s"]+)/);
    const get = async (path: string) => {
      const response = await fetch(`${url}${path}`);
      return [response.status, await response.json()];
    };
    expect(await get('/healthz')).toEqual(await ask('/healthz'));
    expect(await get('/readyz')).toEqual(await ask('/readyz'));
    expect((await get('/mcp'))[0]).toBe(404);
  });

  it('is alive and not ready while its database lacks a migration', async () => {
    const database = new Libsql(join(server.folder, 'credentials.db'));
    const [last] = database
      .prepare('select * from schema_migrations order by name desc limit 1')
      .all() as readonly { name: string; applied_at: string }[];
    database.prepare('delete from schema_migrations where name = ?').run(last?.name);
    const notReady = async (): Promise<void> => {
      expect(await ask('/readyz')).toEqual([
        503,
        { status: 'not ready', checks: { database: 'ok', migrations: 'failed', audit: 'ok' } },
      ]);
    };
    // What was found last is told for a second.
    await eventually(notReady);
    expect(await ask('/healthz')).toEqual([200, { status: 'ok' }]);
    database
      .prepare('insert into schema_migrations (name, applied_at) values (?, ?)')
      .run(last?.name, last?.applied_at);
    database.close();
    await eventually(async () => expect((await ask('/readyz'))[0]).toBe(200));
  });
});

async function eventually(look: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await look();
    } catch (error) {
      if (tries === 50) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
