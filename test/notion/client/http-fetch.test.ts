import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ResponseTooLargeError, MAX_RESPONSE_BYTES } from '../../../src/notion/client/response-limits.js';
import { httpFetch, RequestTimeError } from '../../../src/notion/client/http-fetch.js';

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/x?y=1`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const forEver = new AbortController().signal;

describe('httpFetch', () => {
  it('sends method, path, headers and body, and gives status, headers and text', async () => {
    const url = await serve((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        const { method, url: path, headers } = request;
        response.writeHead(404, { 'x-notion-request-id': 'r1', 'set-cookie': ['a=1', 'b=2'] });
        response.end(
          JSON.stringify({ method, path, length: headers['content-length'], of: headers['x-of'], body }),
        );
      });
    });
    const answer = await httpFetch(
      url,
      { method: 'POST', headers: { 'x-of': 'us' }, body: '{"ä":1}' },
      forEver,
    );
    expect([answer.ok, answer.status, answer.headers['x-notion-request-id']]).toEqual([false, 404, 'r1']);
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(JSON.parse(await answer.text())).toEqual({
      method: 'POST',
      path: '/v1/x?y=1',
      length: '8',
      of: 'us',
      body: '{"ä":1}',
    });
  });

  it.each([
    ['identity', (text: string) => Buffer.from(text)],
    ['gzip', (text: string) => gzipSync(text)],
    ['br', (text: string) => brotliCompressSync(text)],
  ])('reads a body in %s, split anywhere', async (coding, encode) => {
    const text = 'Grüße 👩‍👧 '.repeat(500);
    const url = await serve((request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip, br');
      response.writeHead(200, coding === 'identity' ? {} : { 'content-encoding': coding });
      const bytes = encode(text);
      response.write(bytes.subarray(0, 7));
      response.end(bytes.subarray(7));
    });
    const answer = await httpFetch(url, {}, forEver);
    expect(answer.ok).toBe(true);
    expect(await answer.text()).toBe(text);
  });

  it('uses a connection again', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('x');
    });
    for (let count = 0; count < 3; count += 1) {
      await (await httpFetch(url, {}, forEver)).text();
    }
    expect(ports.size).toBe(1);
  });

  it('rejects where nobody listens, and where the connection ends before the answer', async () => {
    const url = await serve((request) => request.socket.destroy());
    await expect(httpFetch(url, {}, forEver)).rejects.toMatchObject({ code: 'ECONNRESET' });
    servers[0]?.close();
    await expect(httpFetch(url, {}, forEver)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('rejects the text of an answer that is cut, or is not in the coding it names', async () => {
    const cut = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('begin');
      setImmediate(() => response.destroy());
    });
    await expect((await httpFetch(cut, {}, forEver)).text()).rejects.toThrow();
    const wrong = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end('no gzip');
    });
    await expect((await httpFetch(wrong, {}, forEver)).text()).rejects.toThrow();
  });

  it('ends with its signal: before it is sent, while it waits, and while the answer arrives', async () => {
    const reason = new Error('left');
    const gone: Promise<unknown>[] = [];
    let arrived = (): void => {};
    const url = await serve((request, response) => {
      gone.push(once(request.socket, 'close'));
      if (request.headers['x-begin'] === 'yes') {
        response.write('begin');
      }
      arrived();
    });
    await expect(httpFetch(url, {}, AbortSignal.abort(reason))).rejects.toBe(reason);

    const waiting = new AbortController();
    arrived = () => waiting.abort(reason);
    await expect(httpFetch(url, {}, waiting.signal)).rejects.toBe(reason);

    const reading = new AbortController();
    arrived = () => {};
    const answer = await httpFetch(url, { headers: { 'x-begin': 'yes' } }, reading.signal);
    const text = answer.text();
    reading.abort(reason);
    await expect(text).rejects.toThrow();
    expect(gone).toHaveLength(2);
    await Promise.all(gone);
  });

  it('ends when its time is over: while it waits, and while the answer arrives', async () => {
    const gone: Promise<unknown>[] = [];
    const url = await serve((request, response) => {
      gone.push(once(request.socket, 'close'));
      if (request.headers['x-begin'] === 'yes') {
        response.write('begin');
      }
    });
    await expect(httpFetch(url, {}, forEver, { milliseconds: 1 })).rejects.toThrow(RequestTimeError);
    // Whether its headers come within that time or not.
    const reading = httpFetch(url, { headers: { 'x-begin': 'yes' } }, forEver, { milliseconds: 100 });
    await expect(reading.then((answer) => answer.text())).rejects.toThrow(RequestTimeError);
    await Promise.all(gone);
  });

  it('leaves the connection alone when the signal aborts after the answer has come', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('x');
    });
    const caller = new AbortController();
    await (await httpFetch(url, {}, caller.signal)).text();
    // Its connection is free again a turn later.
    await new Promise((resolve) => setImmediate(resolve));
    caller.abort(new Error('left'));
    await (await httpFetch(url, {}, forEver)).text();
    expect(ports.size).toBe(1);
  });

  describe.each([
    ['identity', (bytes: Buffer) => bytes],
    ['gzip', (bytes: Buffer) => gzipSync(bytes)],
    ['br', (bytes: Buffer) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ])('an answer in %s', (coding, encode) => {
    const headers = coding === 'identity' ? {} : { 'content-encoding': coding };

    it('is read up to the maximum and refused beyond it, however small it is packed', async () => {
      let size = 1000;
      const url = await serve((_request, response) => {
        response.writeHead(200, headers);
        response.end(encode(Buffer.alloc(size, 'x')));
      });
      expect(await (await httpFetch(url, {}, forEver, { bytes: 1000 })).text()).toHaveLength(1000);
      size = 1001;
      const answer = await httpFetch(url, {}, forEver, { bytes: 1000 });
      await expect(answer.text()).rejects.toThrow(ResponseTooLargeError);
    });
  });

  it('refuses a bomb without unpacking it: the bytes that come out are counted', async () => {
    const bomb = gzipSync(Buffer.alloc(4 * MAX_RESPONSE_BYTES));
    expect(bomb.length).toBeLessThan(65_536);
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(bomb);
    });
    await expect((await httpFetch(url, {}, forEver)).text()).rejects.toThrow(ResponseTooLargeError);
  });

  it('closes the connection of an answer that says or shows that it is too large', async () => {
    const closed: Promise<unknown>[] = [];
    const url = await serve((request, response) => {
      closed.push(once(request.socket, 'close'));
      if (closed.length === 1) {
        response.writeHead(200, { 'content-length': '1001' });
      }
      response.write('x'.repeat(closed.length === 1 ? 1 : 1001));
    });
    for (const _kind of ['said', 'shown']) {
      const answer = await httpFetch(url, {}, forEver, { bytes: 1000 });
      await expect(answer.text()).rejects.toThrow(ResponseTooLargeError);
    }
    expect(closed).toHaveLength(2);
    await Promise.all(closed);
  });

  it.each([
    ['deep', '['.repeat(65) + ']'.repeat(65)],
    ['full of members', `[${'1,'.repeat(500_000)}1]`],
    ['full of empty lists', `[${'[],'.repeat(250_000)}[]]`],
  ])('refuses JSON that is too %s', async (_what, json) => {
    const url = await serve((_request, response) => response.end(json));
    await expect((await httpFetch(url, {}, forEver)).text()).rejects.toThrow(ResponseTooLargeError);
  });

  it('reads a long answer whole, although in pieces', async () => {
    const json = JSON.stringify(
      Array.from({ length: 30_000 }, (_, index) => `${index} \\" é \u202e`.repeat(3)),
    );
    expect(Buffer.byteLength(json)).toBeGreaterThan(2 * 524_288);
    const url = await serve((_request, response) => response.end(json));
    expect(await (await httpFetch(url, {}, forEver)).text()).toBe(json);
  });

  it('gives the status of an error without its text where that is too large', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(503);
      response.end('x'.repeat(65_537));
    });
    const answer = await httpFetch(url, {}, forEver);
    expect([answer.status, await answer.text()]).toEqual([503, '']);
  });

  it('rejects an answer whose headers are too large', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'x-long': 'x'.repeat(17_000) });
      response.end();
    });
    await expect(httpFetch(url, {}, forEver)).rejects.toMatchObject({ code: 'HPE_HEADER_OVERFLOW' });
  });
});
