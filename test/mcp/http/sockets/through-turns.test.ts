import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { limitConnections, markAuthenticated } from '../../../../src/mcp/http/sockets/connection-limit.js';
import { until } from '../../../harness/processes/until.js';
import { closeRawConnections, connectRaw } from '../../../support/servers/raw-connection.js';

const servers: Server[] = [];
afterEach(() => {
  closeRawConnections();
  servers.splice(0).forEach((server) => {
    server.close();
    server.closeAllConnections();
  });
});

/** A server that has no time for anything at once: every piece, end and failure waits for a turn. */
async function start(listener: RequestListener, options: ServerOptions = {}, hasTurns = { now: true }) {
  const waiting: (() => void)[] = [];
  const sockets: Socket[] = [];
  const server = createServer({ connectionsCheckingInterval: 20, ...options }, listener);
  const give = (): void => {
    if (hasTurns.now) {
      waiting.shift()?.();
    }
    if (waiting.length > 0) {
      setImmediate(give).unref();
    }
  };
  const run = (task: () => void): void => {
    waiting.push(task);
    setImmediate(give).unref();
  };
  server.on('connection', (socket: Socket) => void sockets.push(socket));
  limitConnections(server, { maxConnections: 50, maxConnectionsPerAddress: 50 }, () => false, { run });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, sockets, waiting, url: `http://127.0.0.1:${port}/` };
}

const echo: RequestListener = (request, response) => {
  void text(request).then(
    (body) => response.end(`[${request.method} ${request.url} ${body}]`),
    () => {},
  );
};
const head = (line: string, ...fields: readonly string[]): string =>
  [`${line} HTTP/1.1`, 'Host: x', ...fields, '', ''].join('\r\n');

