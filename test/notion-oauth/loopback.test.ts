import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startLoopbackConnect, type LoopbackConnectOptions } from '../../src/notion-oauth/loopback.js';
import { LOOPBACK_PORTS, LoopbackConnectError } from '../../src/notion-oauth/listen-on-loopback.js';
import { tokenEndpointOf } from '../../src/notion-oauth/token-endpoint.js';
import type { Credentials } from '../../src/credentials/credentials.js';
import type { Connection } from '../../src/credentials/connections/read-connections.js';
import { IN_MEMORY, openSqlite } from '../../src/database/sqlite/sqlite.js';
import { silentLog } from '../../src/telemetry/log/log.js';
import { OauthClient } from '../../src/notion-oauth/oauth.js';
import { createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../src/sandbox/oauth/options.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.js';
import { ManualClock } from '../credentials/fakes/manual-clock.js';
import { credentialsOn, storeOn } from '../credentials/fakes/sample-store.js';
import { Browser, wordsOf } from './browser.js';
import { space } from './connect-server.js';

let sandbox: Sandbox;
let credentials: Credentials;
let clock: ManualClock;
let oauth: OauthClient;
const browser = new Browser();

beforeEach(async () => {
  sandbox = await startSandbox({ workspace: createWorkspace({ name: 'Home' }) });
  clock = new ManualClock();
  oauth = new OauthClient({
    clientId: SANDBOX_CLIENT_ID,
    clientSecret: SANDBOX_CLIENT_SECRET,
    apiUrl: sandbox.url,
  });
  credentials = credentialsOn(storeOn(await openSqlite(IN_MEMORY, clock), clock), tokenEndpointOf(oauth));
});

afterEach(async () => {
  await credentials.close();
  await sandbox.close();
});

/** Starts to connect; `link` is what the terminal shows. */
function connect(options: Partial<LoopbackConnectOptions> = {}): {
  connected: Promise<Connection>;
  link: Promise<string>;
} {
  let announce = (_url: string): void => {};
  const link = new Promise<string>((resolve) => (announce = resolve));
  const connected = startLoopbackConnect({
    oauth,
    credentials,
    clock,
    randomBytes,
    log: silentLog,
    spaceId: space('desktop'),
    ports: [0],
    announce,
    ...options,
  });
  // Tests look at it later; until then a rejection is not forgotten but expected.
  connected.catch(() => undefined);
  return { connected, link };
}

async function occupy(): Promise<{ port: number; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, server };
}

it('connects, answers the browser, and leaves no server behind', async () => {
  const { connected, link } = connect();
  const url = await link;
  expect(new URL(url).hostname).toBe('127.0.0.1');
  const shown = await browser.walk(url);
  expect([shown.status, wordsOf(shown.html)]).toEqual([200, expect.stringMatching(/Home is connected/)]);
  const connection = await connected;
  expect(await credentials.connectionsOf(space('desktop'))).toEqual([connection]);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

it('takes the next port where one is in use, and says which if all are', async () => {
  const busy = await occupy();
  const { connected, link } = connect({ ports: [busy.port, 0] });
  expect(new URL(await link).port).not.toBe(String(busy.port));
  await browser.walk(await link);
  await connected;
  await expect(connect({ ports: [busy.port] }).connected).rejects.toThrow(
    new LoopbackConnectError(
      `Port ${busy.port} of 127.0.0.1 is in use. Close what listens there, or register and set another port.`,
    ),
  );
  busy.server.close();
});

it('has standard ports that every user may listen on and no system hands out', () => {
  expect(LOOPBACK_PORTS.length).toBeGreaterThan(1);
  expect(LOOPBACK_PORTS.every((port) => port > 1024 && port < 32_768)).toBe(true);
});

describe('ends without a connection', () => {
  it.each([
    ['cancel', undefined, /not allowed in Notion/],
    ['allow', 'unauthorized', /does not accept this server/],
  ] as const)('when somebody chooses %s and Notion says %s', async (decision, fault, message) => {
    const { connected, link } = connect();
    const callback = await browser.walkToCallback(await link, { decision });
    if (fault !== undefined) {
      sandbox.failNext({ kind: fault }, 1, /oauth\/token/);
    }
    const shown = await browser.open(callback);
    expect(shown.status).toBeGreaterThanOrEqual(400);
    await expect(connected).rejects.toThrow(message);
    expect(await credentials.connectionsOf(space('desktop'))).toEqual([]);
  });

  it('when nobody comes back in time', async () => {
    const { connected, link } = connect({ timeoutMilliseconds: 5000 });
    const url = await link;
    await clock.advance(5000);
    await expect(connected).rejects.toThrow(/Timed out waiting/);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('when the person stops it', async () => {
    const controller = new AbortController();
    const { connected, link } = connect({ signal: controller.signal });
    await link;
    controller.abort();
    await expect(connected).rejects.toThrow(/was cancelled/);
  });
});

it('goes on waiting when somebody else comes along', async () => {
  const { connected, link } = connect();
  const callback = await browser.walkToCallback(await link);
  expect((await new Browser().open(callback)).status).toBe(403);
  expect((await browser.open(`${new URL(callback).origin}/elsewhere`)).status).toBe(404);
  const early = await Promise.race([connected, delay(5, 'still waiting')]);
  expect(early).toBe('still waiting');
  await browser.open(callback);
  expect((await connected).workspace.name).toBe('Home');
});
