import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import { closeClients, connectHttp } from '../../support/clients/mcp-clients.js';
import { closeRawConnections, connectRaw, postHead } from '../../support/servers/raw-connection.js';
import { startSpacesServer, type SpacesServer } from '../../support/servers/spaces-server.js';
import { killAll } from '../../support/servers/spawn.js';

let sandbox: Sandbox;
let server: SpacesServer | undefined;
let dead: Socket;
beforeAll(async () => {
  sandbox = await startSandbox({ oauth: {} });
  dead = createSocket('udp4');
  dead.bind(0, '127.0.0.1');
  await once(dead, 'listening');
});
afterEach(async () => {
  closeRawConnections();
  await closeClients();
  await server?.close();
});
afterAll(async () => {
  killAll();
  dead.close();
  await sandbox.close();
});

/** Has the program ask this name server for what strangers name, as if the machine was set up with it. */
function askingOnly(socket: Socket): string {
  const code = `
    import dns from 'node:dns';
    import { syncBuiltinESMExports } from 'node:module';
    const { Resolver } = dns.promises;
    dns.promises.Resolver = class extends Resolver {
      constructor(options) {
        super(options);
        this.setServers(['127.0.0.1:${socket.address().port}']);
      }
    };
    syncBuiltinESMExports();`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

it('a name server that never answers costs strangers their answers, and nobody else anything', async () => {
  const notionByName = sandbox.url.replace('127.0.0.1', 'localhost');
  server = await startSpacesServer(sandbox, {
    NODE_OPTIONS: askingOnly(dead),
    NOTION_API_URL: notionByName,
  });
  const { origin, cli } = server;
  const key = await server.createKey('--space', 'one');
  await server.connect(key, 'one');
  const present = async (path: string, number: number): Promise<string> => {
    const response = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { 'x-forwarded-for': `198.41.0.${number}` },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: 'x',
        token: 'x',
        client_id: `https://dead-${number}.example${path}`,
      }),
    });
    const { error } = (await response.json()) as { error: string };
    return `${response.status} ${error}`;
  };
  const asked = once(dead, 'message');
  const strangers = Array.from({ length: 60 }, (_, number) => [
    present('/oauth/token', number),
    present('/oauth/revoke', number),
  ]).flat();
  await asked;
  const client = await connectHttp('v2 modern', `${origin}/mcp`, key);
  expect((await client.callTool('notion_search', { query: 'deploy guide' })).isError).toBe(false);
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  cli.child.kill('SIGTERM');
  expect(await cli.ended).toBe(0);
  const answers = new Set((await Promise.allSettled(strangers)).map((one) => 'value' in one && one.value));
  expect(answers).toContain('503 temporarily_unavailable');
});

it.each(['/oauth/token', '/oauth/register', '/integrations/notion/webhooks', '/connections/connect', '/mcp'])(
  'bodies that do not end, to %s, keep neither a stop nor anybody else waiting',
  async (path) => {
    server = await startSpacesServer(sandbox);
    const { origin, cli } = server;
    const slow = [];
    for (let number = 0; number < 100; number += 1) {
      const client = await connectRaw(origin);
      client.socket.write(`${postHead(`${origin}${path}`, { 'content-length': '1000' })}{`);
      slow.push(client);
    }
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    cli.child.kill('SIGTERM');
    expect(await cli.ended).toBe(0);
    await Promise.all(slow.map(({ ended }) => ended));
  },
);