describe('a connection whose every piece waits', () => {
  it('is answered as often as it asks, in order, also where requests come together', async () => {
    const { url } = await start(echo);
    const client = await connectRaw(url);
    client.socket.write(head('GET /1') + head('POST /2', 'Content-Length: 3') + 'abc' + head('GET /3'));
    await client.match(/\[GET \/1 \][^]*\[POST \/2 abc\][^]*\[GET \/3 \]/);
    client.socket.write(head('GET /4'));
    await client.match(/\[GET \/4 \]/);
  });

  it('sends a body in chunks, cut anywhere', async () => {
    const { url } = await start(echo);
    const client = await connectRaw(url);
    client.socket.setNoDelay();
    const sent = `${head('POST /', 'Transfer-Encoding: chunked')}3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\n\r\n`;
    for (const piece of sent.match(/[^]{1,7}/g) ?? []) {
      client.socket.write(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await client.match(/\[POST \/ abcdefg\]/);
  });

  it('is told to go on with a body it asked about, and then answered', async () => {
    const { url } = await start(echo);
    const client = await connectRaw(url);
    client.socket.write(head('POST /', 'Content-Length: 2', 'Expect: 100-continue'));
    await client.match(/^HTTP\/1\.1 100 Continue\r\n\r\n/);
    client.socket.write('ok');
    await client.match(/\[POST \/ ok\]/);
  });

  it.each([
    ['HEAD', /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n$/],
    ['OPTIONS', /\[OPTIONS \/ \]/],
  ])('is answered to %s', async (method, expected) => {
    const { url } = await start(echo);
    const client = await connectRaw(url);
    client.socket.write(head(`${method} /`));
    await client.match(expected);
  });

  it('that wants another protocol gets an answer in this one', async () => {
    const { url } = await start(echo);
    const client = await connectRaw(url);
    client.socket.write(head('GET /', 'Connection: Upgrade', 'Upgrade: websocket'));
    await client.match(/200 OK[^]*\[GET \/ \]/);
  });

  it('that wants a tunnel is ended', async () => {
    const { url } = await start(echo);
    const client = await connectRaw(url);
    client.socket.write(`CONNECT other:443 HTTP/1.1\r\nHost: other:443\r\n\r\n`);
    await client.ended;
    expect(client.received()).toBe('');
  });

  it.each([
    ['no HTTP', 'nonsense\r\n\r\n', 400],
    ['two lengths', head('POST /', 'Content-Length: 1', 'Content-Length: 2'), 400],
    ['a length and chunks', head('POST /', 'Content-Length: 1', 'Transfer-Encoding: chunked'), 400],
    ['a head without an end', head('GET /', `X: ${'x'.repeat(40_000)}`), 431],
    ['a chunk of no size', `${head('POST /', 'Transfer-Encoding: chunked')}zz\r\n`, 400],
  ])('that sends %s is told so, once, and ended', async (_, sent, status) => {
    const { url } = await start(echo);
    const client = await connectRaw(url);
    client.socket.write(sent);
    await client.ended;
    expect(client.received()).toMatch(
      new RegExp(`^HTTP/1\\.1 ${status} [^\\r]+\\r\\nConnection: close\\r\\n\\r\\n$`),
    );
  });

  it('that ends its side after a request is answered', async () => {
    const { url } = await start((_request, response) => setImmediate(() => response.end('done')));
    const client = await connectRaw(url);
    client.socket.end(head('GET /'));
    await client.match(/done/);
  });

  it('that ends its side within a body is let go, and its request ends', async () => {
    const ends: boolean[] = [];
    const { url, sockets } = await start((request) =>
      request.resume().once('close', () => ends.push(request.complete)),
    );
    const client = await connectRaw(url);
    client.socket.end(`${head('POST /', 'Content-Length: 10')}abc`);
    await until(() => ends.length > 0 && sockets[0]?.closed === true, { withinMs: 60_000 });
    expect(ends).toEqual([false]);
  });

  it('that reads late gets everything', async () => {
    let requests = 0;
    const { url, sockets } = await start((_request, response) => {
      requests += 1;
      response.end('x'.repeat(300_000));
    });
    const client = await connectRaw(url);
    client.socket.pause();
    client.socket.write(head('GET /').repeat(100));
    await until(() => sockets[0]?.isPaused() === true && (sockets[0]?.writableLength ?? 0) > 0, {
      withinMs: 60_000,
    });
    client.socket.resume();
    await until(
      () => (client.received().match(/200 OK/g) ?? []).length === 100 && client.received().endsWith('x'),
      {
        withinMs: 60_000,
      },
    );
    expect(requests).toBe(100);
  });

  it('keeps the order of its bytes when it is recognised between two of them', async () => {
    const { url } = await start((request, response) => {
      markAuthenticated(request.socket);
      echo(request, response);
    });
    const client = await connectRaw(url);
    const body = Array.from({ length: 30_000 }, (_, index) => index).join();
    client.socket.write(head('POST /', `Content-Length: ${body.length}`) + body);
    const [, got] = await client.match(/\[POST \/ ([^\]]*)\]/);
    expect(got === body).toBe(true);
  });
});

describe('a connection whose turn does not come', () => {
  it('holds no more than a piece and what the system hands over at once', async () => {
    const turns = { now: false };
    const { url, sockets, waiting } = await start(echo, {}, turns);
    const client = await connectRaw(url);
    const size = 10_000_000;
    client.socket.write(head('POST /', `Content-Length: ${size}`) + 'x'.repeat(size));
    await until(() => waiting.length === 1, { withinMs: 60_000 });
    for (let round = 0; round < 200; round += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect([waiting.length, (sockets[0]?.bytesRead ?? size) < 500_000]).toEqual([1, true]);
  });

  it('is gone with the server', async () => {
    const { url, server, waiting } = await start(echo, {}, { now: false });
    const client = await connectRaw(url);
    client.socket.write(head('GET /'));
    await until(() => waiting.length === 1, { withinMs: 60_000 });
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await Promise.all([closed, client.ended]);
    // Its turn comes too late, and does nothing.
    waiting.splice(0).forEach((task) => task());
  });
});

describe('the times of Node', () => {
  it.each([
    ['a head', { headersTimeout: 50, requestTimeout: 60_000 }, 'GET / HTTP/1.1\r\nHost'],
    ['a body', { headersTimeout: 60, requestTimeout: 60 }, `${head('POST /', 'Content-Length: 5')}ab`],
  ])('still hold for %s that does not end', async (_, options, sent) => {
    const { url } = await start(echo, options);
    const client = await connectRaw(url);
    client.socket.write(sent);
    await client.ended;
    expect(client.received()).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
  });
});
