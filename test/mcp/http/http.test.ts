import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Router } from 'express';
import { addressOf } from '../../../src/http/limits/client-address.js';
import {
  startHttpServer,
  type HttpServerOptions,
  type RunningHttpServer,
} from '../../../src/mcp/http/http.js';
import { silentLog } from '../../../src/telemetry/log/log.js';
import { createServerFactory } from '../../../src/mcp/server.js';
import { echo, serverOptions, waitingTool } from '../../support/sample-tools.js';

const TOKEN = 'correct-horse-battery';
const waiting = waitingTool();
const running: RunningHttpServer[] = [];

async function start(options: Partial<HttpServerOptions> = {}): Promise<string> {
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: undefined,
    allowedHosts: [],
    allowedOrigins: [],
    createServer: createServerFactory(serverOptions([echo, waiting.tool])),
    log: silentLog,
    drainMilliseconds: 50,
    ...options,
  });
  running.push(server);
  return server.url;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

interface Reply {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** Unlike fetch, sends any Host and Origin. */
function send(url: string, headers: Record<string, string>, body: string, method = 'POST'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const message = request(url, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    message.on('error', reject);
    message.end(body);
  });
}

const JSON_TYPE = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const PING = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });
const call = (name: string) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {} } });

describe('who may call', () => {
  const port = (url: string) => new URL(url).port;

  it.each<[string, Partial<HttpServerOptions>, Record<string, string>, number]>([
    ['this machine', {}, {}, 200],
    ['its name, any port', {}, { host: 'localhost:1' }, 200],
    ['its IPv6 name', {}, { host: '[::1]' }, 200],
    ['a rebound name', {}, { host: 'attacker.example' }, 403],
    ['a name that starts like ours', {}, { host: 'localhost.attacker.example' }, 403],
    ['a strange name', {}, { host: 'a b' }, 403],
    ['a name with a user', {}, { host: 'attacker@localhost' }, 403],
    ['a configured name', { allowedHosts: ['mcp.example.com'] }, { host: 'MCP.example.com:443' }, 200],
    ['a local page', {}, { origin: 'http://localhost:5173' }, 200],
    ['a foreign page', {}, { origin: 'https://attacker.example' }, 403],
    ['a page without an origin', {}, { origin: 'null' }, 403],
    ['a page with an odd scheme', {}, { origin: 'app://localhost' }, 403],
    ['a configured origin', { allowedOrigins: ['app://editor'] }, { origin: 'app://editor' }, 200],
    ['another scheme', { allowedOrigins: ['https://a.example'] }, { origin: 'http://a.example' }, 403],
    ['a configured host name', { allowedOrigins: ['a.example'] }, { origin: 'https://a.example:8443' }, 200],
    ['no token', { authToken: TOKEN }, {}, 401],
    ['a wrong token', { authToken: TOKEN }, { authorization: `Bearer ${TOKEN}x` }, 401],
    ['an empty token', { authToken: TOKEN }, { authorization: 'Bearer ' }, 401],
    ['another scheme of authorization', { authToken: TOKEN }, { authorization: `Basic ${TOKEN}` }, 401],
    ['the token', { authToken: TOKEN }, { authorization: `bearer ${TOKEN}` }, 200],
    ['a rebound name with the token', { authToken: TOKEN }, { host: 'a', authorization: TOKEN }, 403],
  ])('%s', async (_name, options, headers, status) => {
    const url = await start(options);
    const reply = await send(url, { ...JSON_TYPE, host: `127.0.0.1:${port(url)}`, ...headers }, PING);
    expect(reply.status).toBe(status);
    if (status !== 200) {
      expect(JSON.parse(reply.body)).toEqual({
        jsonrpc: '2.0',
        error: { code: -32_000, message: expect.any(String) },
        id: null,
      });
    }
  });

  it('is asked for the token as RFC 6750 says', async () => {
    const url = await start({ authToken: TOKEN });
    const missing = await send(url, JSON_TYPE, PING);
    expect(missing.headers['www-authenticate']).toBe('Bearer realm="notion-rest-mcp"');
    const wrong = await send(url, { ...JSON_TYPE, authorization: 'Bearer x' }, PING);
    expect(wrong.headers['www-authenticate']).toBe('Bearer realm="notion-rest-mcp", error="invalid_token"');
  });

  it('is checked by name on all interfaces as well', async () => {
    const url = await start({ host: '0.0.0.0', authToken: TOKEN });
    const known = { ...JSON_TYPE, authorization: `Bearer ${TOKEN}` };
    expect((await send(url, known, PING)).status).toBe(200);
    expect((await send(url, { ...known, host: 'attacker.example' }, PING)).status).toBe(403);
  });
});

describe('where a request comes from', () => {
  it.each<[string, Partial<HttpServerOptions>, string]>([
    ['a proxy on this machine says', {}, '198.41.0.4'],
    ['the connection says, where other proxies are named', { trustedProxies: ['10.0.0.2'] }, '127.0.0.1'],
    ['the connection says, where no proxy is trusted', { trustedProxies: [] }, '127.0.0.1'],
  ])('%s', async (_who, options, expected) => {
    const otherRoutes = Router().get('/address', (request, response) => {
      response.send(addressOf(request));
    });
    const url = new URL('/address', await start({ ...options, otherRoutes }));
    const reply = await send(url.href, { 'x-forwarded-for': '9.9.9.9, 198.41.0.4' }, '', 'GET');
    expect(reply.body).toBe(expected);
  });
});

