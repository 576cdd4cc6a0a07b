import { afterEach, describe, expect, it } from '@jest/globals';
import { startHttpServer, type RunningHttpServer } from '../../../../src/mcp/http/http.js';
import { createServerFactory } from '../../../../src/mcp/server.js';
import { silentLog } from '../../../../src/telemetry/log/log.js';
import { closeRawConnections, connectRaw } from '../../../support/servers/raw-connection.js';
import { echo, serverOptions } from '../../../support/sample-tools.js';

const TOKEN = 'correct-horse-battery-staple-and-more';
const running: RunningHttpServer[] = [];
afterEach(async () => {
  closeRawConnections();
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(authToken?: string): Promise<string> {
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken,
    allowedHosts: [],
    allowedOrigins: [],
    createServer: createServerFactory(serverOptions([echo])),
    log: silentLog,
    drainMilliseconds: 50,
  });
  running.push(server);
  return server.url;
}

const PING = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });

/** The status of a ping with exactly these header lines beside those that every request needs. */
async function statusOf(url: string, lines: readonly string[], version = '1.1'): Promise<number> {
  const client = await connectRaw(url);
  const head = [
    `POST /mcp HTTP/${version}`,
    `Host: ${new URL(url).host}`,
    'Content-Type: application/json',
    'Accept: application/json, text/event-stream',
    `Content-Length: ${PING.length}`,
    ...lines,
  ];
  client.socket.write(`${head.join('\r\n')}\r\n\r\n${PING}`);
  return Number((await client.match(/^HTTP\/1\.[01] (\d+) /))[1]);
}

/** What proxies and tunnels in common use add, each by its own documentation. */
const FORWARDED = [
  'X-Forwarded-For: 198.41.0.4',
  'X-Forwarded-Host: mcp.example.com',
  'X-Forwarded-Proto: https',
  'X-Forwarded-Server: proxy',
  'X-Forwarded: for=198.41.0.4',
  'Forwarded: for=198.41.0.4;proto=https',
  'X-Real-IP: 198.41.0.4',
  'Via: 1.1 caddy',
  'CF-Connecting-IP: 198.41.0.4',
  'CF-Ray: 0',
  'CDN-Loop: cloudflare',
  'True-Client-IP: 198.41.0.4',
  'X-Client-IP: 198.41.0.4',
  'X-Cluster-Client-IP: 198.41.0.4',
  'Fastly-Client-IP: 198.41.0.4',
  'Fly-Client-IP: 198.41.0.4',
  'X-Amzn-Trace-Id: Root=1-0-0',
  'X-Amz-Cf-Id: x',
  'X-Azure-ClientIP: 198.41.0.4',
  'X-Envoy-External-Address: 198.41.0.4',
  'X-Original-Forwarded-For: 198.41.0.4',
  'X-Original-Host: mcp.example.com',
  'X-Vercel-Forwarded-For: 198.41.0.4',
  'X-Appengine-User-IP: 198.41.0.4',
  'X-Cloud-Trace-Context: 0/0',
  'Tailscale-User-Login: a@example.com',
  'Ngrok-Trace-Id: 0',
  'WL-Proxy-Client-IP: 198.41.0.4',
  'X-ProxyUser-Ip: 198.41.0.4',
  'X-Varnish: 1',
  'x-forwarded-for:',
  'X_Forwarded_For: 198.41.0.4',
];

describe('a server without a token', () => {
  it.each(FORWARDED)('refuses what was passed on: %s', async (line) => {
    expect(await statusOf(await start(), [line])).toBe(403);
  });

  it('refuses HTTP/1.0, which a proxy speaks that says nothing of itself', async () => {
    expect(await statusOf(await start(), [], '1.0')).toBe(403);
  });

  it('refuses it behind as many other headers as there is room for', async () => {
    const many = Array.from({ length: 2100 }, (_, number) => `a${number.toString(36)}:`);
    expect(await statusOf(await start(), [...many, 'X-Forwarded-For: 198.41.0.4'])).toBe(431);
  });

  it.each([
    ['User-Agent: client'],
    ['X-Request-Id: 1'],
    ['Mcp-Protocol-Version: 2025-06-18'],
    ['X-Forgery: 1'],
  ])('serves programs of its own machine: %s', async (line) => {
    expect(await statusOf(await start(), [line])).toBe(200);
  });
});

it.each(FORWARDED)('a server with a token serves behind a proxy: %s', async (line) => {
  expect(await statusOf(await start(TOKEN), [`Authorization: Bearer ${TOKEN}`, line])).toBe(200);
});
