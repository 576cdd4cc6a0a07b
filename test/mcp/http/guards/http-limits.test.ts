import { afterEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { startHttpServer, type RunningHttpServer } from '../../../../src/mcp/http/http.js';
import type { HttpLimits } from '../../../../src/mcp/http/guards/http-limits.js';
import { createServerFactory } from '../../../../src/mcp/server.js';
import { silentLog } from '../../../../src/telemetry/log/log.js';
import { defineTool, readOnly } from '../../../../src/tool.js';
import { closeRawConnections, connectRaw, postHead } from '../../../support/servers/raw-connection.js';
import { echo, serverOptions } from '../../../support/sample-tools.js';

/** Answers with far more than the buffers of a connection hold. */
const flood = defineTool({
  name: 'sample_flood',
  title: 'Flood',
  description: 'Answers with much text.',
  input: z.object({}),
  annotations: readOnly,
  run: () => Promise.resolve('x'.repeat(64 * 1024 * 1024)),
});

const running: RunningHttpServer[] = [];
afterEach(async () => {
  closeRawConnections();
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(limits: Partial<HttpLimits>): Promise<string> {
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: undefined,
    allowedHosts: [],
    allowedOrigins: [],
    createServer: createServerFactory(serverOptions([echo, flood])),
    log: silentLog,
    drainMilliseconds: 50,
    limits,
  });
  running.push(server);
  return server.url;
}

const message = (method: string, params: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
const whole = (url: string, body: string) =>
  postHead(url, { 'content-length': String(Buffer.byteLength(body)) }) + body;
const ping = (url: string) => whole(url, message('ping'));

describe('a client that is too slow', () => {
  it('is cut when it says nothing', async () => {
    const url = await start({ headersTimeoutMs: 50 });
    await (
      await connectRaw(url)
    ).ended;
  });

  it('is told so when its headers do not end', async () => {
    const url = await start({ headersTimeoutMs: 50 });
    const client = await connectRaw(url);
    client.socket.write('POST /mcp HTTP/1.1\r\nhost: x\r\n');
    await client.match(/^HTTP\/1\.1 408 /);
    await client.ended;
  });

  it('is told so when its body does not end', async () => {
    const url = await start({ headersTimeoutMs: 50, requestTimeoutMs: 100 });
    const client = await connectRaw(url);
    client.socket.write(`${postHead(url, { 'content-length': '100' })}{`);
    await client.match(/^HTTP\/1\.1 408 /);
    await client.ended;
  });

  it('is cut when it asks nothing more', async () => {
    const url = await start({ idleTimeoutMs: 50 });
    const client = await connectRaw(url);
    client.socket.write(ping(url));
    await client.match(/^HTTP\/1\.1 200 /);
    await client.ended;
  });

  it('is cut when it does not read its answer', async () => {
    const url = await start({ responseTimeoutMs: 100 });
    const client = await connectRaw(url);
    client.socket.pause();
    client.socket.write(whole(url, message('tools/call', { name: 'sample_flood', arguments: {} })));
    const gone = new Promise((resolve) => client.socket.once('error', resolve));
    // Only a write tells a client that does not read.
    const timer = setInterval(() => client.socket.write(ping(url)), 100);
    await gone;
    clearInterval(timer);
  });
});

describe('a body', () => {
  const huge = { 'content-length': String(10 * 1024 ** 3) };

  it('that says it is too long is refused before it is read', async () => {
    const url = await start({ maxBodyBytes: 1000, lingerMs: 50 });
    const client = await connectRaw(url);
    client.socket.write(postHead(url, huge));
    await client.match(/^HTTP\/1\.1 413 /);
    await client.ended;
  });

  it('without end is refused and no longer listened to', async () => {
    const url = await start({ maxBodyBytes: 1000, lingerMs: 50 });
    const client = await connectRaw(url);
    client.socket.write(postHead(url, { 'transfer-encoding': 'chunked' }));
    const timer = setInterval(() => client.socket.write(`400\r\n${' '.repeat(0x400)}\r\n`), 5);
    await client.match(/^HTTP\/1\.1 413 /);
    await client.ended;
    clearInterval(timer);
  });

  it('without end is cut also where nobody wants a body', async () => {
    const url = await start({ maxBodyBytes: 1000, lingerMs: 50 });
    const client = await connectRaw(url);
    client.socket.write(postHead(url.replace('/mcp', '/elsewhere'), { 'transfer-encoding': 'chunked' }));
    const timer = setInterval(() => client.socket.write(`400\r\n${' '.repeat(0x400)}\r\n`), 5);
    await client.match(/^HTTP\/1\.1 404 /);
    await client.ended;
    clearInterval(timer);
  });

  it('that was refused does not cost the connection when it ends soon', async () => {
    const url = await start({ maxBodyBytes: 1000 });
    const client = await connectRaw(url);
    client.socket.write(whole(url, JSON.stringify('x'.repeat(2000))));
    await client.match(/^HTTP\/1\.1 413 /);
    client.socket.write(ping(url));
    await client.match(/HTTP\/1\.1 200 /);
  });

  it.each<[string, string | Buffer, string]>([
    ['deeper than any argument', `${'['.repeat(100)}${']'.repeat(100)}`, '400'],
    ['half a million levels deep', '{"a":'.repeat(200_000), '400'],
    ['that only looks deep', message('ping', { x: '[{'.repeat(1000) }), '200'],
    ['with escaped quotes', message('ping', { x: `"\\${'{'.repeat(100)}` }), '200'],
    ['of more values than anybody needs', JSON.stringify(Array.from({ length: 20_000 }, () => 1)), '400'],
    ['of bytes that are no UTF-8', Buffer.from([0x22, 0xc3, 0x28, 0x22]), '415'],
    ['with half a surrogate in it', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), '415'],
    ['with a byte order mark', `\u{feff}${message('ping')}`, '200'],
    ['that is a batch of too many', JSON.stringify(Array.from({ length: 101 }, () => ({}))), '400'],
  ])('%s', async (_name, body, status) => {
    const url = await start({});
    const client = await connectRaw(url);
    client.socket.write(postHead(url, { 'content-length': String(Buffer.byteLength(body)) }));
    client.socket.write(body);
    expect((await client.match(/^HTTP\/1\.1 (\d+) /))[1]).toBe(status);
  });

  const call = (top: string, params: string, input: string) =>
    `{"jsonrpc":"2.0","id":1,${top}"method":"tools/call","params":{"name":"sample_echo",${params}"arguments":{${input}"query":"a"}}}`;
  const proto = '"__proto__":{"polluted":1},';
  const constructor = '"constructor":{"prototype":{"polluted":1}},';

  it.each([
    ['the message', call(proto, '', '')],
    ['its parameters', call('', proto, '')],
    ['the arguments', call('', '', proto)],
    ['the arguments, through their constructor', call('', '', constructor)],
  ])('cannot change what objects inherit, from %s', async (_where, body) => {
    const url = await start({});
    const client = await connectRaw(url);
    client.socket.write(whole(url, body));
    await client.match(/^HTTP\/1\.1 (200|400) [\s\S]*"id":1/);
    expect(client.received()).not.toContain('"polluted');
    expect({}).not.toHaveProperty('polluted');
  });

  it('of a thousand wrong arguments is answered with a few lines', async () => {
    const url = await start({});
    const client = await connectRaw(url);
    const where = Array.from({ length: 5000 }, (_, index) => index);
    const input = {
      query: 'a',
      where,
      ...Object.fromEntries(where.slice(0, 4000).map((key) => [`k${key}`, 1])),
    };
    client.socket.write(whole(url, message('tools/call', { name: 'sample_echo', arguments: input })));
    await client.match(/^HTTP\/1\.1 200 [\s\S]*"id":1/);
    expect(client.received().length).toBeLessThan(5000);
  });
});

describe('the head of a request', () => {
  const withHead = async (
    url: string,
    line: string,
    fields: readonly string[],
  ): Promise<string | undefined> => {
    const client = await connectRaw(url);
    client.socket.write(`${[line, `Host: ${new URL(url).host}`, ...fields].join('\r\n')}\r\n\r\n`);
    return (await client.match(/^HTTP\/1\.1 (\d+) /))[1];
  };

  it.each<[string, string, readonly string[], string]>([
    ['as clients send it', 'GET /healthz HTTP/1.1', ['User-Agent: client'], '200'],
    ['with an address of 9,000 characters', `GET /healthz?${'x'.repeat(9000)} HTTP/1.1`, [], '414'],
    [
      'with 150 headers',
      'GET /healthz HTTP/1.1',
      Array.from({ length: 150 }, (_, number) => `a${number}: 1`),
      '431',
    ],
    ['with a header of 20,000 characters', 'GET /healthz HTTP/1.1', [`a: ${'x'.repeat(20_000)}`], '431'],
  ])('%s', async (_what, line, fields, status) => {
    expect(await withHead(await start({}), line, fields)).toBe(status);
  });
});
