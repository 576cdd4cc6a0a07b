import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Browser, wordsOf } from './browser.js';
import { APP, space, startConnectServer, type ConnectServer } from './connect-server.js';

let server: ConnectServer;
let browser: Browser;

beforeEach(async () => {
  server = await startConnectServer();
  browser = new Browser();
});

afterEach(async () => {
  await server.close();
});

describe('the whole way', () => {
  it('starts, binds the browser, asks at Notion, stores the connection and says so', async () => {
    const started = await server.call('POST /oauth/start', { body: { spaceId: 'one' } });
    const { authorizeUrl, state } = started.json as { authorizeUrl: string; state: string };
    expect(authorizeUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/integrations\/notion\/oauth\/go\/[\w-]{43}$/);
    expect(authorizeUrl).not.toContain(state);

    const onTheWay = await browser.follow(authorizeUrl);
    expect(onTheWay.status).toBe(200);
    expect(onTheWay.location).toContain(`${server.sandbox.url}/v1/oauth/authorize?`);
    expect(new URL(onTheWay.location).searchParams.get('state')).toBe(state);

    const shown = await browser.walk(authorizeUrl);
    expect([shown.status, wordsOf(shown.html)]).toEqual([
      200,
      '✓ Notion is connected First is connected to one. What to do now You can close this window.',
    ]);
    expect(browser.cookies.size).toBe(0);

    const [connection, ...others] = await server.credentials.connectionsOf(space('one'));
    expect(others).toEqual([]);
    expect(connection).toMatchObject({
      status: 'connected',
      workspace: { name: 'First' },
      owner: { name: 'Ada Quill' },
    });
    const token = await server.credentials.accessTokenOf(space('one'), connection?.id ?? ('' as never));
    const me = await fetch(`${server.sandbox.url}/v1/users/me`, {
      headers: { authorization: `Bearer ${token.accessToken}`, 'notion-version': '2026-03-11' },
    });
    expect(await me.json()).toMatchObject({ id: connection?.botId });
  });

  it('sends the person back to an allowed address', async () => {
    const link = await server.start({ returnTo: `${APP}/settings?tab=notion#top` });
    const shown = await browser.walk(link);
    const [connection] = await server.credentials.connectionsOf(space('one'));
    expect([shown.status, shown.location]).toEqual([
      303,
      `${APP}/settings?tab=notion&notion=connected&connectionId=${connection?.id}#top`,
    ]);
  });

  it('connecting the same person and workspace again keeps one connection, with the newest pair', async () => {
    await browser.walk(await server.start());
    await browser.walk(await server.start());
    const connections = await server.credentials.connectionsOf(space('one'));
    expect(connections).toHaveLength(1);
    await browser.walk(await server.start(), { label: /Bea/ });
    expect(await server.credentials.connectionsOf(space('one'))).toHaveLength(2);
  });

  it('works in two tabs of one browser at once', async () => {
    const [first, second] = [await server.start(), await server.start()];
    const one = await browser.walkToCallback(first);
    const two = await browser.walkToCallback(second, { label: /Bea/ });
    expect((await browser.open(one)).status).toBe(200);
    expect((await browser.open(two)).status).toBe(200);
    expect(await server.stored()).toBe(2);
  });

  it('survives a link that was opened by somebody else first, such as a mail scanner', async () => {
    const link = await server.start();
    await new Browser().open(link);
    expect((await browser.walk(link)).status).toBe(200);
  });

  it('repeats the exchange while Notion has trouble', async () => {
    const callback = await browser.walkToCallback(await server.start());
    server.sandbox.failNext({ kind: 'bad_gateway' }, 2, /oauth\/token/);
    expect((await browser.open(callback)).status).toBe(200);
  });
});

