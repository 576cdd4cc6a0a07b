import { afterEach, describe, expect, it } from '@jest/globals';
import { startHttpServer, type RunningHttpServer } from '../../../../src/mcp/http/http.js';
import { createServerFactory } from '../../../../src/mcp/server.js';
import { silentLog } from '../../../../src/telemetry/log/log.js';
import { createToolChooser, type ToolSettings, type Toolsets } from '../../../../src/toolsets.js';
import {
  clientKinds,
  closeClients,
  connectHttp,
  type ClientKind,
} from '../../../support/clients/mcp-clients.js';
import { echo, failing, serverOptions, structured } from '../../../support/sample-tools.js';

let server: RunningHttpServer | undefined;

afterEach(async () => {
  await closeClients();
  await server?.close();
  server = undefined;
});

const available: Toolsets = { read: [echo, failing], data: [structured] };

async function start(settings: Partial<ToolSettings> = {}, authToken?: string): Promise<string> {
  const chooseTools = createToolChooser(available, {
    toolsets: ['read'],
    readOnly: true,
    ...settings,
  });
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken,
    allowedHosts: [],
    allowedOrigins: [],
    chooseTools,
    createServer: createServerFactory({
      ...serverOptions([]),
      chooseTools,
      instructionsFor: (tools) => tools.map(({ name }) => name).join(' '),
    }),
    log: silentLog,
    drainMilliseconds: 50,
  });
  return server.url;
}

describe.each<ClientKind>([...clientKinds])('a %s client', (kind) => {
  it.each<[string, Record<string, string>, string[]]>([
    ['nothing', {}, ['sample_echo', 'sample_fail']],
    ['empty headers', { 'X-Notion-Tools': '', 'X-Notion-Toolsets': ' , ' }, ['sample_echo', 'sample_fail']],
    ['a toolset', { 'X-Notion-Toolsets': 'data' }, ['sample_structured']],
    [
      'two toolsets',
      { 'x-notion-toolsets': 'Data, read' },
      ['sample_echo', 'sample_fail', 'sample_structured'],
    ],
    ['a tool', { 'X-Notion-Tools': 'sample_fail' }, ['sample_fail']],
    ['all but a tool', { 'X-Notion-Exclude-Tools': 'sample_fail' }, ['sample_echo']],
  ])('that asks for %s has just that', async (_name, headers, expected) => {
    const client = await connectHttp(kind, await start(), undefined, headers);
    expect((await client.listTools()).map(({ name }) => name)).toEqual(expected);
    expect(client.instructions).toBe(expected.join(' '));
  });

  it('cannot call what it did not ask for', async () => {
    const client = await connectHttp(kind, await start(), undefined, { 'X-Notion-Tools': 'sample_echo' });
    await expect(client.callTool('sample_fail', { how: 'input' })).rejects.toThrow(/no tool of this name/);
    expect(await client.callTool('sample_echo', { query: 'a' })).toMatchObject({ isError: false });
  });

  it('cannot get back what the operator left out', async () => {
    const url = await start({ excludeTools: ['sample_echo'] });
    const client = await connectHttp(kind, url, undefined, { 'X-Notion-Toolsets': 'read,data' });
    expect((await client.listTools()).map(({ name }) => name)).toEqual(['sample_fail', 'sample_structured']);
  });
});

describe('a choice that cannot be', () => {
  const send = (url: string, headers: Record<string, string>): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
    });

  it.each<[Record<string, string>, string]>([
    [{ 'X-Notion-Toolsets': 'dta' }, 'X-Notion-Toolsets: there is no toolset dta; did you mean data?'],
    [
      { 'X-Notion-Tools': 'sample_ecco' },
      'X-Notion-Tools: there is no tool sample_ecco; did you mean sample_echo?',
    ],
    [
      { 'X-Notion-Tools': 'sample_structured' },
      'X-Notion-Tools: sample_structured cannot be chosen: it belongs to the toolset data, which is not selected',
    ],
    [
      { 'X-Notion-Exclude-Tools': 'ntn_secret' },
      'X-Notion-Exclude-Tools: there is no such tool; tools are sample_echo, sample_fail, sample_structured',
    ],
    [
      { 'X-Notion-Exclude-Tools': 'sample_echo,sample_fail' },
      'X-Notion-Exclude-Tools: this choice leaves no tool',
    ],
  ])('%j is refused with the reason', async (headers, message) => {
    const response = await send(await start(), headers);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ jsonrpc: '2.0', error: { code: -32_000, message }, id: null });
  });

  it('tells nothing to whoever has no token', async () => {
    const url = await start({}, 'a-token');
    expect((await send(url, { 'X-Notion-Tools': 'sample_ecco' })).status).toBe(401);
  });
});
