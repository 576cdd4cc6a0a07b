import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { startHttpServer, type RunningHttpServer } from '../../src/mcp/http/http.js';
import { createServerFactory } from '../../src/mcp/server.js';
import { activeTraceIds } from '../../src/telemetry/running.js';
import { silentLog, type Log } from '../../src/telemetry/log/log.js';
import { startTelemetry, type Telemetry } from '../../src/telemetry/start.js';
import { closeClients, connectHttp } from '../support/clients/mcp-clients.js';
import { spanNamed } from '../support/servers/observed-server.js';
import { startOtlpReceiver, type OtlpReceiver } from '../support/telemetry/otlp-receiver.js';
import { failing, serverOptions } from '../support/sample-tools.js';

/* Failures that no tool of the catalogue has: the server runs in this process, with tools that break. */

let receiver: OtlpReceiver;
let telemetry: Telemetry;
let server: RunningHttpServer;
const logged: unknown[] = [];
const log: Log = { ...silentLog, error: () => void logged.push(activeTraceIds()) };

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = receiver.url;
  process.env['OTEL_BSP_SCHEDULE_DELAY'] = '20';
  telemetry = await startTelemetry(
    { traces: true, metrics: true, logLevel: 'NONE' },
    { version: '1.2.3', log },
  );
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: undefined,
    allowedHosts: [],
    allowedOrigins: [],
    createServer: createServerFactory(serverOptions([failing], log)),
    log,
    drainMilliseconds: 1000,
  });
});
afterEach(async () => {
  await closeClients();
  receiver.clear();
});
afterAll(async () => {
  await server.close();
  await telemetry.end();
  await receiver.close();
});

it.each([
  ['bug', 'internal'],
  ['string', 'internal'],
  ['report', 'report'],
  ['input', 'input'],
])(
  'a tool that fails with a %s is an error of the class %s, and nothing of it is exported',
  async (how, type) => {
    const client = await connectHttp('v2 modern', server.url);
    expect(await client.callTool('sample_fail', { how })).toMatchObject({ isError: true });
    const spans = await receiver.spansUntil('tools/call sample_fail');
    expect(spanNamed(spans, 'tools/call sample_fail')).toMatchObject({
      failed: true,
      statusMessage: '',
      events: [],
      attributes: { 'error.type': type },
    });
    expect(receiver.everything()).not.toMatch(/secret|Statsu|strangely|TypeError|\.[jt]s:\d/);
  },
);

it('what is logged of a call can be found in its trace', async () => {
  logged.length = 0;
  const client = await connectHttp('v1', server.url);
  await client.callTool('sample_fail', { how: 'bug' });
  const spans = await receiver.spansUntil('tools/call sample_fail');
  const { traceId, spanId } = spanNamed(spans, 'tools/call sample_fail');
  expect(logged).toEqual([{ traceId, spanId }]);
});
