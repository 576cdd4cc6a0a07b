import { request } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startHttpServer, type RunningHttpServer } from '../../../src/mcp/http/http.js';
import { createServerFactory } from '../../../src/mcp/server.js';
import { ToolRequests } from '../../../src/mcp/calls/tool-requests.js';
import { silentLog } from '../../../src/telemetry/log/log.js';
import { tokenPages } from '../../../src/web/browser-pages.js';
import { echo, serverOptions } from '../../support/sample-tools.js';

const TOKEN = 'x'.repeat(32);
const APP = 'https://app.example';
const PING = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });
const PREFLIGHT = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization, content-type, mcp-protocol-version',
};

let server: RunningHttpServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

interface Reply {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

async function serve(allowedOrigins: readonly string[]): Promise<string> {
  const options = serverOptions([echo]);
  const requests = new ToolRequests(options);
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: TOKEN,
    allowedHosts: [],
    allowedOrigins,
    browserPages: tokenPages('/mcp', true),
    createServer: createServerFactory(options, requests),
    direct: { requests, version: options.version, mayAsk: false },
    log: silentLog,
    drainMilliseconds: 50,
  });
  return server.url;
}

function send(url: string, method: string, headers: Record<string, string>, body = ''): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('scripts of other origins', () => {
  it.each([
    ['a whole origin', [APP]],
    ['a host name', ['app.example']],
  ])('are told by a preflight, without a token, what they may send: %s', async (_what, origins) => {
    const url = await serve(origins);
    const { status, headers, body } = await send(url, 'OPTIONS', { origin: APP, ...PREFLIGHT });
    expect({ status, body }).toEqual({ status: 204, body: '' });
    expect(headers).toMatchObject({
      'access-control-allow-origin': APP,
      'access-control-allow-methods': 'POST, GET, DELETE',
      'access-control-max-age': '3600',
      vary: 'Origin',
    });
    const allowed = String(headers['access-control-allow-headers']).toLowerCase();
    for (const name of [
      'authorization',
      'content-type',
      'mcp-protocol-version',
      'mcp-session-id',
      'last-event-id',
    ]) {
      expect(allowed.split(', ')).toContain(name);
    }
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('read answers and refusals, with what they need of the head', async () => {
    const url = await serve([APP]);
    const head = {
      origin: APP,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    const answered = await send(url, 'POST', { ...head, authorization: `Bearer ${TOKEN}` }, PING);
    const refused = await send(url, 'POST', head, PING);
    expect([answered.status, refused.status]).toEqual([200, 401]);
    for (const { headers } of [answered, refused]) {
      expect(headers).toMatchObject({
        'access-control-allow-origin': APP,
        'access-control-expose-headers': expect.stringMatching(/Mcp-Session-Id.*WWW-Authenticate/),
        vary: 'Origin',
      });
    }
  });

  it.each([
    ['of nowhere in particular', 'null', 403],
    ['of another site', 'https://app.example.evil.example', 403],
    ['of another port', 'https://app.example:8443', 403],
    ['of this machine, which is not configured', 'http://localhost:5173', 401],
  ])('get no such word where they are %s', async (_who, origin, status) => {
    const url = await serve([APP]);
    const reply = await send(url, 'OPTIONS', { origin, ...PREFLIGHT });
    expect(reply.status).toBe(status);
    expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('change nothing for callers without an origin', async () => {
    const url = await serve([]);
    const { headers, status } = await send(url, 'OPTIONS', PREFLIGHT);
    expect(status).toBe(401);
    expect(headers['vary']).toBeUndefined();
  });
});

describe('a browser', () => {
  it.each(['/mcp', '/'])('gets a page at %s, with the address by which it came', async (path) => {
    const url = new URL(path, await serve([]));
    const host = `localhost:${url.port}`;
    const { status, headers, body } = await send(url.href, 'GET', { accept: 'text/html,*/*', host });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain(`http://${host}/mcp`);
    expect(body).not.toContain(TOKEN);
  });

  it('that came by a foreign name is refused, and a program is told what it lacks', async () => {
    const url = await serve([]);
    const page = { accept: 'text/html' };
    expect((await send(url, 'GET', { ...page, host: 'evil.example' })).status).toBe(403);
    expect((await send(url, 'GET', { accept: 'application/json' })).status).toBe(401);
    expect((await send(url, 'POST', page, PING)).status).toBe(401);
    expect((await send(new URL('/', url).href, 'GET', { accept: '*/*' })).status).toBe(404);
  });
});
