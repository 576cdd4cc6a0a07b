import { afterEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { ReconnectError } from '../../../src/errors.js';
import { startHttpServer, type RunningHttpServer } from '../../../src/mcp/http/http.js';
import { createServerFactory } from '../../../src/mcp/server.js';
import { silentLog } from '../../../src/telemetry/log/log.js';
import { say } from '../../../src/text/words.js';
import { defineTool, readOnly, type Tool } from '../../../src/tool.js';
import {
  clientKinds,
  closeClients,
  connectHttp,
  type TestClient,
} from '../../support/clients/mcp-clients.js';
import { failing, reporting, serverOptions } from '../../support/sample-tools.js';

let server: RunningHttpServer | undefined;

afterEach(async () => {
  await closeClients();
  await server?.close();
  server = undefined;
});

async function connect(kind: (typeof clientKinds)[number], tools: readonly Tool[]): Promise<TestClient> {
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: undefined,
    allowedHosts: [],
    allowedOrigins: [],
    createServer: createServerFactory(serverOptions(tools)),
    log: silentLog,
    drainMilliseconds: 1000,
  });
  return connectHttp(kind, server.url);
}

/** Its data have a shape, which clients check. */
const shaped = defineTool({
  name: 'sample_shaped',
  title: 'Shaped',
  description: 'Fails.',
  input: z.object({}),
  output: z.object({ results: z.array(z.string()) }),
  annotations: readOnly,
  run: () => Promise.reject(new ReconnectError(say`Nothing is connected.`, say`Connect.`)),
});

describe.each(clientKinds)('a %s client', (kind) => {
  it.each([
    ['reconnect', { reason: 'reconnect', link: 'https://a.example/go/1' }],
    ['wait', { reason: 'wait', retry_after_seconds: 7 }],
    ['unavailable', { reason: 'unavailable' }],
  ])('reads in data why a call failed: %s', async (fails, reason) => {
    const client = await connect(kind, [reporting]);
    const { text, structured, isError } = await client.callTool('sample_report', { fails });
    expect({ structured, isError }).toEqual({ structured: { ...reason, answer: text }, isError: true });
  });

  it('gets no data where a program can do nothing, or where the data have a shape of their own', async () => {
    const client = await connect(kind, [failing, shaped]);
    expect(await client.callTool('sample_fail', { how: 'input' })).toEqual({
      text: expect.stringContaining('There is no column'),
      isError: true,
    });
    await client.listTools();
    expect(await client.callTool('sample_shaped')).toEqual({
      text: 'Nothing is connected.\nConnect.',
      isError: true,
    });
  });
});
