import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunningHttpServer } from '../../../../src/mcp/http/http.js';
import { ConcurrencyQuota } from '../../../../src/http/limits/concurrency-quota.js';
import { callerOf, startProxyServer } from '../../../support/upstream/proxy-server.js';
import { connectionTo, startRawUpstream, type RawUpstream } from '../../../support/upstream/raw-upstream.js';

let upstream: RawUpstream;
const running: RunningHttpServer[] = [];

beforeEach(async () => {
  upstream = await startRawUpstream();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
  await upstream.close();
});

type Options = Parameters<typeof startProxyServer>[1];

async function start(options: Options = {}): Promise<string> {
  const server = await startProxyServer(connectionTo(upstream.url), options);
  running.push(server);
  return `${server.url}/hosted`;
}

const FETCH = { name: 'notion-fetch', isReadOnly: true, argumentNames: undefined };
const UPDATE = { name: 'notion-update-page', isReadOnly: false, argumentNames: undefined };
const CALL = {
  jsonrpc: '2.0',
  id: 7,
  method: 'tools/call',
  params: { name: 'notion-fetch', arguments: { id: 'self' } },
};
const LIST = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
const JSON_TYPE = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const STREAM = [
  ': ping\n\n',
  'event: message\ndata: {"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1}}\n\n',
  'id: 5\nevent: message\ndata: {"result":{"content":[ {"type":"text","text":"Zür\\u00efch 🚲"} ]},"jsonrpc":"2.0","id":7}\n\n',
];

describe('an answer', () => {
  it('comes back byte for byte as it was sent: a stream, its session, its odd spaces', async () => {
    upstream.answer = (_request, response) => {
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'mcp-session-id': 'a'.repeat(64),
        'mcp-protocol-version': '2025-06-18',
        'set-cookie': 'upstream=1',
        'www-authenticate': 'Bearer realm="OAuth"',
        'x-powered-by': 'upstream',
      });
      STREAM.forEach((part) => response.write(part));
      response.end();
    };
    const answer = await post(await start({ tools: [FETCH] }), CALL, {
      'mcp-session-id': 'b'.repeat(64),
      'mcp-protocol-version': '2025-06-18',
      cookie: 'mine=1',
      authorization: 'Bearer nrm_secret',
      'x-space-id': 'space',
      'x-forwarded-for': '10.0.0.1',
    });
    expect(await answer.text()).toBe(STREAM.join(''));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(answer.headers.get('mcp-session-id')).toBe('a'.repeat(64));
    expect(answer.headers.get('mcp-protocol-version')).toBe('2025-06-18');
    for (const name of ['set-cookie', 'www-authenticate', 'x-powered-by']) {
      expect(answer.headers.get(name)).toBeNull();
    }
    const [sent] = upstream.seen;
    expect(sent?.body).toBe(JSON.stringify(CALL));
    expect(sent?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      'mcp-session-id': 'b'.repeat(64),
      'mcp-protocol-version': '2025-06-18',
      'accept-encoding': 'identity',
    });
    for (const name of ['cookie', 'x-space-id', 'x-forwarded-for', 'origin']) {
      expect(sent?.headers[name]).toBeUndefined();
    }
  });

  it('of plain JSON keeps its length, and a notification its empty 202', async () => {
    const body = '{ "jsonrpc":"2.0" , "id":7,"result":{ } }';
    upstream.answer = ({ body: given }, response) =>
      given.includes('notifications/')
        ? response.writeHead(202).end()
        : response
            .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
            .end(body);
    const url = await start({ tools: [FETCH] });
    const answer = await post(url, CALL);
    expect(answer.headers.get('content-length')).toBe(String(body.length));
    expect(await answer.text()).toBe(body);
    const noted = await post(url, { jsonrpc: '2.0', method: 'notifications/initialized' });
    expect([noted.status, await noted.text()]).toEqual([202, '']);
  });

  it('arrives piece by piece, before the stream ends', async () => {
    let finish = (): void => {};
    upstream.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(STREAM[1]);
      finish = () => response.end(STREAM[2]);
    };
    const answer = await post(await start({ tools: [FETCH] }), CALL);
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    expect(Buffer.from(first?.value ?? []).toString()).toBe(STREAM[1]);
    finish();
    const second = await reader?.read();
    expect(Buffer.from(second?.value ?? []).toString()).toBe(STREAM[2]);
    expect((await reader?.read())?.done).toBe(true);
  });

  it('is given up at the hosted server when the client closes its connection', async () => {
    const gone = new Promise<void>((resolve) => {
      upstream.answer = (_request, response) => {
        response.once('close', resolve);
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(STREAM[1]);
      };
    });
    const url = await start({ tools: [FETCH] });
    const message = httpRequest(url, { method: 'POST', headers: JSON_TYPE, agent: false });
    message.on('error', () => {});
    message.end(JSON.stringify(CALL));
    const [answer] = (await once(message, 'response')) as [IncomingMessage];
    await once(answer, 'data');
    message.destroy();
    await gone;
    expect(upstream.seen).toHaveLength(1);
  });

  it.each([403, 404, 429, 500])('with status %i is passed on, with its Retry-After', async (status) => {
    upstream.answer = (_request, response) =>
      response.writeHead(status, { 'content-type': 'text/plain', 'retry-after': '9' }).end('no');
    const answer = await post(await start({ tools: [FETCH] }), CALL);
    expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([
      status,
      '9',
      'no',
    ]);
  });
});

