import { afterAll, beforeAll, expect, it } from '@jest/globals';
import express from 'express';
import { browserLimits } from '../../src/app/browser-limits.js';
import { startTestServer, type TestServer } from '../support/servers/test-server.js';

/** Requests of one address: in a minute, and those that are answered or wait at once. */
const [PER_MINUTE, AT_ONCE] = [300, 160];
const [JSON_TYPE, HTML_TYPE] = ['application/json; charset=utf-8', 'text/html; charset=utf-8'];

let server: TestServer;
let isHeld = false;
let onHeld = (): void => {};

beforeAll(async () => {
  const app = express();
  let arrived = 0;
  app.use((_request, _response, next) => {
    arrived += 1;
    if (isHeld && arrived === AT_ONCE) {
      setImmediate(() => onHeld());
    }
    next();
  });
  app.use(browserLimits(), (_request, response) => {
    if (!isHeld) {
      arrived = 0;
      response.json({ answered: true });
    }
  });
  server = await startTestServer(app);
});
afterAll(() => server.close());

const send = async (
  method: string,
  path: string,
): Promise<{ status: number; type: string | null; retryAfter: string | null; text: string }> => {
  const answer = await fetch(`${server.origin}${path}`, { method });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    retryAfter: answer.headers.get('retry-after'),
    text: await answer.text(),
  };
};

it('tells too many requests to programs as JSON and to people as a page, and counts them together', async () => {
  const passed = new Set<number>();
  for (let number = 0; number < PER_MINUTE; number += 1) {
    passed.add((await send('POST', number % 2 === 0 ? '/api/chat/multi' : '/connections/connect')).status);
  }
  expect([...passed]).toEqual([200]);
  for (const [method, path, type] of [
    ['POST', '/api/chat/multi', JSON_TYPE],
    ['POST', '/api/chat/confirm', JSON_TYPE],
    ['DELETE', '/api/chat/conversations/x', JSON_TYPE],
    ['POST', '/api/notion/connect', JSON_TYPE],
    ['DELETE', '/api/notion/disconnect/x', JSON_TYPE],
    ['POST', '/connections/connect', HTML_TYPE],
    ['POST', '/oauth/consent/x', HTML_TYPE],
    ['POST', '/chat', HTML_TYPE],
    ['POST', '/integrations/notion/oauth/go/x', HTML_TYPE],
    ['POST', '/integrations/notion/mcp/oauth/go/x', HTML_TYPE],
  ] as const) {
    const refused = await send(method, path);
    expect({ path, ...refused }).toMatchObject({ path, status: 429, type });
    expect(Number(refused.retryAfter)).toBeGreaterThan(0);
  }
  expect(JSON.parse((await send('POST', '/api/chat/multi')).text)).toEqual({
    error: 'too_many_requests',
    message: 'Too many requests from this address. Try again in a minute.',
  });
  // Each key has a limit of its own: backends of many people may share an address.
  expect((await send('POST', '/api/notion/oauth/start')).status).toBe(200);
  // Reading is not counted.
  expect((await send('GET', '/connections')).status).toBe(200);
});

it('tells more at once than may wait to programs as JSON and to people as a page', async () => {
  isHeld = true;
  const left = new AbortController();
  const all = new Promise<void>((resolve) => {
    onHeld = resolve;
  });
  const held = Array.from({ length: AT_ONCE }, () =>
    fetch(`${server.origin}/connections`, { signal: left.signal }).catch(() => undefined),
  );
  await all;
  for (const [path, type] of [
    ['/openapi.json', JSON_TYPE],
    ['/.well-known/oauth-authorization-server', JSON_TYPE],
    ['/integrations/notion/connections', JSON_TYPE],
    ['/integrations/notion/oauth/mcp/start', JSON_TYPE],
    ['/api/chat/conversations', JSON_TYPE],
    ['/api/notion/workspaces', JSON_TYPE],
    ['/api/notion/auth', HTML_TYPE],
    ['/connections', HTML_TYPE],
    ['/oauth/authorize', HTML_TYPE],
    ['/', HTML_TYPE],
  ] as const) {
    expect({ path, ...(await send('GET', path)) }).toMatchObject({
      path,
      status: 503,
      type,
      retryAfter: '2',
    });
  }
  left.abort();
  await Promise.all(held);
});
