import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CALLBACK_PATH } from '../../src/notion-oauth/settings.js';
import { Browser, fieldsOf, wordsOf } from './browser.js';
import { APP, space, startConnectServer, type ConnectServer } from './connect-server.js';

let server: ConnectServer;
let victim: Browser;
let attacker: Browser;

beforeEach(async () => {
  server = await startConnectServer();
  victim = new Browser();
  attacker = new Browser();
});

afterEach(async () => {
  await server.close();
});

const exchanges = () => server.sandbox.oauth.counts.exchanges;

describe('CSRF', () => {
  it('a callback of the attacker, opened by the victim, connects nothing and can still be ended by its owner', async () => {
    const callback = await attacker.walkToCallback(await server.start());
    const shown = await victim.open(callback);
    expect([shown.status, wordsOf(shown.html)]).toEqual([403, expect.stringMatching(/another browser/)]);
    expect([await server.stored(), exchanges()]).toEqual([0, 0]);
    expect((await attacker.open(callback)).status).toBe(200);
  });

  it('a made-up state connects nothing', async () => {
    const code = server.sandbox.oauth.issueCode(`${server.url}${CALLBACK_PATH}`);
    const shown = await victim.open(`${server.url}${CALLBACK_PATH}?state=${'A'.repeat(43)}&code=${code}`);
    expect(shown.status).toBe(410);
    expect([await server.stored(), exchanges()]).toEqual([0, 0]);
  });

  it('a form of another site cannot call the routes for backends', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' };
    const asForm = { body: 'spaceId=one', headers: form };
    expect((await server.call('POST /oauth/start', { key: null, ...asForm })).status).toBe(401);
    expect((await server.call('POST /oauth/start', asForm)).status).toBe(415);
    const asText = { body: '{"spaceId":"one"}', headers: { 'content-type': 'text/plain' } };
    expect((await server.call('POST /oauth/start', asText)).status).toBe(415);
  });
});

describe('session fixation', () => {
  it('a cookie that was planted is never taken over', async () => {
    const link = await server.start();
    await attacker.open(link);
    const planted = new Map(attacker.cookies);
    planted.forEach((value, name) => victim.cookies.set(name, value));
    const callback = await victim.walkToCallback(link);
    for (const [name, value] of planted) {
      expect(victim.cookies.get(name)).not.toBe(value);
    }
    expect((await attacker.open(callback)).status).toBe(403);
    expect(await server.stored()).toBe(0);
    expect((await victim.open(callback)).status).toBe(200);
  });

  it('an empty or foreign cookie proves nothing', async () => {
    const callback = await victim.walkToCallback(await server.start());
    const [name = ''] = victim.cookies.keys();
    for (const value of ['', 'A'.repeat(43), new URL(callback).searchParams.get('state') ?? '']) {
      attacker.cookies.set(name, value);
      expect((await attacker.open(callback)).status).toBe(403);
    }
    expect(await server.stored()).toBe(0);
  });
});

it('two browsers that swap their states both end with nothing, and each can still finish its own', async () => {
  const one = await victim.walkToCallback(await server.start({ spaceId: 'one' }));
  const two = await attacker.walkToCallback(await server.start({ spaceId: 'two' }), { label: /Bea/ });
  const swapped = (callback: string, other: string): string => {
    const url = new URL(callback);
    url.searchParams.set('state', new URL(other).searchParams.get('state') ?? '');
    return url.href;
  };
  expect((await victim.open(swapped(one, two))).status).toBe(403);
  expect((await attacker.open(swapped(two, one))).status).toBe(403);
  expect([await server.stored(), exchanges()]).toEqual([0, 0]);
  expect((await victim.open(one)).status).toBe(200);
  expect((await attacker.open(two)).status).toBe(200);
  expect(await server.credentials.connectionsOf(space('one'))).toMatchObject([
    { workspace: { name: 'First' } },
  ]);
  expect(await server.credentials.connectionsOf(space('two'))).toMatchObject([
    { workspace: { name: 'Second' } },
  ]);
});

it('a code of another flow does not work in this one', async () => {
  const foreign = new URL(await attacker.walkToCallback(await server.start({ spaceId: 'two' })));
  const own = new URL(await victim.walkToCallback(await server.start()));
  own.searchParams.set('code', foreign.searchParams.get('code') ?? '');
  // Notion binds codes to no state: what keeps them apart is that a code never leaves its own browser.
  expect((await victim.open(own.href)).status).toBe(200);
  expect((await attacker.open(foreign.href)).status).toBe(400);
  expect(await server.credentials.connectionsOf(space('two'))).toEqual([]);
});

