import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startHeldNotion } from '../support/notion/held-notion.js';
import { clientKinds, closeClients, connectHttp } from '../support/clients/mcp-clients.js';
import {
  childrenOf,
  spanNamed,
  startObservedServer,
  type ObservedServer,
} from '../support/servers/observed-server.js';
import { killAll } from '../support/servers/spawn.js';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN_ID = '00f067aa0ba902b7';
const META = { traceparent: `00-${TRACE_ID}-${SPAN_ID}-01` };
const HEADER_TRACE_ID = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
const HEADER_SPAN_ID = 'bbbbbbbbbbbbbbbb';
const HEADER = { traceparent: `00-${HEADER_TRACE_ID}-${HEADER_SPAN_ID}-01` };
const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

let server: ObservedServer;
beforeAll(async () => {
  server = await startObservedServer();
  // The check of the token at the start is no part of any test.
  await server.receiver.spansUntil('GET /v1/users/me');
});
afterEach(async () => {
  await closeClients();
  server.receiver.clear();
});
afterAll(async () => {
  await server.close();
  killAll();
});

const versions = { v1: '2025-11-25', 'v2 legacy': '2025-11-25', 'v2 modern': '2026-07-28' };

it.each(clientKinds)(
  'a call of a %s client belongs to the trace in _meta, its requests below it',
  async (kind) => {
    const client = await connectHttp(kind, server.url);
    const answer = await client.callTool('notion_search', { query: 'deploy' }, undefined, META);
    const spans = await server.receiver.spansUntil('tools/call notion_search');
    const call = spanNamed(spans, 'tools/call notion_search');
    expect(call).toMatchObject({
      traceId: TRACE_ID,
      parentSpanId: SPAN_ID,
      kind: 'server',
      failed: false,
      links: [],
      events: [],
    });
    const { 'jsonrpc.request.id': id, ...attributes } = call.attributes;
    expect(id).toMatch(/^\d+$/);
    const children = childrenOf(spans, call);
    expect(attributes).toEqual({
      'mcp.method.name': 'tools/call',
      'mcp.protocol.version': versions[kind],
      'gen_ai.tool.name': 'notion_search',
      'gen_ai.operation.name': 'execute_tool',
      'network.transport': 'tcp',
      'notion.call.requests': children.length,
      'notion.call.answer_size': answer.text.length,
    });
    const { hostname, port } = new URL(server.sandbox.url);
    expect(children.find(({ name }) => name === 'POST /v1/search')).toMatchObject({
      kind: 'client',
      traceId: TRACE_ID,
      failed: false,
      attributes: {
        'http.request.method': 'POST',
        'url.template': '/v1/search',
        'http.response.status_code': 200,
        'server.address': hostname,
        'server.port': Number(port),
        'notion.request_id': UUID,
      },
    });
  },
);

it('names the service, its version and its instance, and neither the command line nor its owner', async () => {
  const client = await connectHttp('v2 modern', server.url);
  await client.listTools();
  const spans = await server.receiver.spansUntil('tools/list');
  const { resource, name, attributes } = spanNamed(spans, 'tools/list');
  expect(resource).toMatchObject({
    'service.name': 'notion-rest-mcp',
    'service.version': expect.stringMatching(/^\d+\.\d+\.\d+/),
    'service.instance.id': UUID,
  });
  expect(Object.keys(resource).filter((key) => key.startsWith('process.'))).toEqual([]);
  expect({ name, ...attributes }).toMatchObject({ name: 'tools/list', 'mcp.method.name': 'tools/list' });
});

describe('the trace of HTTP headers', () => {
  it('is the parent of a client that knows nothing of _meta', async () => {
    const client = await connectHttp('v1', server.url, undefined, HEADER);
    await client.callTool('notion_search', {});
    const spans = await server.receiver.spansUntil('tools/call notion_search');
    expect(spanNamed(spans, 'tools/call notion_search')).toMatchObject({
      traceId: HEADER_TRACE_ID,
      parentSpanId: HEADER_SPAN_ID,
      links: [],
    });
  });

  it('becomes a link where _meta names another', async () => {
    const client = await connectHttp('v2 modern', server.url, undefined, HEADER);
    await client.callTool('notion_search', {}, undefined, META);
    const spans = await server.receiver.spansUntil('tools/call notion_search');
    expect(spanNamed(spans, 'tools/call notion_search')).toMatchObject({
      traceId: TRACE_ID,
      parentSpanId: SPAN_ID,
      links: [{ traceId: HEADER_TRACE_ID, spanId: HEADER_SPAN_ID }],
    });
  });
});

it.each([
  {},
  { traceparent: 7 },
  { traceparent: 'rubbish' },
  { traceparent: `00-${'0'.repeat(32)}-${SPAN_ID}-01` },
])('with _meta %j a call begins a trace of its own', async (meta) => {
  const client = await connectHttp('v1', server.url);
  const { isError } = await client.callTool('notion_search', {}, undefined, meta);
  expect(isError).toBe(false);
  const spans = await server.receiver.spansUntil('tools/call notion_search');
  const call = spanNamed(spans, 'tools/call notion_search');
  expect(call.parentSpanId).toBe('');
  expect(call.traceId).not.toBe(TRACE_ID);
});