describe('what is answered', () => {
  let url = '';
  beforeEach(async () => {
    url = await start();
  });

  it.each<[string, string, Record<string, string>, string, number, number]>([
    ['GET', 'GET', JSON_TYPE, '', 405, -32_000],
    ['DELETE', 'DELETE', JSON_TYPE, '', 405, -32_000],
    ['a form', 'POST', { 'content-type': 'text/plain' }, PING, 415, -32_000],
    ['no type', 'POST', {}, PING, 415, -32_000],
    ['a compressed body', 'POST', { ...JSON_TYPE, 'content-encoding': 'gzip' }, PING, 415, -32_000],
    [
      'another charset',
      'POST',
      { ...JSON_TYPE, 'content-type': 'application/json; charset=x' },
      PING,
      415,
      -32_000,
    ],
    ['cut JSON', 'POST', JSON_TYPE, PING.slice(0, -1), 400, -32_700],
    ['no body', 'POST', JSON_TYPE, '', 400, -32_600],
    ['a body above 1 MB', 'POST', JSON_TYPE, `"${'x'.repeat(1024 * 1024)}"`, 413, -32_000],
  ])('%s', async (_name, method, headers, body, status, code) => {
    const reply = await send(url, headers, body, method);
    expect([reply.status, JSON.parse(reply.body)]).toEqual([
      status,
      { jsonrpc: '2.0', error: { code, message: expect.any(String) }, id: null },
    ]);
  });

  it.each(['5', 'null', '"text"', '[]', '{}', '{"jsonrpc":"2.0"}', '[1]'])(
    '%s is no message and is refused as the client fault it is',
    async (body) => {
      const reply = await send(url, JSON_TYPE, body);
      expect(reply.status).toBe(400);
      expect(JSON.parse(reply.body)).toMatchObject({ jsonrpc: '2.0', error: { code: expect.any(Number) } });
    },
  );

  it('says what is allowed instead of GET', async () => {
    expect((await send(url, {}, '', 'GET')).headers['allow']).toBe('POST');
  });

  it('takes a body of just under 1 MB', async () => {
    const ping = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'ping',
      params: { x: 'x'.repeat(1_000_000) },
    });
    expect((await send(url, JSON_TYPE, ping)).status).toBe(200);
  });

  it('knows no other path and shows nothing of itself', async () => {
    const reply = await send(url.replace('/mcp', '/admin'), JSON_TYPE, PING);
    expect(reply.status).toBe(404);
    expect(reply.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    expect(reply.headers).not.toHaveProperty('x-powered-by');
  });

  it('tells its health to anyone', async () => {
    const reply = await send(url.replace('/mcp', '/healthz'), { host: '10.0.0.7' }, '', 'GET');
    expect([reply.status, reply.body]).toEqual([200, '{"status":"ok"}']);
  });
});

describe('a client that goes away', () => {
  it('cancels the running call', async () => {
    const own = waitingTool();
    const url = await start({ createServer: createServerFactory(serverOptions([own.tool])) });
    const controller = new AbortController();
    const options = { method: 'POST', headers: JSON_TYPE, body: call('sample_wait') };
    const sent = fetch(url, { ...options, signal: controller.signal }).then((response) => response.text());
    const rejected = expect(sent).rejects.toThrow();
    await own.started;
    controller.abort();
    await rejected;
    await own.cancelled;
  });
});

describe('a stop', () => {
  it('lets the running call finish, refuses new ones, and then listens no more', async () => {
    const own = waitingTool();
    const createServer = createServerFactory(serverOptions([own.tool]));
    const url = await start({ createServer, drainMilliseconds: 60_000 });
    const finishing = send(url, JSON_TYPE, call('sample_wait'));
    await own.started;
    const closed = running.pop()?.close();
    const refused = await send(url, JSON_TYPE, PING);
    expect([refused.status, refused.headers['retry-after'], refused.headers['connection']]).toEqual([
      503,
      '5',
      'close',
    ]);
    const health = await send(url.replace('/mcp', '/healthz'), {}, '', 'GET');
    expect([health.status, health.body]).toEqual([503, '{"status":"stopping"}']);
    own.finish();
    expect((await finishing).body).toContain('waited');
    await closed;
    await expect(send(url, JSON_TYPE, PING)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('gives up on a call that outlives the time for stopping, and cancels it', async () => {
    const own = waitingTool();
    const createServer = createServerFactory(serverOptions([own.tool]));
    const url = await start({ createServer, drainMilliseconds: 20 });
    const unanswered = expect(send(url, JSON_TYPE, call('sample_wait'))).rejects.toThrow();
    await own.started;
    await running.pop()?.close();
    await unanswered;
    await own.cancelled;
  });

  it('needs no time when nothing runs', async () => {
    await start({ drainMilliseconds: 60_000 });
    await running.pop()?.close();
  });
});

it('says when it cannot listen', async () => {
  const url = await start();
  await expect(start({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
