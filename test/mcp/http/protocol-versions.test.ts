import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { ProtocolSettings } from '../../../src/config/settings/http-settings.js';
import { missingVersionHeaders } from '../../../src/mcp/http/guards/version-headers.js';
import { startHttpServer, type RunningHttpServer } from '../../../src/mcp/http/http.js';
import { createServerFactory } from '../../../src/mcp/server.js';
import type { Log } from '../../../src/telemetry/log/log.js';
import { closeClients, connectHttp } from '../../support/clients/mcp-clients.js';
import { echo, serverOptions } from '../../support/sample-tools.js';

const running: RunningHttpServer[] = [];
const logged: { message: string; fields: object | undefined }[] = [];
const log: Log = {
  info: () => {},
  warn: (message, fields) => void logged.push({ message, fields }),
  error: () => {},
};

afterEach(async () => {
  await closeClients();
  await Promise.all(running.splice(0).map((server) => server.close()));
  logged.length = 0;
});

async function start(protocol?: ProtocolSettings): Promise<string> {
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: undefined,
    allowedHosts: [],
    allowedOrigins: [],
    createServer: createServerFactory(serverOptions([echo])),
    log,
    drainMilliseconds: 50,
    ...(protocol === undefined ? {} : { protocol }),
  });
  running.push(server);
  return server.url;
}

const LENIENT: ProtocolSettings = { lenientHeaders: true, legacyOnly: false };
const STRICT: ProtocolSettings = { lenientHeaders: false, legacyOnly: false };
const LEGACY: ProtocolSettings = { lenientHeaders: true, legacyOnly: true };

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'odd client', version: '1.2' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
const CALL = { name: 'sample_echo', arguments: { query: 'a' } };
const OLD = { 'mcp-protocol-version': '2025-11-25' };

function message(method: string, params: object = {}, meta: object = META) {
  return { jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: meta } };
}

interface Reply {
  readonly status: number;
  readonly text: string;
}

async function send(url: string, body: object, headers: Record<string, string> = OLD): Promise<Reply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

const served = { status: 200, text: expect.stringContaining('"resultType":"complete"') };
const mismatch = { status: 400, text: expect.stringContaining('-32020') };

describe('an old version in the header of a new message', () => {
  it.each<[string, object]>([
    ['server/discover', message('server/discover')],
    ['tools/list', message('tools/list')],
    ['tools/call', message('tools/call', CALL)],
  ])('%s is served by its body, or refused where that is set', async (_method, body) => {
    expect(await send(await start(), body)).toEqual(served);
    expect(await send(await start(STRICT), body)).toEqual(mismatch);
  });

  it('a header that contradicts the body is refused all the same', async () => {
    const url = await start(LENIENT);
    const call = message('tools/call', CALL);
    expect(await send(url, call, { ...OLD, 'mcp-name': 'other' })).toEqual(mismatch);
    expect(await send(url, call, { ...OLD, 'mcp-method': 'tools/list' })).toEqual(mismatch);
  });

  it('is logged once for each client, with nothing that it wrote freely', async () => {
    const url = await start(LENIENT);
    const from = (clientInfo: object) =>
      send(url, message('tools/list', {}, { ...META, 'io.modelcontextprotocol/clientInfo': clientInfo }));
    await from({ name: 'odd client', version: '1.2' });
    await from({ name: 'odd client', version: '1.2' });
    await from({ name: 'odd client', version: '1.3' });
    await from({ name: 'ntn_secret\nline', version: 'x'.repeat(200) });
    expect(logged.map(({ fields }) => fields)).toEqual([
      { client: 'odd client 1.2' },
      { client: 'odd client 1.3' },
      { client: 'unnamed unnamed' },
    ]);
  });
});

describe('what is repaired', () => {
  const call = message('tools/call', CALL);

  it.each<[string, Record<string, string>, unknown]>([
    ['the same version in both', { 'mcp-protocol-version': '2026-07-28' }, call],
    ['no version in the header', {}, call],
    ['a header that is no date', { 'mcp-protocol-version': 'latest' }, call],
    ['an old message', OLD, message('tools/call', CALL, {})],
    [
      'an old version in the body too',
      OLD,
      message('x', {}, { ...META, 'io.modelcontextprotocol/protocolVersion': '2025-11-25' }),
    ],
    ['a method that no header can hold', OLD, message('tools\r\nx: y')],
    ['a batch', OLD, [call]],
    ['no message', OLD, 'text'],
    ['nothing', OLD, null],
  ])('%s is left as it is', (_name, headers, body) => {
    expect(missingVersionHeaders(headers, body)).toBeUndefined();
  });

  it('headers that are missing are filled in from the body', () => {
    expect(
      missingVersionHeaders({ ...OLD, host: 'a' }, message('resources/read', { uri: 'test://a', name: 'b' })),
    ).toEqual({
      headers: {
        host: 'a',
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': 'resources/read',
        'mcp-name': 'test://a',
      },
      client: { name: 'odd client', version: '1.2' },
    });
  });

  it('a name that no header can hold is left out', () => {
    expect(
      missingVersionHeaders(OLD, message('tools/call', { name: 'a\nb' }))?.headers['mcp-name'],
    ).toBeUndefined();
  });
});

describe('a client that speaks both eras', () => {
  async function connectAuto(url: string): Promise<Client> {
    const client = new Client({ name: 'both', version: '0' }, { versionNegotiation: { mode: 'auto' } });
    await client.connect(new StreamableHTTPClientTransport(new URL(url)));
    return client;
  }

  it.each([
    [STRICT, '2026-07-28'],
    [LENIENT, '2026-07-28'],
    [LEGACY, '2025-11-25'],
  ])('with %j agrees on %s and calls a tool', async (protocol, version) => {
    const client = await connectAuto(await start(protocol));
    expect(client.getNegotiatedProtocolVersion()).toBe(version);
    expect((await client.callTool(CALL)).content).toEqual([
      { type: 'text', text: expect.stringContaining('"query":"a"') },
    ]);
    await client.close();
  });
});

describe('an endpoint of the older era only', () => {
  it('serves the clients of that era and refuses a probe of the new one', async () => {
    const url = await start(LEGACY);
    for (const kind of ['v1', 'v2 legacy'] as const) {
      expect((await (await connectHttp(kind, url)).callTool('sample_echo', { query: 'a' })).isError).toBe(
        false,
      );
    }
    const probe = message('server/discover');
    const modern = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'server/discover' };
    expect(await send(url, probe, modern)).toEqual({
      status: 400,
      text: expect.stringContaining('Unsupported protocol version'),
    });
    expect((await send(url, probe)).text).toContain('-32601');
    expect(logged.filter(({ message: text }) => text.includes('old protocol version'))).toEqual([]);
  });
});