const errorOf = async (answer: Response): Promise<unknown> => [answer.status, await answer.json()];

describe('a token that is not accepted', () => {
  const accepting = (token: string): void => {
    upstream.answer = ({ headers }, response) =>
      headers.authorization === `Bearer ${token}`
        ? response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
        : response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end();
  };

  it('is renewed, and the message sent once more', async () => {
    accepting('token-2');
    const answer = await post(await start({ tools: [FETCH] }), CALL);
    expect([answer.status, await answer.text()]).toEqual([200, '{}']);
    expect(upstream.seen.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
    expect(upstream.seen[1]?.body).toBe(upstream.seen[0]?.body);
  });

  it('after that needs a person: an error that clients show, and no 401 that sends them to Notion', async () => {
    accepting('no token');
    const answer = await post(await start({ tools: [FETCH] }), CALL);
    expect(await errorOf(answer)).toEqual([
      200,
      {
        jsonrpc: '2.0',
        id: 7,
        error: {
          code: -32_000,
          message:
            "Notion's hosted server no longer accepts this connection. Ask the user to connect Notion's hosted server again.",
          data: { reason: 'reconnect' },
        },
      },
    ]);
    expect(answer.headers.get('www-authenticate')).toBeNull();
    expect(upstream.seen).toHaveLength(2);
  });
});

describe('tools', () => {
  const ok = (): void => {
    upstream.answer = (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"jsonrpc":"2.0","id":7,"result":{}}');
  };
  const call = (name: unknown): object => ({ ...CALL, params: { name, arguments: {} } });
  const refused = { code: -32_602, message: expect.stringContaining('may not be called') };

  it.each<[string, string, Options, boolean]>([
    ['reads', 'notion-fetch', {}, true],
    ['reads, under its name without prefix', 'fetch', {}, true],
    ['changes something', 'notion-update-page', {}, false],
    ['is not listed', 'notion-new-tool', {}, false],
    ['reads, and is not on the list of the operator', 'notion-fetch', { names: ['search'] }, false],
    ['changes something, and is on the list', 'notion-update-page', { names: ['update-page'] }, true],
    ['is not listed by the server, and is on the list', 'notion-new', { names: ['notion-new'] }, true],
    [
      'changes something, for a caller that may not write',
      'notion-update-page',
      { names: ['update-page'], caller: { ...callerOf('space'), scopes: ['notion:read'] } },
      false,
    ],
    [
      'reads, for a key that is limited to others',
      'notion-fetch',
      { caller: callerOf('space', { tools: ['notion_search'] }) },
      false,
    ],
    [
      'reads, for a key that is limited to it',
      'notion-fetch',
      { caller: callerOf('space', { tools: ['fetch'] }) },
      true,
    ],
  ])('one that %s', async (_what, name, options, isAllowed) => {
    ok();
    const answer = await post(await start({ tools: [FETCH, UPDATE], ...options }), call(name));
    expect(await answer.json()).toEqual(
      isAllowed ? { jsonrpc: '2.0', id: 7, result: {} } : { jsonrpc: '2.0', id: 7, error: refused },
    );
    expect(upstream.seen).toHaveLength(isAllowed ? 1 : 0);
  });

  const listed = [
    { name: 'notion-fetch', annotations: { readOnlyHint: true } },
    { name: 'notion-update-page', annotations: { readOnlyHint: false } },
    { name: 'notion-odd' },
  ];
  const json = JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools: listed } }, null, 1);
  const event = `: hello\n\nid: 3\nevent: message\ndata: ${JSON.stringify(JSON.parse(json))}\n\n`;

  it.each([
    ['application/json', json],
    ['text/event-stream', event],
  ])('are listed without those that may not be called (%s)', async (type, body) => {
    upstream.answer = (_request, response) => response.writeHead(200, { 'content-type': type }).end(body);
    const text = await (await post(await start(), LIST)).text();
    expect(text).toContain('notion-fetch');
    expect(text).not.toMatch(/update-page|odd/);
    if (type === 'text/event-stream') {
      expect(text).toMatch(/^: hello\n\nid: 3\nevent: message\ndata: \{.*\}\n\n$/);
    }
  });

  it('are listed byte for byte where all may be called', async () => {
    upstream.answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(event);
    const names = ['fetch', 'update-page', 'odd'];
    // A list that names a tool that reads must still let it.
    expect(await (await post(await start({ names }), LIST)).text()).toBe(event);
  });
});

