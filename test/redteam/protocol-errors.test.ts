import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { PassThrough } from 'node:stream';
import { createServerFactory } from '../../src/mcp/server.js';
import { startHttpServer, type RunningHttpServer } from '../../src/mcp/http/http.js';
import { serveOverStdio } from '../../src/mcp/stdio/stdio.js';
import { silentLog } from '../../src/telemetry/log/log.js';
import { echo, serverOptions } from '../support/sample-tools.js';
import { CANARY, hostileTexts } from './hostile-texts.js';

let server: RunningHttpServer;

beforeAll(async () => {
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: undefined,
    allowedHosts: [],
    allowedOrigins: [],
    createServer: createServerFactory(serverOptions([echo])),
    log: silentLog,
    drainMilliseconds: 1000,
  });
});

afterAll(() => server.close());

/** Sends one request as it stands; `fetch` would refuse some of them. */
function send(path: string, headers: Record<string, string>, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const sent = request({ hostname, port, path, method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const MODERN = '2026-07-28';
const JSON_HEADERS = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  'mcp-protocol-version': '2025-11-25',
};

/** Everything of a message that an answer might repeat. */
function messages(text: string): object[] {
  const call = { jsonrpc: '2.0', id: 1 };
  return [
    { ...call, method: text },
    { ...call, method: 'tools/call', params: { name: text, arguments: {} } },
    { ...call, method: 'tools/call', params: { name: 5, [text]: text } },
    { ...call, method: 'tools/call', params: { name: 'sample_echo', arguments: text } },
    { ...call, method: 'tools/list', params: { cursor: text } },
    { ...call, method: 'resources/read', params: { uri: text } },
    { ...call, method: 'prompts/get', params: { name: text } },
    { ...call, method: 'completion/complete', params: { ref: { type: text }, argument: text } },
    { ...call, method: 'logging/setLevel', params: { level: text } },
    {
      ...call,
      method: 'initialize',
      params: { protocolVersion: text, capabilities: text, clientInfo: text },
    },
    { jsonrpc: text, id: 1, method: text },
    { [text]: text },
  ];
}

/** The same as clients of the new era send it. */
function modern(text: string): { headers: Record<string, string>; message: object }[] {
  const meta = {
    'io.modelcontextprotocol/protocolVersion': MODERN,
    'io.modelcontextprotocol/clientInfo': { name: text, version: text },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const call = { jsonrpc: '2.0', id: 1 };
  const header = (method: string, name?: string): Record<string, string> => ({
    'mcp-protocol-version': MODERN,
    'mcp-method': method,
    ...(name === undefined ? {} : { 'mcp-name': name }),
  });
  return [
    { headers: header('tools/list'), message: { ...call, method: text, params: { _meta: meta } } },
    { headers: header(`${CANARY}!`), message: { ...call, method: 'tools/list', params: { _meta: meta } } },
    { headers: header(`${CANARY}!`), message: { ...call, method: `${CANARY}!`, params: { _meta: meta } } },
    {
      headers: header('tools/call', `${CANARY}!`),
      message: { ...call, method: 'tools/call', params: { name: `${CANARY}!`, arguments: {}, _meta: meta } },
    },
    {
      headers: header('tools/call', `${CANARY}!`),
      message: { ...call, method: 'tools/call', params: { name: text, arguments: {}, _meta: meta } },
    },
    {
      headers: header('tools/call', 'sample_echo'),
      message: { ...call, method: 'tools/call', params: { name: text, arguments: {}, _meta: meta } },
    },
    {
      headers: header('tools/list'),
      message: {
        ...call,
        method: 'tools/list',
        params: { cursor: text, _meta: { ...meta, 'io.modelcontextprotocol/clientCapabilities': text } },
      },
    },
    {
      headers: header('tools/list'),
      message: {
        ...call,
        method: 'tools/list',
        params: { _meta: { ...meta, 'io.modelcontextprotocol/protocolVersion': text } },
      },
    },
  ];
}

describe('an error of the protocol', () => {
  it.each(hostileTexts.map((text) => [text.slice(0, 60), text]))(
    'repeats nothing of a message: %j',
    async (_name, text) => {
      const all = [...messages(text).map((message) => ({ headers: {}, message })), ...modern(text)];
      for (const { headers, message } of all) {
        const answer = await send('/mcp', { ...JSON_HEADERS, ...headers }, JSON.stringify(message));
        expect({ headers, message, answer }).toEqual({
          headers,
          message,
          answer: expect.not.stringContaining(CANARY),
        });
      }
    },
  );

  it('repeats nothing of a body that is no JSON', async () => {
    for (const body of [CANARY, `{"${CANARY}`, `[${CANARY}]`, `"${CANARY}"`]) {
      expect(await send('/mcp', JSON_HEADERS, body)).not.toContain(CANARY);
    }
  });

  it('repeats nothing of an address or of headers', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    const tries: [string, Record<string, string>][] = [
      [`/${CANARY}`, {}],
      [`/mcp/${CANARY}?${CANARY}=${CANARY}`, {}],
      [`/%ff${CANARY}`, {}],
      ['/mcp', { host: `${CANARY}.example` }],
      ['/mcp', { origin: `https://${CANARY}.example` }],
      ['/mcp', { 'content-type': `text/${CANARY}` }],
      ['/mcp', { accept: `text/${CANARY}` }],
      ['/mcp', { 'mcp-protocol-version': CANARY }],
      ['/mcp', { 'mcp-method': `${CANARY}!`, 'mcp-name': `${CANARY}!` }],
      ['/mcp', { 'x-mcp-toolsets': CANARY }],
      ['/mcp', { 'mcp-session-id': CANARY }],
      ['/mcp', { authorization: `Bearer ${CANARY}` }],
    ];
    for (const [path, headers] of tries) {
      const answer = await send(path, { ...JSON_HEADERS, ...headers }, body);
      expect({ path, headers, answer }).toEqual({
        path,
        headers,
        answer: expect.not.stringContaining(CANARY),
      });
    }
  });
});

describe('the same over standard input and output', () => {
  it('repeats nothing of a message', async () => {
    const all = hostileTexts.flatMap((text) => [
      ...messages(text),
      ...modern(text).map(({ message }) => message),
    ]);
    const input = new PassThrough();
    const output = new PassThrough();
    let written = '';
    output.setEncoding('utf8').on('data', (chunk: string) => (written += chunk));
    const ended = serveOverStdio({
      createServer: createServerFactory(serverOptions([echo])),
      input,
      output,
      log: silentLog,
      stopped: new Promise(() => {}),
    });
    const open = {
      jsonrpc: '2.0',
      id: 0,
      method: 'initialize',
      params: {
        protocolVersion: '2025-11-25',
        capabilities: {},
        clientInfo: { name: CANARY, version: CANARY },
      },
    };
    for (const message of [open, { jsonrpc: '2.0', method: 'notifications/initialized' }, ...all]) {
      input.write(`${JSON.stringify(message)}\n`);
    }
    input.end();
    await ended;
    expect(written.split('\n').length).toBeGreaterThan(hostileTexts.length);
    expect(written.split('\n').find((line) => line.includes(CANARY))).toBeUndefined();
  });
});