describe('a page that says what to do, and nothing stored', () => {
  const shows = async (shown: { status: number; html: string }, status: number, words: RegExp) => {
    expect([shown.status, wordsOf(shown.html)]).toEqual([status, expect.stringMatching(words)]);
    expect(await server.stored()).toBe(0);
  };

  it('consent denied, with the way back', async () => {
    const link = await server.start({ returnTo: `${APP}/settings` });
    const shown = await browser.walk(link, { decision: 'cancel' });
    expect([shown.status, shown.location]).toEqual([303, `${APP}/settings?notion=denied`]);
    expect(await server.stored()).toBe(0);
  });

  it('consent denied, and nowhere to go back to', async () => {
    const shown = await browser.walk(await server.start(), { decision: 'cancel' });
    await shows(shown, 403, /^! Not connected .*nothing was stored/);
  });

  it('a denied state is used up', async () => {
    const callback = await browser.walkToCallback(await server.start(), { decision: 'cancel' });
    await browser.open(callback);
    await shows(await browser.open(callback), 410, /no longer valid/);
  });

  it('a code that Notion refuses', async () => {
    const url = new URL(await browser.walkToCallback(await server.start()));
    url.searchParams.set('code', 'not-a-code-of-notions');
    await shows(await browser.open(url.href), 400, /did not accept its own code/);
  });

  it('Notion down for long', async () => {
    const callback = await browser.walkToCallback(await server.start());
    server.sandbox.failNext({ kind: 'internal_server_error' }, 3, /oauth\/token/);
    await shows(await browser.open(callback), 503, /Notion did not answer/);
    expect(server.sandbox.requests.filter(({ endpoint }) => endpoint.endsWith('/token'))).toHaveLength(3);
  });

  it.each([
    ['temporarily_unavailable', 503, /Notion did not answer/],
    ['unauthorized_client', 500, /Tell the operator/],
  ])('Notion answering with %s', async (error, status, words) => {
    const url = new URL(await browser.walkToCallback(await server.start()));
    url.searchParams.delete('code');
    url.searchParams.set('error', error);
    await shows(await browser.open(url.href), status, words);
  });

  it('a client secret that Notion does not accept', async () => {
    const wrong = await startConnectServer({ clientSecret: 'wrong' });
    const shown = await browser.walk(await wrong.start());
    await shows(shown, 500, /check its Notion client id/);
    expect(await wrong.stored()).toBe(0);
    await wrong.close();
  });

  it('an expired state, to the millisecond', async () => {
    const callback = await browser.walkToCallback(await server.start());
    await server.clock.advance(600_000);
    await shows(await browser.open(callback), 410, /more than ten minutes old/);
    expect(server.sandbox.requests.some(({ endpoint }) => endpoint.endsWith('/token'))).toBe(false);
  });

  it('an expired or unknown link', async () => {
    const link = await server.start();
    await server.clock.advance(600_000);
    await shows(await browser.open(link), 410, /no longer valid/);
    await shows(await browser.open(`${link.slice(0, -1)}!`), 410, /no longer valid/);
    expect(browser.cookies.size).toBe(0);
  });

  it.each([
    '',
    '?state=x&code=y',
    '?code=y',
    '?state=STATE',
    '?state=STATE&code=',
    '?state=STATE&state=STATE&code=y',
    '?state=STATE&code=y&error=access_denied',
  ])('a callback with the query "%s", which does not use the state up', async (query) => {
    const callback = new URL(await browser.walkToCallback(await server.start()));
    const state = callback.searchParams.get('state') ?? '';
    const url = `${callback.origin}${callback.pathname}${query.replaceAll('STATE', state)}`;
    await shows(await browser.open(url), 400, /link is incomplete/);
    expect((await browser.open(callback.href)).status).toBe(200);
  });
});

describe('a fault of the server', () => {
  it('is a page too, and the log does not quote it', async () => {
    const callback = await browser.walkToCallback(await server.start());
    const fault = new Error('disk full while storing nrt_something');
    Object.assign(server.credentials, { recordConnection: () => Promise.reject(fault) });
    const shown = await browser.open(callback);
    expect([shown.status, wordsOf(shown.html)]).toEqual([
      500,
      expect.stringMatching(/^! Something went wrong/),
    ]);
    expect(server.logged.join('')).toContain('a request failed unexpectedly');
    expect(server.logged.join('') + shown.html).not.toMatch(/disk full|nrt_/);
  });

  it('does not come of a path that cannot be decoded', async () => {
    for (const path of ['/oauth/go/%E0%A4%A', '/connections/%E0%A4%A']) {
      expect((await server.call(`DELETE ${path}`)).status).toBeGreaterThanOrEqual(400);
      const shown = await browser.open(`${server.url}/integrations/notion${path}`);
      expect(shown.status).toBeLessThan(500);
      expect(shown.html).not.toMatch(/ at |URIError/);
    }
    expect(server.logged).toEqual([]);
  });
});

describe('a callback opened twice', () => {
  it('shows that the link is used, asks Notion nothing, and leaves the connection alone', async () => {
    const callback = await browser.walkToCallback(await server.start());
    const cookies = new Map(browser.cookies);
    await browser.open(callback);
    server.sandbox.clearRequests();
    const again = new Browser();
    cookies.forEach((value, name) => again.cookies.set(name, value));
    const shown = await again.open(callback);
    expect([shown.status, wordsOf(shown.html)]).toEqual([
      410,
      expect.stringMatching(/you can close this window/),
    ]);
    expect(server.sandbox.requests).toEqual([]);
    const [connection] = await server.credentials.connectionsOf(space('one'));
    expect(connection).toMatchObject({ status: 'connected', version: 1 });
  });

  it('at the same moment connects once', async () => {
    const callback = await browser.walkToCallback(await server.start());
    const all = await Promise.all([1, 2, 3, 4].map(() => browser.open(callback)));
    expect(all.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 410, 410, 410]);
    expect(server.sandbox.oauth.counts).toMatchObject({ exchanges: 1, familiesRevoked: 0 });
  });
});
