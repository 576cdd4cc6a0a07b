import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { plainMessage } from '../../../src/mcp/http/plain-message.js';
import { startHttpServer, type RunningHttpServer } from '../../../src/mcp/http/http.js';
import { createServerFactory } from '../../../src/mcp/server.js';
import { ToolRequests } from '../../../src/mcp/calls/tool-requests.js';
import { silentLog } from '../../../src/telemetry/log/log.js';
import { closeRawConnections, connectRaw, postHead } from '../../support/servers/raw-connection.js';
import { BASE, ECHO, ENVELOPE, legacy, stateless, withoutClient, type Sent } from './fakes/messages.js';
import {
  changed,
  echo,
  reporting,
  serverOptions,
  structured,
  waitingTool,
} from '../../support/sample-tools.js';

const options = serverOptions([echo, structured, changed, reporting]);
let servers: { readonly direct: RunningHttpServer; readonly sdk: RunningHttpServer };

/** The same server twice: one answers plain messages itself, the other passes all to the SDK. */
beforeAll(async () => {
  const start = (isDirect: boolean): Promise<RunningHttpServer> => {
    const requests = new ToolRequests(options);
    return startHttpServer({
      host: '127.0.0.1',
      port: 0,
      authToken: undefined,
      allowedHosts: [],
      allowedOrigins: [],
      createServer: createServerFactory(options, requests),
      log: silentLog,
      drainMilliseconds: 50,
      ...(isDirect ? { direct: { requests, version: options.version, mayAsk: false } } : {}),
    });
  };
  servers = { direct: await start(true), sdk: await start(false) };
});
afterAll(async () => {
  await Promise.all([servers.direct.close(), servers.sdk.close()]);
});

const starting: RunningHttpServer[] = [];
afterEach(async () => {
  jest.useRealTimers();
  closeRawConnections();
  await Promise.all(starting.splice(0).map((server) => server.close()));
});

/** What both servers answer; framing and date apart. */
async function answers({ headers, body }: Sent): Promise<{ readonly direct: object; readonly sdk: object }> {
  const ask = async ({ url }: RunningHttpServer): Promise<object> => {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    const { date, ...kept } = Object.fromEntries(response.headers);
    const framing = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive']);
    return {
      status: response.status,
      headers: Object.fromEntries(Object.entries(kept).filter(([name]) => !framing.has(name))),
      hasDate: date !== undefined,
      body: await response.text(),
    };
  };
  return { direct: await ask(servers.direct), sdk: await ask(servers.sdk) };
}

const isPlain = ({ headers, body }: Sent): boolean => plainMessage(headers, body, false) !== undefined;

