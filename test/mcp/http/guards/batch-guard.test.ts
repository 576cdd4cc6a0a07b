import { afterEach, describe, expect, it } from '@jest/globals';
import {
  startHttpServer,
  type HttpServerOptions,
  type RunningHttpServer,
} from '../../../../src/mcp/http/http.js';
import { createServerFactory } from '../../../../src/mcp/server.js';
import { silentLog } from '../../../../src/telemetry/log/log.js';
import { echo, serverOptions } from '../../../support/sample-tools.js';

const running: RunningHttpServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function start(options: Partial<HttpServerOptions> = {}): Promise<string> {
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: undefined,
    allowedHosts: [],
    allowedOrigins: [],
    createServer: createServerFactory(serverOptions([echo])),
    log: silentLog,
    drainMilliseconds: 50,
    ...options,
  });
  running.push(server);
  return server.url;
}

async function send(url: string, count: number, version?: string): Promise<Response> {
  const messages = Array.from({ length: count }, (_, id) => ({ jsonrpc: '2.0', id, method: 'ping' }));
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(version === undefined ? {} : { 'mcp-protocol-version': version }),
    },
    body: JSON.stringify(messages),
  });
}

describe('a batch', () => {
  it.each(['2025-06-18', '2025-11-25', '2026-07-28', '9999-12-31', 'x'])(
    'is refused where the protocol has none: %s',
    async (version) => {
      const response = await send(await start(), 2, version);
      expect([response.status, await response.json()]).toEqual([
        400,
        expect.objectContaining({ error: expect.objectContaining({ code: -32_600 }) }),
      ]);
    },
  );

  it.each([undefined, '2024-11-05', '2025-03-26'])('is answered where it has: %s', async (version) => {
    const response = await send(await start(), 20, version);
    expect(response.status).toBe(200);
    const text = await response.text();
    for (let id = 0; id < 20; id += 1) {
      expect(text).toContain(`"id":${id}`);
    }
  });

  it.each([21, 100, 5000])('of %s messages is refused', async (count) => {
    expect((await send(await start(), count)).status).toBe(400);
  });

  it('takes a place for each message, as if they had come alone', async () => {
    // Two requests may be under way for each call that may run.
    const url = await start({ callLimits: { perSpace: 3, overall: 3 } });
    expect((await send(url, 2)).status).toBe(200);
    const refused = await send(url, 7);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
    // All places were given back.
    expect((await send(url, 2)).status).toBe(200);
  });
});
