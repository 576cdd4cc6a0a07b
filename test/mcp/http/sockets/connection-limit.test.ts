import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Router } from 'express';
import {
  startHttpServer,
  type HttpServerOptions,
  type RunningHttpServer,
} from '../../../../src/mcp/http/http.js';
import { limitConnections, markAuthenticated } from '../../../../src/mcp/http/sockets/connection-limit.js';
import { createServerFactory } from '../../../../src/mcp/server.js';
import { silentLog } from '../../../../src/telemetry/log/log.js';
import { until } from '../../../harness/processes/until.js';
import {
  closeRawConnections,
  connectRaw,
  postHead,
  type RawConnection,
} from '../../../support/servers/raw-connection.js';
import { startTestServer } from '../../../support/servers/test-server.js';
import { echo, serverOptions, waitingTool } from '../../../support/sample-tools.js';

const TOKEN = 'correct-horse-battery-staple-and-more';
const waiting = waitingTool();
const running: RunningHttpServer[] = [];
afterEach(async () => {
  closeRawConnections();
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(
  limits: NonNullable<HttpServerOptions['limits']>,
  options: Partial<HttpServerOptions> = {},
): Promise<string> {
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: undefined,
    allowedHosts: [],
    allowedOrigins: [],
    createServer: createServerFactory(serverOptions([echo, waiting.tool])),
    log: silentLog,
    drainMilliseconds: 50,
    limits,
    ...options,
  });
  running.push(server);
  return server.url;
}

