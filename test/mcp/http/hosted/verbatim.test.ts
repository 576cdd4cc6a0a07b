import { Client as ClientV2, StreamableHTTPClientTransport as HttpV2 } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { startHttpServer, type RunningHttpServer } from '../../../../src/mcp/http/http.js';
import { createServerFactory } from '../../../../src/mcp/server.js';
import { silentLog } from '../../../../src/telemetry/log/log.js';
import { clientKinds, type ClientKind } from '../../../support/clients/mcp-clients.js';
import { echo, serverOptions, structured } from '../../../support/sample-tools.js';
import { startProxyServer } from '../../../support/upstream/proxy-server.js';
import { connectionTo } from '../../../support/upstream/raw-upstream.js';

const running: RunningHttpServer[] = [];
let direct: string;
let proxied: string;

beforeEach(async () => {
  // Any MCP server will do in the place of Notion's: what is compared is what clients get with and without the proxy.
  const upstream = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: undefined,
    allowedHosts: [],
    allowedOrigins: [],
    createServer: createServerFactory(serverOptions([echo, structured])),
    log: silentLog,
    drainMilliseconds: 50,
  });
  const tools = [echo, structured].map(({ name }) => ({ name, isReadOnly: true, argumentNames: undefined }));
  const proxy = await startProxyServer(connectionTo(new URL(upstream.url)), { tools });
  running.push(proxy, upstream);
  direct = upstream.url;
  proxied = `${proxy.url}/hosted`;
});

afterEach(async () => {
  for (const server of running.splice(0)) {
    await server.close();
  }
});

/** What a client got: status, and the bytes of each answer, in the order of its requests. */
type Exchange = readonly [method: string, status: number, type: string | null, body: string];

async function exchangesOf(kind: ClientKind, url: string): Promise<readonly Exchange[]> {
  const exchanges: Exchange[] = [];
  const recording = async (address: string | URL, init?: RequestInit): Promise<Response> => {
    const answer = await fetch(address, init);
    const { status, headers } = answer;
    const body = await answer.text();
    exchanges.push([init?.method ?? 'GET', status, headers.get('content-type'), body]);
    return new Response(body, { status, headers });
  };
  const options = { fetch: recording };
  const identity = { name: 'test', version: '0' };
  const input = { query: 'Zürich 🚲\u2028', limit: 3 };
  const call = async (
    client: Pick<ClientV1, 'listTools' | 'close'>,
    run: (name: string, given: object) => Promise<unknown>,
  ) => {
    await client.listTools();
    await run(echo.name, input);
    await run(echo.name, { limit: 'many' });
    await run(structured.name, { fails: true });
    await run(structured.name, {});
    await run('no_such_tool', {}).catch(() => {});
    await client.close();
  };
  if (kind === 'v1') {
    const client = new ClientV1(identity);
    await client.connect(new HttpV1(new URL(url), options));
    await call(client, (name, given) => client.callTool({ name, arguments: { ...given } }));
  } else {
    const mode = kind === 'v2 modern' ? { pin: '2026-07-28' } : 'legacy';
    const client = new ClientV2(identity, { versionNegotiation: { mode } });
    await client.connect(new HttpV2(new URL(url), options));
    await call(client as unknown as ClientV1, (name, given) =>
      client.callTool({ name, arguments: { ...given } }),
    );
  }
  return exchanges;
}

it.each(clientKinds)('a client (%s) gets every byte as without the proxy', async (kind) => {
  const [without, through] = [await exchangesOf(kind, direct), await exchangesOf(kind, proxied)];
  const posts = (list: readonly Exchange[]): readonly Exchange[] =>
    list
      .filter(([method, , , body]) => method === 'POST' && !body.includes('no_such_tool'))
      // A tool that nobody lists is refused here already.
      .filter(([, , , body]) => !/"code":-32602/.test(body));
  expect(posts(through)).toEqual(posts(without));
  expect(posts(through).length).toBeGreaterThan(5);
});
