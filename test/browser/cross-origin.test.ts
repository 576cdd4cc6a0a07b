import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startHttpServer, type RunningHttpServer } from '../../src/mcp/http/http.js';
import { createServerFactory } from '../../src/mcp/server.js';
import { ToolRequests } from '../../src/mcp/calls/tool-requests.js';
import { silentLog } from '../../src/telemetry/log/log.js';
import { tokenPages } from '../../src/web/browser-pages.js';
import { describeInBrowser, launchBrowser, newPerson } from '../support/clients/browser.js';
import { echo, serverOptions } from '../support/sample-tools.js';
import { serveApp, type SiteServer } from '../web/fakes/site-server.js';

const TOKEN = 'x'.repeat(32);

/** What a client in a page does: a call, then what it reads of the answer. In the page, so it is text. */
const CALL = (url: string, token: string): string => `(async () => {
  const answer = await fetch(${JSON.stringify(url)}, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      authorization: 'Bearer ' + ${JSON.stringify(token)},
      'mcp-protocol-version': '2025-11-25',
      'last-event-id': '1',
      'mcp-session-id': 'none',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'sample_echo', arguments: { query: 'a' } } }),
  });
  return { status: answer.status, challenge: answer.headers.get('www-authenticate'), text: await answer.text() };
})().catch((error) => ({ failed: error.name }))`;

describeInBrowser('scripts of other origins in a real browser', () => {
  let browser: Browser;
  let allowed: SiteServer;
  let other: SiteServer;
  let server: RunningHttpServer;

  beforeAll(async () => {
    browser = await launchBrowser();
    const page = (): Promise<SiteServer> =>
      serveApp((app) => {
        app.get('/', (_request, response) => {
          response.type('html').send('<!doctype html><title>An app</title>');
        });
      });
    [allowed, other] = await Promise.all([page(), page()]);
    const options = serverOptions([echo]);
    const requests = new ToolRequests(options);
    server = await startHttpServer({
      host: '127.0.0.1',
      port: 0,
      authToken: TOKEN,
      allowedHosts: [],
      allowedOrigins: [allowed.origin],
      browserPages: tokenPages('/mcp', true),
      createServer: createServerFactory(options, requests),
      direct: { requests, version: options.version, mayAsk: false },
      log: silentLog,
      drainMilliseconds: 50,
    });
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all([allowed?.close(), other?.close(), server?.close()]);
  });

  it('an allowed one calls, and reads what it is answered, refusals too', async () => {
    const { page, close } = await newPerson(browser);
    await page.goto(allowed.origin);
    expect(await page.evaluate(CALL(server.url, TOKEN))).toEqual({
      status: 200,
      challenge: null,
      text: expect.stringContaining('\\"query\\":\\"a\\"'),
    });
    expect(await page.evaluate(CALL(server.url, 'wrong'))).toEqual({
      status: 401,
      challenge: expect.stringContaining('Bearer'),
      text: expect.stringContaining('MCP_AUTH_TOKEN'),
    });
    await close();
  });

  it('one that is not allowed reads nothing, though it is of this machine', async () => {
    const { page, close } = await newPerson(browser);
    await page.goto(other.origin);
    expect(await page.evaluate(CALL(server.url, TOKEN))).toEqual({ failed: 'TypeError' });
    await close();
  });

  it('a person who opens the endpoint, or the server, gets a page', async () => {
    const { page, problems, close } = await newPerson(browser);
    for (const url of [server.url, new URL('/', server.url).href]) {
      const answer = await page.goto(url);
      expect(answer?.status()).toBe(200);
      expect(await page.textContent('h1')).toBe('This server reads one Notion workspace');
      expect(await page.textContent('pre.address')).toBe(server.url);
    }
    expect(problems).toEqual([]);
    await close();
  });
});
