import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../src/sandbox/server.js';
import { freePort } from '../harness/processes/free-ports.js';
import { closeClients, connectHttp } from '../support/clients/mcp-clients.js';
import { spanNamed } from '../support/servers/observed-server.js';
import { startOtlpReceiver, type OtlpReceiver } from '../support/telemetry/otlp-receiver.js';
import { killAll, startCli, type RunningCli } from '../support/servers/spawn.js';

let sandbox: Sandbox;
let receiver: OtlpReceiver;
beforeAll(async () => {
  [sandbox, receiver] = await Promise.all([startSandbox(), startOtlpReceiver()]);
});
afterEach(async () => {
  await closeClients();
  killAll();
  receiver.clear();
});
afterAll(() => Promise.all([sandbox.close(), receiver.close()]));

const SESSION = [
  {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'test', version: '0' },
    },
  },
  { jsonrpc: '2.0', method: 'notifications/initialized' },
  {
    jsonrpc: '2.0',
    id: 2,
    method: 'tools/call',
    params: { name: 'notion_search', arguments: { query: 'deploy' } },
  },
];

/** One call over stdio, then the client closes its end. Gives what was written to standard output. */
async function callOverStdio(settings: Record<string, string>): Promise<RunningCli> {
  const cli = startCli([], { NOTION_TOKEN: SANDBOX_TOKEN, NOTION_API_URL: sandbox.url, ...settings });
  cli.child.stdin.write(SESSION.map((message) => `${JSON.stringify(message)}\n`).join(''));
  while (!/"id":2/.test(cli.stdout())) {
    await new Promise((resolve) => cli.child.stdout.once('data', resolve));
  }
  cli.child.stdin.end();
  expect(await cli.ended).toBe(0);
  const messages = cli.stdout().split('\n').filter(Boolean);
  expect(messages.map((line) => (JSON.parse(line) as { id: number }).id)).toEqual([1, 2]);
  return cli;
}

async function serve(settings: Record<string, string>): Promise<RunningCli & { readonly url: string }> {
  const cli = startCli(['serve'], {
    NOTION_TOKEN: SANDBOX_TOKEN,
    NOTION_API_URL: sandbox.url,
    PORT: '0',
    ...settings,
  });
  const [, url = ''] = await cli.stderrMatch(/serving MCP at (http[^\s"]+)/);
  return { ...cli, url };
}

describe('stdio', () => {
  it('sends what it has kept when the client closes its end', async () => {
    await callOverStdio({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
    expect(spanNamed(receiver.spans(), 'tools/call notion_search').attributes).toMatchObject({
      'network.transport': 'pipe',
      'mcp.protocol.version': '2025-11-25',
    });
    expect(receiver.points('mcp.server.operation.duration')).toHaveLength(1);
  });

  it('does not load the SDK unless telemetry is asked for', async () => {
    const loaded = async (settings: Record<string, string>): Promise<boolean> =>
      (await callOverStdio({ NODE_DEBUG: 'esm', ...settings }))
        .stderr()
        .includes('/package-opentelemetry-sdk-node.js');
    expect(await loaded({ OTEL_SERVICE_NAME: 'x' })).toBe(false);
    expect(await loaded({ OTEL_TRACES_EXPORTER: 'otlp' })).toBe(true);
  });

  it('keeps standard output for the protocol, whatever exporter and log level are asked for', async () => {
    const cli = await callOverStdio({
      OTEL_TRACES_EXPORTER: 'console',
      OTEL_METRICS_EXPORTER: 'console',
      OTEL_LOG_LEVEL: 'verbose',
    });
    expect(cli.stderr()).toContain("'gen_ai.tool.name': 'notion_search'");
  });
});

describe('nothing is sent', () => {
  it.each<[string, Record<string, string>]>([
    ['OTEL_SDK_DISABLED is true', { OTEL_SDK_DISABLED: 'true' }],
    ['both exporters are none', { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' }],
  ])('if %s', async (_name, settings) => {
    await callOverStdio({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...settings });
    expect(receiver.everything()).toBe('');
  });

  it('of a signal that nobody asked for', async () => {
    await callOverStdio({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_METRICS_EXPORTER: 'none' });
    expect(receiver.spans().length).toBeGreaterThan(0);
    expect(receiver.points()).toEqual([]);
  });
});

it('names the service as the operator wants', async () => {
  await callOverStdio({
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_SERVICE_NAME: 'notion-of-red',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=staging',
  });
  expect(spanNamed(receiver.spans(), 'tools/call notion_search').resource).toMatchObject({
    'service.name': 'notion-of-red',
    'deployment.environment.name': 'staging',
  });
});

describe('a collector that', () => {
  it('is not there disturbs neither calls nor the end', async () => {
    const cli = await serve({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}` });
    const client = await connectHttp('v2 modern', cli.url);
    expect(await client.callTool('notion_search')).toMatchObject({ isError: false });
    cli.child.kill('SIGTERM');
    expect(await cli.ended).toBe(0);
    expect(cli.stderr()).toMatch(/could not send|ECONNREFUSED/);
  });

  it('takes everything and answers nothing does not hold up the end', async () => {
    const silent = createServer((socket) => socket.on('error', () => {}).resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const cli = await callOverStdio({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
    expect(cli.stderr()).toContain('could not send the last telemetry');
    silent.close();
  });

  it('has no address at all is told, and the tools are served', async () => {
    const cli = await callOverStdio({ OTEL_EXPORTER_OTLP_ENDPOINT: 'no address' });
    expect(cli.stderr()).toMatch(/telemetry/);
  });
});

describe('metrics in the form of Prometheus', () => {
  it('are served to this machine only unless told otherwise', async () => {
    const port = await freePort();
    const cli = await serve({
      OTEL_METRICS_EXPORTER: 'prometheus',
      OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
    });
    const client = await connectHttp('v1', cli.url);
    await client.callTool('notion_search');
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(text).toMatch(/^mcp_server_operation_duration_count\{.*gen_ai_tool_name="notion_search".*\} 1$/m);
    expect(text).toMatch(/^http_client_request_duration_bucket\{.*url_template="\/v1\/search"/m);
    const addresses = Object.values(networkInterfaces()).flatMap((list) =>
      (list ?? []).filter(({ internal, family }) => !internal && family === 'IPv4'),
    );
    for (const { address } of addresses) {
      await expect(fetch(`http://${address}:${port}/metrics`)).rejects.toThrow();
    }
    expect((await fetch(new URL('/metrics', cli.url))).status).toBe(404);
    cli.child.kill('SIGTERM');
    expect(await cli.ended).toBe(0);
  });

  it('on a port in use are told of, and the tools are served', async () => {
    const occupant = createServer();
    await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
    const cli = await callOverStdio({
      OTEL_METRICS_EXPORTER: 'prometheus',
      OTEL_EXPORTER_PROMETHEUS_PORT: String((occupant.address() as AddressInfo).port),
    });
    expect(cli.stderr()).toContain('EADDRINUSE');
    occupant.close();
  });
});