const message = (method: string, params: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
const whole = (url: string, body: string, headers: Record<string, string> = {}) =>
  postHead(url, { 'content-length': String(Buffer.byteLength(body)), ...headers }) + body;
const ping = (url: string, headers?: Record<string, string>) => whole(url, message('ping'), headers);

/** Connections that send the head of a request and the first byte of its body, and then nothing more. */
async function slowBodies(url: string, count: number): Promise<readonly RawConnection[]> {
  const clients = [];
  for (let number = 0; number < count; number += 1) {
    const client = await connectRaw(url);
    client.socket.write(`${postHead(url, { 'content-length': '100' })}{`);
    clients.push(client);
  }
  return clients;
}

/** Sends a ping and waits for the answer to it. */
async function isServed(client: RawConnection, url: string): Promise<void> {
  const answers = client.received().split('HTTP/1.1 200').length;
  client.socket.write(ping(url));
  await client.match(new RegExp(`(?:HTTP/1\\.1 200[\\s\\S]*){${answers}}`));
}

describe('more connections than allowed', () => {
  it('cost the one that has been without a request for longest', async () => {
    const url = await start({ maxConnections: 3 });
    const first = await connectRaw(url);
    const second = await connectRaw(url);
    await isServed(first, url);
    const third = await connectRaw(url);
    const fourth = await connectRaw(url);
    await second.ended;
    await Promise.all([third, fourth, first].map((client) => isServed(client, url)));
  });

  it('of which all send slowly shut the door to nobody: each newcomer is served', async () => {
    const url = await start({ maxConnections: 50 });
    await slowBodies(url, 60);
    for (let number = 0; number < 20; number += 1) {
      await isServed(await connectRaw(url), url);
    }
    const { origin } = new URL(url);
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  });

  it.each(['/mcp', '/oauth/token'])('and bodies without end do not keep a stop waiting: %s', async (path) => {
    const otherRoutes = Router().post(path, (request, response) => {
      request.resume().once('end', () => response.end());
    });
    const url = await start({ maxConnections: 20 }, { otherRoutes, drainMilliseconds: 600_000 });
    const clients = await slowBodies(url.replace('/mcp', path), 20);
    expect((await fetch(new URL('/healthz', url))).status).toBe(200);
    const [server] = running.splice(0);
    await server?.close();
    await Promise.all(clients.map(({ ended }) => ended));
  });

  it('spare those that are being answered', async () => {
    const url = await start({ maxConnections: 2 });
    const busy = await connectRaw(url);
    const call = message('tools/call', { name: waiting.tool.name, arguments: {} });
    busy.socket.write(whole(url, call));
    await waiting.started;
    await slowBodies(url, 5);
    waiting.finish();
    await busy.match(/^HTTP\/1\.1 200 /);
  });

  it('spare those on which somebody has proven who they are', async () => {
    const url = await start({ maxConnections: 5 }, { authToken: TOKEN });
    const proven = await connectRaw(url);
    proven.socket.write(ping(url, { authorization: `Bearer ${TOKEN}` }));
    await proven.match(/^HTTP\/1\.1 200 /);
    const guessing = await connectRaw(url);
    guessing.socket.write(ping(url, { authorization: 'Bearer x' }));
    await guessing.match(/^HTTP\/1\.1 401 /);
    for (let number = 0; number < 10; number += 1) {
      await connectRaw(url);
    }
    await guessing.ended;
    proven.socket.write(ping(url, { authorization: `Bearer ${TOKEN}` }));
    await proven.match(/200 [\s\S]*200 /);
  });
});

describe('connections of one address', () => {
  it('are bounded, where it is no proxy: the oldest of its own makes room', async () => {
    const url = await start({ maxConnectionsPerAddress: 3 }, { trustedProxies: [] });
    const clients = await slowBodies(url, 3);
    const fourth = await connectRaw(url);
    await clients[0]?.ended;
    await isServed(fourth, url);
  });

  it('are not bounded where it is a proxy, through which everybody comes', async () => {
    const url = await start({ maxConnectionsPerAddress: 3 });
    const clients = [];
    for (let number = 0; number < 6; number += 1) {
      clients.push(await connectRaw(url));
    }
    await Promise.all(clients.map((client) => isServed(client, url)));
  });
});

describe('a body that anybody may send', () => {
  it('has little time', async () => {
    const otherRoutes = Router().post('/open', (request, response) => {
      request.resume().once('end', () => response.end('whole'));
    });
    const url = (await start({ unauthenticatedBodyTimeoutMs: 50 }, { otherRoutes })).replace('/mcp', '/open');
    const slow = await connectRaw(url);
    slow.socket.write(`${postHead(url, { 'content-length': '100' })}{`);
    await slow.match(/^HTTP\/1\.1 408 /);
    await slow.ended;
    const prompt = await connectRaw(url);
    prompt.socket.write(whole(url, '{}'));
    await prompt.match(/^HTTP\/1\.1 200 /);
  });
});

describe('a client that ends its side', () => {
  it.each([
    ['within the head of a request', (url: string) => postHead(url, { 'x-slow': 'yes' }).slice(0, -4)],
    ['within the body of a request', (url: string) => `${postHead(url, { 'content-length': '100' })}{`],
    ['without a request', () => ''],
  ])('%s gets no answer that nobody would read', async (_when, sent) => {
    const url = await start({});
    const client = await connectRaw(url);
    client.socket.end(sent(url));
    await client.ended;
    expect(client.received()).toBe('');
  });

  it('within the body of a request ends it without an error: hundreds that leave at once would cost a stack each', async () => {
    const requests = new EventEmitter();
    const arrived = once(requests, 'request') as Promise<[IncomingMessage]>;
    const otherRoutes = Router().post('/open', (incoming) => requests.emit('request', incoming));
    const url = (await start({}, { otherRoutes })).replace('/mcp', '/open');
    const client = await connectRaw(url);
    client.socket.write(`${postHead(url, { 'content-length': '100' })}{`);
    const [left] = await arrived;
    const events: string[] = [];
    const closed = new Promise((resolve) => left.once('close', resolve));
    left.on('error', () => events.push('error'));
    client.socket.end();
    await closed;
    expect([left.destroyed, left.complete, events]).toEqual([true, false, []]);
  });

  it('after a whole request gets its answer', async () => {
    const url = await start({});
    const client = await connectRaw(url);
    client.socket.end(ping(url));
    await client.match(/HTTP\/1\.1 200/);
  });
});

describe('a client that cannot be understood', () => {
  it.each([
    ['that is none', 'garbage\r\n\r\n', '400 Bad Request'],
    [
      'whose head is too long',
      `GET / HTTP/1.1\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
    ],
    [
      'whose chunks are extended without end',
      `POST /open HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;${'x'.repeat(20_000)}\r\n`,
      '413 Payload Too Large',
    ],
    ['whose head does not end', 'GET / HTTP/1.1\r\nX-Slow: ', '408 Request Timeout'],
  ])('is told so once, and cut, where it sends a request %s', async (_what, sent, status) => {
    const otherRoutes = Router().post('/open', (request) => void request.resume().on('error', () => {}));
    const url = await start({ headersTimeoutMs: 200 }, { otherRoutes });
    const client = await connectRaw(url);
    client.socket.write(sent);
    await client.ended;
    expect(client.received()).toBe(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
  });

  it('gets no second answer where one has begun', async () => {
    const otherRoutes = Router().post('/open', (request, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('half ');
      request.resume().on('error', () => {});
    });
    const url = await start({}, { otherRoutes });
    const client = await connectRaw(url);
    client.socket.write('POST /open HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n');
    await client.match(/half /);
    client.socket.write('no chunk\r\n');
    await client.ended;
    expect(client.received()).toMatch(/^HTTP\/1\.1 200 [\s\S]*half $/);
  });
});

describe('a crowd in the same moment', () => {
  it('is let go when the turn has time for it, each of its clients', async () => {
    const tasks: (() => void)[] = [];
    let hasTime = false;
    const server = createServer();
    limitConnections(server, { maxConnections: 50, maxConnectionsPerAddress: 50 }, () => true, {
      run: (task) => void (hasTime ? task() : tasks.push(task)),
    });
    const { origin, close } = await startTestServer(server);
    const clients = [];
    for (const sent of ['GET / HTTP/1.1\r\nX-Slow: ', '', 'garbage\r\n\r\n']) {
      const client = await connectRaw(origin);
      client.socket.write(sent);
      clients.push(client);
    }
    clients.slice(0, 2).forEach(({ socket }) => socket.end());
    // What two have sent, and the end of the third; how the first ends is not looked at before what it sent.
    expect(await until(() => tasks.length === 3, { withinMs: 60_000 })).toBe(true);
    const connections = () =>
      new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
    expect(await connections()).toBe(3);
    hasTime = true;
    tasks.forEach((task) => task());
    await Promise.all(clients.map(({ ended }) => ended));
    expect(clients.map((client) => client.received())).toEqual([
      '',
      '',
      'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n',
    ]);
    await close();
  });

  it('waits among the proven where somebody has proven who they are, also with what ends or fails', async () => {
    const kinds: (boolean | undefined)[] = [];
    const server = createServer((request, response) => {
      markAuthenticated(request.socket);
      response.end('known');
    });
    limitConnections(server, { maxConnections: 50, maxConnectionsPerAddress: 50 }, () => true, {
      run: (task, isProven) => {
        kinds.push(isProven);
        task();
      },
    });
    const { origin, close } = await startTestServer(server);
    for (const leave of [
      ({ socket }: RawConnection) => socket.write('garbage\r\n\r\n'),
      ({ socket }: RawConnection) => socket.end(),
    ]) {
      const client = await connectRaw(origin);
      client.socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
      await client.match(/known/);
      kinds.length = 0;
      leave(client);
      await client.ended;
      expect(kinds.length).toBeGreaterThan(0);
      expect(new Set(kinds)).toEqual(new Set([true]));
    }
    await close();
  });
});
