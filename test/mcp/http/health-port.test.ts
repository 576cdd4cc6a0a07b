import { Server } from 'node:http';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Health } from '../../../src/mcp/http/health.js';
import { startHealthPort, type HealthPort } from '../../../src/mcp/http/health-port.js';
import { ListenError } from '../../../src/mcp/http/listen.js';
import { closeRawConnections, connectRaw } from '../../support/servers/raw-connection.js';

const LOOPBACK = { host: '127.0.0.1', port: 0 };
const healthy: Health = {
  live: () => ({ status: 200, body: { status: 'ok' } }),
  ready: () => Promise.resolve({ status: 503, body: { status: 'not ready' } }),
};

const open: HealthPort[] = [];
afterEach(async () => {
  closeRawConnections();
  await Promise.all(open.splice(0).map((port) => port.close()));
});

async function start(health: Health = healthy, requestTimeoutMs?: number): Promise<string> {
  const port = await startHealthPort(health, LOOPBACK, requestTimeoutMs);
  open.push(port);
  return port.url;
}

/** Sends it as it is; gives all that comes back until the server ends the connection. */
async function exchange(url: string, text: string): Promise<string> {
  const client = await connectRaw(url);
  client.socket.write(text);
  await client.ended;
  return client.received();
}

const head = (line: string, ...fields: readonly string[]) =>
  [`${line} HTTP/1.1`, 'Host: probe', ...fields, '', ''].join('\r\n');

describe('the port for health checks', () => {
  it('answers both probes, uncached and without a type to guess', async () => {
    const url = await start();
    const live = await fetch(`${url}/healthz?from=probe`);
    expect([live.status, await live.json()]).toEqual([200, { status: 'ok' }]);
    expect(Object.fromEntries(live.headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'not ready' }]);
  });

  it.each([
    ['/mcp', 404],
    ['/', 404],
    ['/healthz/', 404],
    ['/constructor', 404],
    ['//healthz', 404],
  ])('serves nothing else: %s', async (path, status) => {
    expect((await fetch(`${await start()}${path}`)).status).toBe(status);
  });

  it('is asked by few of the requests that one connection sends without waiting', async () => {
    let asked = 0;
    const url = await start({
      ...healthy,
      ready: () => {
        asked += 1;
        return new Promise(() => {});
      },
    });
    const client = await connectRaw(url);
    client.socket.write(head('GET /readyz').repeat(100));
    await client.ended;
    expect(asked).toBeLessThan(10);
  });

  it('takes GET and HEAD alone, and reads no body', async () => {
    const url = await start();
    expect(await exchange(url, head('HEAD /healthz'))).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\n\r\n$/);
    expect(await exchange(url, head('POST /healthz', 'Content-Length: 100000'))).toMatch(/^HTTP\/1\.1 405 /);
    expect(await exchange(url, head('GET /healthz', 'Content-Length: 100000'))).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('carries one request on a connection', async () => {
    const answers = await exchange(await start(), head('GET /healthz').repeat(3));
    expect(answers.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  });

  it('refuses heads that no probe sends', async () => {
    const long = head('GET /healthz', `X-Long: ${'x'.repeat(5000)}`);
    expect(await exchange(await start(), long)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it.each([
    ['a head', 'GET /healthz HTTP/1.1\r\nHost: probe\r\nX-Slow: '],
    ['anything', ''],
  ])('waits for the end of %s a while only, and says so', async (_what, sent) => {
    const url = await start(healthy, 100);
    const slow = await connectRaw(url);
    slow.socket.write(sent);
    await slow.ended;
    expect(slow.received()).toBe('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
  });

  it('waits ten seconds by default', async () => {
    const servers = jest.spyOn(Server.prototype, 'listen');
    await start();
    const [server] = servers.mock.contexts as Server[];
    servers.mockRestore();
    expect([server?.headersTimeout, server?.requestTimeout]).toEqual([10_000, 10_000]);
  });

  it('makes room: connections that ask nothing shut it to nobody', async () => {
    const url = await start();
    const idle = [];
    for (let number = 0; number < 40; number += 1) {
      idle.push(await connectRaw(url));
    }
    await idle[0]?.ended;
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('names the address that it cannot listen on', async () => {
    const { port } = new URL(await start());
    const taken = { host: '127.0.0.1', port: Number(port) };
    const error = await startHealthPort(healthy, taken).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ListenError);
    expect(error).toMatchObject({ address: taken, code: 'EADDRINUSE' });
  });
});
