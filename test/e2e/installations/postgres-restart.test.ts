import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { closeClients, connectHttp } from '../../support/clients/mcp-clients.js';
import { OwnPostgres } from '../../harness/processes/own-postgres.js';
import { canHaveOwnPostgres } from '../../support/databases/postgres.js';
import { killAll } from '../../support/servers/spawn.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';

(canHaveOwnPostgres ? describe : describe.skip)('a server whose Postgres is restarted', () => {
  let postgres: OwnPostgres;
  let sandbox: Sandbox;
  let server: SpacesServer;
  let key: string;

  beforeAll(async () => {
    postgres = new OwnPostgres();
    await postgres.start();
    sandbox = await startSandbox({
      workspace: workspaceWith({ name: 'North', rows: 3 }).workspace,
      oauth: {},
    });
    server = await startSpacesServer(sandbox, {
      CREDENTIALS_KEY: randomBytes(32).toString('base64'),
      DATABASE_URL: `postgres://postgres@127.0.0.1:${postgres.port}/postgres`,
    });
    key = await server.createKey('--space', 'red');
    await server.connect(key, 'red');
  });
  afterEach(() => closeClients());
  afterAll(async () => {
    await server.close();
    await sandbox.close();
    await postgres.remove();
    killAll();
  });

  const ask = async () => {
    const client = await connectHttp('v2 modern', `${server.origin}/mcp`, key);
    return (await client.callTool('notion_query_database', { database: 'Voyages' })).text;
  };
  const list = () => server.backend('GET', '/connections?spaceId=red', key);
  const readiness = async () => (await fetch(`${server.origin}/readyz`)).status;

  it('answers every call that meets the restart, as if nothing had been', async () => {
    expect(await ask()).toMatch(/^3 rows/);
    await postgres.stop();
    const calls = [ask(), ask(), ask()];
    const listed = list();
    await postgres.again();
    for (const answer of await Promise.all(calls)) {
      expect(answer).toMatch(/^3 rows; that is all/);
    }
    expect((await listed).status).toBe(200);
    expect(await readiness()).toBe(200);
  });

  it('asks apps and people to come again when it takes longer', async () => {
    const json = { 'content-type': 'application/json' };
    const client = { redirect_uris: ['http://127.0.0.1:33418/callback'], token_endpoint_auth_method: 'none' };
    const register = () =>
      fetch(`${server.origin}/oauth/register`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify(client),
      });
    const { client_id: clientId } = (await (await register()).json()) as { client_id: string };
    const token = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: 'r'.repeat(43),
      client_id: clientId,
    });
    const authorize = new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      code_challenge: 'c'.repeat(43),
      code_challenge_method: 'S256',
    });
    const page = { headers: { accept: 'text/html' } };
    await postgres.stop();
    const [registered, renewed, ...shown] = await Promise.all([
      register(),
      fetch(`${server.origin}/oauth/token`, { method: 'POST', body: token }),
      fetch(`${server.origin}/oauth/authorize?${authorize.toString()}`, page),
      fetch(`${server.origin}/integrations/notion/oauth/go/${'s'.repeat(43)}`, page),
    ]);
    await postgres.again();
    for (const answer of [registered, renewed]) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await answer.json()).toMatchObject({ error: 'temporarily_unavailable' });
    }
    for (const answer of shown) {
      expect([answer.status, await answer.text()]).toEqual([
        503,
        expect.stringContaining('Wait a minute, then reload this page.'),
      ]);
    }
  });

  it('asks callers to come again when it takes longer, and has lost nothing afterwards', async () => {
    await postgres.stop();
    const listed = await list();
    expect([listed.status, listed.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await readiness()).toBe(503);
    expect(await listed.json()).toMatchObject({ error: 'temporarily_unavailable' });
    await postgres.again();
    expect(await ask()).toMatch(/^3 rows; that is all/);
    expect(await (await list()).json()).toMatchObject({ connections: [{ status: 'connected' }] });
    expect(server.cli.child.exitCode).toBeNull();
    expect(server.cli.stderr()).not.toContain('"level":"error"');
  });
});