const plain: readonly (readonly [string, Sent])[] = [
  ['a call', legacy('tools/call', ECHO)],
  ['a call without arguments', legacy('tools/call', { name: 'sample_structured' })],
  ['a call whose arguments are refused', legacy('tools/call', { name: 'sample_echo', arguments: {} })],
  ['a call that fails', legacy('tools/call', { name: 'sample_structured', arguments: { fails: true } })],
  ['a call with data', legacy('tools/call', { name: 'sample_structured', arguments: {} })],
  ['a call with data beside its text', legacy('tools/call', { name: 'sample_changed', arguments: {} })],
  ['a call of no tool', legacy('tools/call', { name: 'sample_ecko', arguments: {} })],
  [
    'a call within a trace',
    legacy('tools/call', { ...ECHO, _meta: { progressToken: 3, traceparent: '00-1' } }),
  ],
  ['a call of an older version', legacy('tools/call', ECHO, { 'mcp-protocol-version': '2024-11-05' })],
  [
    'a call that reports progress',
    legacy('tools/call', { name: 'sample_report', _meta: { progressToken: 'p' } }),
  ],
  ['a call whose progress nobody wants', legacy('tools/call', { name: 'sample_report' })],
  ['a call that waits', legacy('tools/call', { name: 'sample_report', arguments: { fails: 'wait' } })],
  ['the list', legacy('tools/list')],
  ['the list with empty parameters', legacy('tools/list', {})],
  ['a ping', legacy('ping')],
  ['a stateless call', stateless('tools/call', ECHO)],
  ['a stateless call with data', stateless('tools/call', { name: 'sample_structured', arguments: {} })],
  [
    'a stateless call with data beside its text',
    stateless('tools/call', { name: 'sample_changed', arguments: {} }),
  ],
  ['a stateless call of no tool', stateless('tools/call', { name: 'sample_ecko' })],
  [
    'a stateless call of a client with abilities',
    stateless('tools/call', {
      ...ECHO,
      _meta: {
        'io.modelcontextprotocol/clientCapabilities': {
          roots: { listChanged: true },
          sampling: {},
          elicitation: { form: {} },
        },
      },
    }),
  ],
  [
    'a stateless call that reports progress',
    stateless('tools/call', { name: 'sample_report', _meta: { progressToken: 9 } }),
  ],
  [
    'a stateless call whose data say where to connect',
    stateless('tools/call', { name: 'sample_report', arguments: { fails: 'reconnect' } }),
  ],
  ['the stateless list', stateless('tools/list')],
  ['a stateless call of a client that does not introduce itself', withoutClient('tools/call', ECHO)],
  ['the stateless list for one', withoutClient('tools/list')],
  [
    'a stateless call of a client that says much about itself',
    stateless('tools/call', {
      ...ECHO,
      _meta: {
        'io.modelcontextprotocol/clientInfo': {
          name: 'sample',
          version: '1.0.0',
          title: 'Sample',
          description: 'Says much.',
          websiteUrl: 'https://sample.example',
        },
      },
    }),
  ],
  [
    'a stateless call with a header for an argument',
    stateless('tools/call', ECHO, { 'mcp-param-query': 'another' }),
  ],
];

describe('a plain message', () => {
  it.each(plain)('%s is answered directly, and as the SDK answers it', async (_what, sent) => {
    expect(isPlain(sent)).toBe(true);
    const { direct, sdk } = await answers(sent);
    expect(direct).toEqual(sdk);
  });
});