it('tells the attempts of a request apart, and what came between them', async () => {
  const client = await connectHttp('v2 modern', server.url);
  server.sandbox.failNext({ kind: 'rate_limited', retryAfterSeconds: 1 }, 1, /search/);
  server.sandbox.failNext({ kind: 'bad_gateway' }, 1, /search/);
  await client.callTool('notion_search', { query: 'deploy' });
  const spans = await server.receiver.spansUntil('tools/call notion_search');
  const below = childrenOf(spans, spanNamed(spans, 'tools/call notion_search'));
  const attempts = below.filter(({ name }) => name === 'POST /v1/search');
  const [wait, ...others] = below.filter(({ name }) => name === 'notion.limiter.wait');
  expect(attempts.map(({ attributes, failed }) => ({ ...pick(attributes), failed }))).toEqual([
    { status: 429, resent: undefined, cause: undefined, error: '429', failed: true },
    { status: 502, resent: 1, cause: 'rate_limited', error: '502', failed: true },
    { status: 200, resent: 2, cause: 'server_error', error: undefined, failed: false },
  ]);
  // Notion asked for 1 s, of which the backoff of the retry takes a part.
  expect(others).toEqual([]);
  expect(wait?.milliseconds).toBeGreaterThan(300);
  expect(wait).toMatchObject({ kind: 'internal', attributes: { 'notion.limiter.outcome': 'admitted' } });
});

function pick(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    status: attributes['http.response.status_code'],
    resent: attributes['http.request.resend_count'],
    cause: attributes['notion.retry.cause'],
    error: attributes['error.type'],
  };
}

it.each<[string, string, Record<string, unknown>]>([
  ['input', 'notion_search', { limit: 'many' }],
  ['input', 'notion_read_page', { page: 'no id' }],
  ['access', 'notion_read_page', { page: '00000000-0000-4000-8000-00000000dead' }],
])('an answer with isError is an error of the class %s: %s %j', async (type, tool, input) => {
  const client = await connectHttp('v2 modern', server.url);
  expect(await client.callTool(tool, input)).toMatchObject({ isError: true });
  const spans = await server.receiver.spansUntil(`tools/call ${tool}`);
  const call = spanNamed(spans, `tools/call ${tool}`);
  expect(call).toMatchObject({ failed: true, statusMessage: '', attributes: { 'error.type': type } });
});

it('does not repeat the name of a tool that does not exist', async () => {
  const client = await connectHttp('v1', server.url);
  await expect(client.callTool('notion_delete_everything', {})).rejects.toThrow();
  const spans = await server.receiver.spansUntil('tools/call');
  const call = spanNamed(spans, 'tools/call');
  expect(call.failed).toBe(true);
  expect(call.attributes).toMatchObject({ 'error.type': '-32602', 'rpc.response.status_code': '-32602' });
  expect(call.attributes).not.toHaveProperty('gen_ai.tool.name');
  expect(server.receiver.everything()).not.toContain('delete_everything');
});

it('a call that the client cancels is no error', async () => {
  const notion = await startHeldNotion();
  const own = await startObservedServer({ NOTION_API_URL: notion.url });
  const client = await connectHttp('v2 modern', own.url);
  const leaving = new AbortController();
  const call = client.callTool('notion_search', { query: 'plans' }, leaving.signal);
  const failed = expect(call).rejects.toThrow();
  await notion.arrived;
  leaving.abort();
  await Promise.all([failed, notion.abandoned]);
  const spans = await own.receiver.spansUntil('tools/call notion_search');
  for (const name of ['tools/call notion_search', 'POST /v1/search']) {
    const { failed: isFailed, attributes } = spanNamed(spans, name);
    expect({ name, isFailed, ...attributes }).toMatchObject({
      isFailed: false,
      'notion.call.cancelled': true,
    });
    expect(attributes).not.toHaveProperty('error.type');
  }
  await own.close();
  await notion.close();
});

it('keeps the traces of calls apart that wait for each other in the limiter', async () => {
  const own = await startObservedServer({}, { latencyMilliseconds: 400 });
  const client = await connectHttp('v2 modern', own.url);
  const traces = Array.from({ length: 24 }, (_, index) => index.toString(16).padStart(32, 'c'));
  await Promise.all(
    traces.map((traceId, index) =>
      client.callTool('notion_search', { query: `plan ${index}` }, undefined, {
        traceparent: `00-${traceId}-${SPAN_ID}-01`,
      }),
    ),
  );
  await own.close();
  const spans = own.receiver.spans();
  expect(spans.some(({ name }) => name === 'notion.limiter.wait')).toBe(true);
  for (const traceId of traces) {
    const call = spanNamed(
      spans.filter((span) => span.traceId === traceId),
      'tools/call notion_search',
    );
    const sent = childrenOf(spans, call).filter(({ kind }) => kind === 'client');
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.length).toBe(call.attributes['notion.call.requests']);
  }
});