describe('what is not passed on', () => {
  it.each<[string, unknown, Record<string, string>, number, number]>([
    ['no message', { hello: 1 }, {}, 400, -32_600],
    ['an empty batch', [], {}, 400, -32_600],
    ['a method that nobody has looked at', { ...CALL, method: 'pages/delete' }, {}, 200, -32_601],
    ['a tool without a name', { ...CALL, params: {} }, {}, 200, -32_602],
    ['a header with another tool', CALL, { 'mcp-method': 'tools/call', 'mcp-name': 'other' }, 400, -32_020],
    ['a header with another method', CALL, { 'mcp-method': 'tools/list' }, 400, -32_020],
  ])('%s', async (_what, body, headers, status, code) => {
    const answer = await post(await start({ tools: [FETCH] }), body, headers);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { code } });
    expect(upstream.seen).toEqual([]);
  });

  it('a second name in the same message: what is checked is what is sent', async () => {
    const twice =
      '{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"notion-update-page","name":"notion-fetch"}}';
    await post(await start({ tools: [FETCH, UPDATE] }), twice);
    expect(upstream.seen.map(({ body }) => body)).toEqual([
      '{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"notion-fetch"}}',
    ]);
  });

  it('one forbidden tool in a batch keeps back the batch', async () => {
    const update = { ...CALL, id: 8, params: { name: 'notion-update-page' } };
    const answer = await post(await start({ tools: [FETCH, UPDATE] }), [CALL, update]);
    expect(await answer.json()).toMatchObject([{ id: 7, error: { code: -32_602 } }, { id: 8 }]);
    expect(upstream.seen).toEqual([]);
  });

  it('messages of callers that are limited to some pages, or may not read', async () => {
    for (const caller of [
      callerOf('space', { roots: ['1'.repeat(32)] }),
      { ...callerOf('space'), scopes: [] },
    ]) {
      const answer = await post(await start({ caller, tools: [FETCH] }), CALL);
      expect(await answer.json()).toMatchObject({ id: 7, error: { code: -32_602 } });
    }
    expect(upstream.seen).toEqual([]);
  });

  it('more answers at once than a space may have', async () => {
    upstream.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(STREAM[0]);
    };
    const url = await start({ tools: [FETCH], streams: new ConcurrencyQuota({ perKey: 1, overall: 1 }) });
    const first = await post(url, CALL);
    const second = await post(url, CALL);
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '2']);
    await first.body?.cancel();
  });

  it('redirects, and encodings that nobody asked for', async () => {
    const url = await start({ tools: [FETCH] });
    for (const [status, headers] of [
      [307, { location: 'https://attacker.example/' }],
      [200, { 'content-encoding': 'gzip' }],
    ] as const) {
      upstream.answer = (_request, response) => response.writeHead(status, headers).end('x');
      expect(await errorOf(await post(url, CALL))).toMatchObject([200, { id: 7, error: { code: -32_000 } }]);
    }
  });
});

describe('limits', () => {
  it.each<[string, Options]>([
    ['an answer without an end', { limits: { maxBytes: 1000 } }],
    ['a stream that says nothing more', { limits: { idleMs: 50 } }],
    ['a stream that only says that it lives', { limits: { totalMs: 300 } }],
  ])('%s breaks off with its connection', async (what, options) => {
    let timer: NodeJS.Timeout | undefined;
    const gone = new Promise<void>((resolve) => {
      upstream.answer = (_request, response) => {
        response.once('close', resolve);
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(': ping\n\n');
        if (!what.includes('nothing')) {
          timer = setInterval(() => response.write(': ping ping ping ping\n\n'), 5);
        }
      };
    });
    const answer = await post(await start({ tools: [FETCH], ...options }), CALL);
    await expect(answer.text()).rejects.toThrow();
    await gone;
    clearInterval(timer);
  });

  it('an answer that says beforehand that it is too long is an error', async () => {
    upstream.answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 2000 }).write('{');
    const answer = await post(await start({ tools: [FETCH], limits: { maxBytes: 1000 } }), CALL);
    expect(await answer.json()).toMatchObject({
      id: 7,
      error: { message: expect.stringContaining('too large') },
    });
  });

  it('a list of tools without an end is an error', async () => {
    upstream.answer = (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(5000)}"`);
    const answer = await post(await start({ limits: { maxListBytes: 1000 } }), LIST);
    expect(await answer.json()).toMatchObject({
      id: 1,
      error: { message: expect.stringContaining('too large') },
    });
  });

  it('a hosted server that is not there', async () => {
    const url = await start({ tools: [FETCH] });
    await upstream.close();
    expect(await errorOf(await post(url, CALL))).toMatchObject([
      200,
      { id: 7, error: { message: expect.stringContaining('cannot be reached') } },
    ]);
    const noted = await post(url, { jsonrpc: '2.0', method: 'notifications/initialized' });
    expect(noted.status).toBe(502);
  });
});