const odd: readonly (readonly [string, Sent])[] = [
  [
    'initialize',
    legacy('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: ENVELOPE }),
  ],
  ['a notification', { headers: BASE, body: { jsonrpc: '2.0', method: 'notifications/initialized' } }],
  ['a batch', { headers: BASE, body: [legacy('ping').body] }],
  ['an unknown method', legacy('resources/list')],
  ['another JSON-RPC version', { headers: BASE, body: { jsonrpc: '1.0', id: 1, method: 'ping' } }],
  ['a null id', { headers: BASE, body: { jsonrpc: '2.0', id: null, method: 'ping' } }],
  ['a fractional id', { headers: BASE, body: { jsonrpc: '2.0', id: 1.5, method: 'ping' } }],
  ['an unknown version', legacy('ping', undefined, { 'mcp-protocol-version': '2025-13-01' })],
  [
    'an unknown member of the message',
    { headers: BASE, body: { jsonrpc: '2.0', id: 1, method: 'ping', x: 1 } },
  ],
  ['an unknown parameter', legacy('tools/call', { ...ECHO, task: { ttl: 1 } })],
  ['a cursor', legacy('tools/list', { cursor: 'x' })],
  ['no name', legacy('tools/call', { arguments: {} })],
  ['a name that is no text', legacy('tools/call', { name: 7 })],
  ['arguments that are no object', legacy('tools/call', { name: 'sample_echo', arguments: ['a'] })],
  [
    'an argument called like the prototype',
    legacy('tools/call', {
      ...ECHO,
      arguments: JSON.parse('{"query":"a","__proto__":{"limit":1}}') as object,
    }),
  ],
  ['an envelope without its headers', legacy('tools/list', { _meta: ENVELOPE })],
  ['headers without their envelope', stateless('tools/list', {}, {})],
  ['a header that contradicts the method', stateless('tools/list', {}, { 'mcp-method': 'tools/call' })],
  ['a header that contradicts the name', stateless('tools/call', ECHO, { 'mcp-name': 'sample_structured' })],
  ['a stateless ping', stateless('ping')],
  ['no JSON accepted', legacy('ping', undefined, { accept: 'text/event-stream' })],
  [
    'a client without a version',
    stateless('tools/list', { _meta: { 'io.modelcontextprotocol/clientInfo': { name: 'sample' } } }),
  ],
  [
    'abilities that are no object',
    stateless('tools/list', { _meta: { 'io.modelcontextprotocol/clientCapabilities': { roots: true } } }),
  ],
  ['a progress token that is none', legacy('tools/call', { ...ECHO, _meta: { progressToken: {} } })],
].map(([what, sent]): readonly [string, Sent] => [
  what as string,
  what === 'headers without their envelope'
    ? { ...(sent as Sent), body: { jsonrpc: '2.0', id: 1, method: 'tools/list' } }
    : (sent as Sent),
]);

describe('a message that is not plain', () => {
  it.each(odd)('%s passes on to the SDK', async (_what, sent) => {
    expect(isPlain(sent)).toBe(false);
    const { direct, sdk } = await answers(sent);
    expect(direct).toEqual(sdk);
  });

  it('is one of a client that can be asked, where calls may ask', () => {
    const { headers, body } = stateless('tools/call', {
      ...ECHO,
      _meta: { 'io.modelcontextprotocol/clientCapabilities': { elicitation: { url: {} } } },
    });
    expect(plainMessage(headers, body, false)).toBeDefined();
    expect(plainMessage(headers, body, true)).toBeUndefined();
    const list = stateless('tools/list', {
      _meta: { 'io.modelcontextprotocol/clientCapabilities': { elicitation: { url: {} } } },
    });
    expect(plainMessage(list.headers, list.body, true)).toBeDefined();
  });

  it('is one with the session of an earlier client, which says what it can be asked', () => {
    expect(isPlain(legacy('tools/call', ECHO, { 'mcp-session-id': 'x' }))).toBe(false);
  });
});

describe('a failure before any tool runs', () => {
  const failure = new Error('disk I/O error in /srv/secret.db');
  const logged: string[] = [];
  const log = { ...silentLog, error: (message: string) => void logged.push(message) };
  const start = async (own: typeof options, isDirect: boolean): Promise<string> => {
    const requests = new ToolRequests(own);
    const server = await startHttpServer({
      host: '127.0.0.1',
      port: 0,
      authToken: undefined,
      allowedHosts: [],
      allowedOrigins: [],
      createServer: createServerFactory(own, requests),
      ...(isDirect ? { direct: { requests, version: own.version, mayAsk: false } } : {}),
      log,
      drainMilliseconds: 50,
    });
    starting.push(server);
    return server.url;
  };
  const ask = async (url: string, { headers, body }: Sent): Promise<readonly [number, string]> => {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    return [response.status, await response.text()];
  };

  it.each([
    ['tools/list', legacy('tools/list')],
    ['the stateless tools/list', stateless('tools/list')],
    ['tools/call', legacy('tools/call', ECHO)],
  ])('of %s is logged, answered the same both ways, and nothing of it sent', async (_what, sent) => {
    logged.length = 0;
    const list = (): Promise<never> => Promise.reject(failure);
    const own = { ...options, log, workspacesOf: () => ({ list, open: list }) };
    const direct = await ask(await start(own, true), sent);
    expect(direct).toEqual(await ask(await start(own, false), sent));
    expect(direct[1]).toContain('The server failed unexpectedly.');
    expect(direct[1]).not.toContain('secret');
    expect(logged).toHaveLength(2);
  });

  it('of the choice of tools is logged and answered 500', async () => {
    logged.length = 0;
    const chooseTools = (): never => {
      throw failure;
    };
    const url = await start({ ...options, log, chooseTools }, true);
    const [status, text] = await ask(url, legacy('tools/list'));
    expect([status, text.includes('secret'), logged.length]).toEqual([500, false, 1]);
  });
});

describe('a plain call that waits', () => {
  const message = JSON.stringify(legacy('tools/call', { name: 'sample_wait' }).body);
  const request = (url: string): string =>
    postHead(url, { 'content-length': String(message.length), 'mcp-protocol-version': '2025-11-25' }) +
    message;
  const start = async (waiting: ReturnType<typeof waitingTool>): Promise<string> => {
    const own = serverOptions([waiting.tool]);
    const requests = new ToolRequests(own);
    const server = await startHttpServer({
      host: '127.0.0.1',
      port: 0,
      authToken: undefined,
      allowedHosts: [],
      allowedOrigins: [],
      createServer: createServerFactory(own, requests),
      direct: { requests, version: own.version, mayAsk: false },
      log: silentLog,
      drainMilliseconds: 50,
    });
    starting.push(server);
    return server.url;
  };

  it('is cancelled when its client leaves', async () => {
    const waiting = waitingTool();
    const client = await connectRaw(await start(waiting));
    client.socket.write(request(starting[0]?.url ?? ''));
    await waiting.started;
    client.socket.destroy();
    await waiting.cancelled;
  });

  it('keeps its stream alive, and is answered on it', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
    const waiting = waitingTool();
    const client = await connectRaw(await start(waiting));
    client.socket.write(request(starting[0]?.url ?? ''));
    await waiting.started;
    expect(client.received()).toBe('');
    jest.advanceTimersByTime(15_000);
    await client.match(/200 OK[\s\S]*content-type: text\/event-stream\r[\s\S]*: keepalive/i);
    waiting.finish();
    await client.match(/event: message\ndata: \{"result":\{"content":\[\{"type":"text","text":"waited"/);
  });
});

describe('any change of a plain message', () => {
  const member = fc.constantFrom(
    'jsonrpc',
    'id',
    'method',
    'name',
    'arguments',
    '_meta',
    'params',
    'cursor',
    'x',
    '__proto__',
  );
  const header = fc.constantFrom('mcp-protocol-version', 'mcp-method', 'mcp-name', 'accept');
  const value = fc.oneof(
    fc.constantFrom<unknown>(null, true, 0, 1.5, '', 'tools/list', 'sample_echo', '2.0', [], {}, { a: {} }),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const text = fc.constantFrom(
    '2025-06-18',
    '2026-07-28',
    'tools/list',
    'sample_echo',
    'application/json',
    '*/*',
  );
  const place = fc.constantFrom('message', 'params', 'arguments', 'meta', 'client', 'capabilities');

  it('is answered the same both ways', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...plain.map(([, sent]) => sent)),
        place,
        member,
        value,
        fc.option(fc.tuple(header, text)),
        async (sent, where, name, changed, headerChange) => {
          const body = structuredClone(sent.body) as Record<string, unknown>;
          change(body, where, name, changed);
          const headers =
            headerChange === null ? sent.headers : { ...sent.headers, [headerChange[0]]: headerChange[1] };
          const { direct, sdk } = await answers({ headers, body });
          expect(direct).toEqual(sdk);
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** Sets one member at one place of the message, if it has such a place. */
function change(body: Record<string, unknown>, where: string, name: string, value: unknown): void {
  const params = body['params'] as Record<string, unknown> | undefined;
  const meta = params?.['_meta'] as Record<string, unknown> | undefined;
  const places: Readonly<Record<string, unknown>> = {
    message: body,
    params,
    arguments: params?.['arguments'],
    meta,
    client: meta?.['io.modelcontextprotocol/clientInfo'],
    capabilities: meta?.['io.modelcontextprotocol/clientCapabilities'],
  };
  const target = places[where];
  if (typeof target === 'object' && target !== null) {
    // Not assigned: that would set the prototype, which is no part of the message.
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  }
}
