import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { connectHttp, closeClients } from '../support/clients/mcp-clients.js';
import { childrenOf, spanNamed, startObservedServer } from '../support/servers/observed-server.js';
import {
  startOtlpReceiver,
  type OtlpReceiver,
  type ReceivedPoint,
} from '../support/telemetry/otlp-receiver.js';
import { killAll } from '../support/servers/spawn.js';
import { startSpacesServer } from '../support/servers/spaces-server.js';
import { deliver, pageEvent, shakeHands } from '../support/notion/webhook-events.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.js';

let sandbox: Sandbox;
let receiver: OtlpReceiver;
beforeAll(async () => {
  [sandbox, receiver] = await Promise.all([startSandbox({ oauth: {} }), startOtlpReceiver()]);
});
afterEach(async () => {
  await closeClients();
  killAll();
  receiver.clear();
});
afterAll(() => Promise.all([sandbox.close(), receiver.close()]));

/** Values of a metric by those attributes that the test is about. */
function table(points: readonly ReceivedPoint[], ...keys: readonly string[]): Record<string, number> {
  const rows: Record<string, number> = {};
  for (const { attributes, value } of points) {
    const key = keys.map((name) => String(attributes[name] ?? '-')).join(' ');
    rows[key] = (rows[key] ?? 0) + value;
  }
  return rows;
}

it('tells of tools, requests, limiter, retries, cache and answers', async () => {
  const server = await startObservedServer();
  const client = await connectHttp('v2 modern', server.url);
  server.sandbox.failNext({ kind: 'bad_gateway' }, 1, /search/);
  server.sandbox.failNext({ kind: 'rate_limited', retryAfterSeconds: 1 }, 1, /search/);
  server.sandbox.failNext({ kind: 'service_overload', retryAfterSeconds: 1 }, 1, /search/);
  const answers = [
    await client.callTool('notion_search', { query: 'deploy' }),
    await client.callTool('notion_search', { limit: 'many' }),
    await client.callTool('notion_query_database', { database: 'Tasks', limit: 3 }),
    await client.callTool('notion_query_database', { database: 'Tasks', limit: 3 }),
  ];
  await client.listTools();
  const requests = server.sandbox.requests.filter(({ path }) => path.startsWith('/v1/'));
  await server.close();
  const points = (metric: string): readonly ReceivedPoint[] => server.receiver.points(metric);

  const durations = points('mcp.server.operation.duration');
  expect(table(durations, 'mcp.method.name', 'gen_ai.tool.name', 'error.type')).toEqual({
    'tools/call notion_search -': 1,
    'tools/call notion_search input': 1,
    'tools/call notion_query_database -': 2,
    'tools/list - -': 1,
  });
  expect(durations[0]).toMatchObject({
    unit: 's',
    bounds: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300],
    attributes: { 'network.transport': 'tcp', 'mcp.protocol.version': '2026-07-28' },
  });

  const sent = table(points('http.client.request.duration'), 'url.template', 'http.response.status_code');
  expect(sent).toMatchObject({ '/v1/search 502': 1, '/v1/search 429': 1, '/v1/search 529': 1 });
  expect(Object.values(sent).reduce((sum, count) => sum + count, 0)).toBe(requests.length);

  expect(table(points('notion.retries'), 'notion.retry.cause')).toEqual({
    server_error: 1,
    rate_limited: 1,
    overloaded: 1,
  });
  expect(table(points('notion.rate_limits'), 'notion.rate_limit.reason')).toEqual({
    public_api_request_rate_limit: 1,
    service_overload: 1,
  });
  expect(table(points('notion.limiter.wait.duration'), 'notion.limiter.outcome')).toEqual({
    admitted: requests.length,
  });
  // Two pauses of 1 s, of which the backoff of the retries takes a part.
  expect(points('notion.limiter.wait.duration')[0]?.sum).toBeGreaterThan(0.6);
  expect(table(points('notion.limiter.queue.length'))).toEqual({ '': 0 });
  expect(table(points('notion.limiter.limit'), 'notion.limiter.bound')).toEqual({ least: 180, most: 180 });
  expect(points('notion.redis.reached')).toEqual([]);
  expect(points('notion.cache.lookups').map(({ attributes }) => attributes)).toContainEqual({
    'notion.cache.kind': 'card',
    'notion.cache.result': 'hit',
  });

  const sizes = points('notion.answer.size');
  expect(table(sizes, 'gen_ai.tool.name', 'error.type')).toEqual({
    'notion_search -': 1,
    'notion_search input': 1,
    'notion_query_database -': 2,
  });
  expect(sizes.reduce((total, { sum }) => total + sum, 0)).toBe(
    answers.reduce((total, { text }) => total + text.length, 0),
  );
});

