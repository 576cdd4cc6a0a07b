import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { RunningHttpServer } from '../../../../src/mcp/http/http.js';
import { startProxyServer } from '../../../support/upstream/proxy-server.js';
import { connectionTo, startRawUpstream, type RawUpstream } from '../../../support/upstream/raw-upstream.js';

let upstream: RawUpstream;
let server: RunningHttpServer;

beforeEach(async () => {
  upstream = await startRawUpstream();
  server = await startProxyServer(connectionTo(upstream.url));
});
afterEach(async () => {
  await server.close();
  await upstream.close();
});

// From 2026 on the status says it as well; clients before look into a body only with 200.
it.each([
  ['2025-11-25', 200],
  ['2026-07-28', 404],
])('a method that is not passed on, of a client of %s, is answered with %i', async (version, status) => {
  const answer = await fetch(`${server.url}/hosted`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 7,
      method: 'pages/delete',
      params: { _meta: { 'io.modelcontextprotocol/protocolVersion': version } },
    }),
  });
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ id: 7, error: { code: -32_601 } });
  expect(upstream.seen).toEqual([]);
});