describe('what browsers are told', () => {
  it('keeps codes and states to itself', async () => {
    const link = await server.start({ returnTo: `${APP}/done` });
    const shown = [await victim.open(link), await victim.walk(link), await victim.open(link)];
    expect(shown.map(({ status }) => status)).toEqual([200, 303, 410]);
    for (const { headers } of shown) {
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      });
    }
    expect(shown[1]?.location).not.toMatch(/code=|state=/);
  });

  it('marks the cookie for https, for scripts and for other sites', async () => {
    const cookieOf = async (running: ConnectServer): Promise<string> => {
      const link = new URL(await running.start());
      const shown = await victim.open(`${running.url}${link.pathname}`);
      return shown.headers.getSetCookie().join('\n');
    };
    expect(await cookieOf(server)).toMatch(
      /^notion-connect-[0-9a-f]{16}=[\w-]{43}; Max-Age=600; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
    const secure = await startConnectServer({ publicUrl: 'https://mcp.example.com' });
    expect(await cookieOf(secure)).toMatch(
      /^__Host-notion-connect-[0-9a-f]{16}=[\w-]{43}; Max-Age=600; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
    await secure.close();
  });

  it('over https, the same secret under a name that plain http could have planted proves nothing', async () => {
    const secure = await startConnectServer({ publicUrl: 'https://mcp.example.com' });
    const link = `${secure.url}${new URL(await secure.start()).pathname}`;
    const form = fieldsOf((await victim.open(link)).html);
    const rename = (browser: Browser): void => {
      for (const [name, value] of new Map(browser.cookies)) {
        browser.cookies.delete(name);
        browser.cookies.set(name.replace('__Host-', ''), value);
      }
    };
    rename(victim);
    const body = new URLSearchParams({ ...form, decision: 'continue' });
    expect((await victim.open(link, 'POST', body)).status).toBe(403);
    const state = new URL((await attacker.follow(link)).location).searchParams.get('state');
    rename(attacker);
    const callback = `${secure.url}${CALLBACK_PATH}?state=${state}&code=code`;
    expect((await attacker.open(callback)).status).toBe(403);
    expect(await secure.stored()).toBe(0);
    await secure.close();
  });

  it('a look with HEAD neither binds nor uses up', async () => {
    const link = await server.start();
    const callback = await victim.walkToCallback(link);
    expect([
      (await attacker.open(link, 'HEAD')).status,
      (await victim.open(callback, 'HEAD')).status,
    ]).toEqual([405, 405]);
    expect((await victim.open(callback)).status).toBe(200);
  });

  it('the name of a workspace is no HTML', async () => {
    const { workspace } = server.sandbox;
    Object.assign(workspace, { name: '<img src=x onerror=alert(1)>' });
    const { html } = await victim.walk(await server.start());
    expect(html).not.toContain('<img');
    expect(html).toContain('&#60;img src=x onerror=alert(1)&#62; is connected');
  });
});

it('neither logs nor answers hold a token, a code, a state or a secret', async () => {
  const answers: string[] = [];
  const link = await server.start({ returnTo: `${APP}/done` });
  const secrets = [link.slice(-43)];
  const callback = await victim.walkToCallback(link);
  secrets.push(
    ...victim.cookies.values(),
    ...['code', 'state'].map((name) => new URL(callback).searchParams.get(name) ?? '?'),
  );
  server.sandbox.failNext({ kind: 'cut_json' }, 1, /oauth\/token/);
  answers.push((await victim.open(callback)).html);
  const second = await victim.walk(await server.start());
  answers.push(second.html);
  const [connection] = await server.credentials.connectionsOf(space('one'));
  const { accessToken } = await server.credentials.accessTokenOf(
    space('one'),
    connection?.id ?? ('' as never),
  );
  secrets.push(accessToken);
  answers.push((await server.call('GET /connections?spaceId=one')).text);
  answers.push((await server.call(`DELETE /connections/${connection?.id}?spaceId=one`)).text);
  const everything = [...server.logged, ...answers].join('\n');
  expect(server.logged.length).toBeGreaterThan(2);
  for (const secret of secrets) {
    expect(everything).not.toContain(secret);
  }
  expect(everything).not.toMatch(/ntn_|nrt_|secret_/);
});