it('tells which connection fails: its id on spans, counts by status in metrics, what came of refreshes', async () => {
  const server = await startSpacesServer(sandbox, {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_BSP_SCHEDULE_DELAY: '20',
  });
  const key = await server.createKey('--space', 'red');
  await server.connect(key, 'red');
  const client = await connectHttp('v2 modern', `${server.origin}/mcp`, key);
  sandbox.failNext({ kind: 'unauthorized' }, 1, /search/);
  expect(await client.callTool('notion_search')).toMatchObject({ isError: false });
  const spans = await receiver.spansUntil('tools/call notion_search');
  const call = spanNamed(spans, 'tools/call notion_search');
  const listed = await server.backend('GET', '/connections?spaceId=red', key);
  expect(await listed.text()).toContain(call.attributes['notion.connection.id']);

  const refresh = spanNamed(spans, 'notion.token.refresh');
  expect(refresh).toMatchObject({ parentSpanId: call.spanId, failed: false });
  expect(childrenOf(spans, refresh).map(({ name }) => name)).toEqual(['POST /v1/oauth/token']);
  const searches = childrenOf(spans, call).filter(({ name }) => name === 'POST /v1/search');
  expect(searches.map(({ attributes }) => attributes['notion.retry.cause'])).toEqual([
    undefined,
    'token_rejected',
  ]);

  await server.close();
  expect(table(receiver.points('notion.token.refreshes'), 'notion.refresh.outcome')).toEqual({ renewed: 1 });
  expect(table(receiver.points('notion.connections'), 'notion.connection.status')).toEqual({
    connected: 1,
    reconnect_needed: 0,
    disconnected: 0,
  });
  expect(receiver.points().filter(({ attributes }) => 'notion.connection.id' in attributes)).toEqual([]);
});

it('counts a connection that Notion ended, and calls that call the error by its name', async () => {
  const own = await startSandbox({ oauth: {} });
  const server = await startSpacesServer(own, { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
  const key = await server.createKey('--space', 'red');
  await server.connect(key, 'red');
  const client = await connectHttp('v2 modern', `${server.origin}/mcp`, key);
  own.oauth.removeAllGrants();
  expect(await client.callTool('notion_search')).toMatchObject({ isError: true });
  await server.close();
  await own.close();
  expect(table(receiver.points('mcp.server.operation.duration'), 'gen_ai.tool.name', 'error.type')).toEqual({
    'notion_search reconnect': 1,
  });
  expect(table(receiver.points('notion.token.refreshes'), 'notion.refresh.outcome')).toEqual({ refused: 1 });
  expect(table(receiver.points('notion.connections'), 'notion.connection.status')).toMatchObject({
    connected: 0,
    reconnect_needed: 1,
  });
});

it('counts webhooks by what came of them, and names no workspace', async () => {
  const server = await startSpacesServer(sandbox, { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
  const token = 'secret_of_a_subscription';
  await shakeHands(server.origin, token);
  const [, fingerprint = ''] = await server.cli.stderrMatch(/webhooks accept (\w+)/);
  await server.run('webhooks', 'accept', fingerprint);
  const event = pageEvent();
  let unsigned = 0;
  // An accepted token counts within two seconds.
  while ((await deliver(server.origin, token, event)).status === 401) {
    unsigned += 1;
  }
  await deliver(server.origin, token, event);
  await deliver(server.origin, token, pageEvent({ type: 'view.created' }));
  await deliver(server.origin, token, pageEvent({ timestamp: '2020-01-01T00:00:00.000Z' }));
  await deliver(server.origin, token, { hello: 'world' });
  await deliver(server.origin, 'secret_of_somebody_else', event);
  await server.close();
  expect(table(receiver.points('notion.webhooks'), 'notion.webhook.outcome')).toEqual({
    handshake: 1,
    unsigned: unsigned + 1,
    taken: 1,
    repeated: 1,
    ignored: 1,
    late: 1,
    malformed: 1,
  });
  const [point] = receiver.points('notion.webhooks');
  expect(Object.keys(point?.attributes ?? {})).toEqual(['notion.webhook.outcome']);
});

it('counts tokens that nobody issued by where they were presented, and says nothing of them', async () => {
  const server = await startSpacesServer(sandbox, { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
  const unissued = { authorization: 'Bearer nrm_000000000000_not-a-key' };
  await fetch(`${server.origin}/mcp`, { method: 'POST', headers: unissued });
  await fetch(`${server.origin}/integrations/notion/connections?spaceId=a`, { headers: unissued });
  await fetch(`${server.origin}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'x', client_id: 'y' }),
  });
  await server.close();
  const points = receiver.points('notion.authentication.failures');
  expect(table(points, 'notion.authentication.door')).toEqual({ mcp: 1, backend: 1, token: 1 });
  expect(Object.keys(points[0]?.attributes ?? {})).toEqual(['notion.authentication.door']);
});

it('tells how many pages of the search indexes are read, in numbers alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'index-metrics-'));
  const server = await startObservedServer({
    SEARCH_INDEX: 'on',
    DATA_FOLDER: folder,
    NOTION_REQUESTS_PER_MINUTE: '10000',
  });
  const client = await connectHttp('v2 modern', server.url);
  for (let answer = ''; !answer.includes('texts by index');) {
    ({ text: answer } = await client.callTool('notion_search', { query: 'deploy' }));
  }
  await server.stop();
  const points = server.receiver.points('notion.search_index.pages');
  const { read = 0, unread = 0, changed, ...others } = table(points, 'notion.search_index.state');
  expect([changed, others]).toEqual([expect.any(Number), {}]);
  expect(read + unread).toBeGreaterThan(10);
  for (const { attributes } of points) {
    expect(Object.keys(attributes)).toEqual(['notion.search_index.state']);
  }
  await server.close();
  await rm(folder, { recursive: true });
});
