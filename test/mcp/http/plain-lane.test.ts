import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import { authenticatorAtOnce, createAuthenticator } from '../../../src/access/caller.js';
import type { KeySpaces } from '../../../src/access/key-rows.js';
import { ServiceKeys, unlimited } from '../../../src/access/service-keys.js';
import { systemClock } from '../../../src/clock.js';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { openSqlite } from '../../../src/database/sqlite/sqlite.js';
import { AuthenticationThrottle } from '../../../src/http/limits/authentication-throttle.js';
import { ToolRequests } from '../../../src/mcp/calls/tool-requests.js';
import { admitKey, admitRecorded, type AdmitAtOnce } from '../../../src/mcp/http/guards/admit-at-once.js';
import { auditGuard } from '../../../src/mcp/http/guards/audit-guard.js';
import { spaceGuard } from '../../../src/mcp/http/guards/space-guard.js';
import {
  startHttpServer,
  type HttpServerOptions,
  type RunningHttpServer,
} from '../../../src/mcp/http/http.js';
import { createServerFactory } from '../../../src/mcp/server.js';
import { silentLog } from '../../../src/telemetry/log/log.js';
import type { Tool } from '../../../src/tool.js';
import { createToolChooser } from '../../../src/toolsets.js';
import { sampleMacs } from '../../credentials/fakes/sample-store.js';
import { space } from '../../credentials/fakes/sample-authorization.js';
import { CALL, UNUSUAL, USUAL, type Sent } from './fakes/http-requests.js';
import { echo, serverOptions, structured } from '../../support/sample-tools.js';

const TOKEN = 'correct-horse-battery-staple-and-more';
const chooseTools = createToolChooser<Tool>(
  { read: [echo], data: [structured] },
  { toolsets: ['read'], readOnly: true },
);
const options = { ...serverOptions([echo]), chooseTools };
const here = space('here');

/** The same server twice: one has the lane, the other only the guards. */
interface Pair {
  readonly lane: RunningHttpServer;
  readonly guards: RunningHttpServer;
}

const running: RunningHttpServer[] = [];
async function start(own: Partial<HttpServerOptions>, hasLane: boolean): Promise<RunningHttpServer> {
  const requests = new ToolRequests(options);
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: undefined,
    allowedHosts: ['mcp.example.com'],
    allowedOrigins: ['https://app.example.com'],
    createServer: createServerFactory(options, requests),
    chooseTools,
    log: silentLog,
    drainMilliseconds: 50,
    limits: { maxBodyBytes: 4096 },
    ...(hasLane ? { direct: { requests, version: options.version, mayAsk: false } } : {}),
    ...own,
  });
  running.push(server);
  return server;
}

async function startPair(own: Partial<HttpServerOptions>): Promise<Pair> {
  return { lane: await start(own, true), guards: await start(own, false) };
}

interface Received {
  readonly status: number | undefined;
  readonly hasDate: boolean;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function send(server: RunningHttpServer, sent: Sent): Promise<Received> {
  const { method = 'POST', path = '/mcp', headers = {}, body = CALL, isChunked = false } = sent;
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        hostname,
        port,
        method,
        path,
        // A request that ends before its body does must not share a connection with the next.
        agent: false,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...(isChunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': Buffer.byteLength(body) }),
          ...headers,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          const {
            date,
            connection: _c,
            'content-length': _l,
            'transfer-encoding': _t,
            ...kept
          } = response.headers;
          const { 'keep-alive': _k, ...others } = kept;
          resolve({ status: response.statusCode, hasDate: date !== undefined, headers: others, body: text });
        });
      },
    );
    request.on('error', reject);
    request.end(method === 'GET' ? undefined : body);
  });
}

async function bothWays({ lane, guards }: Pair, sent: Sent): Promise<Received> {
  const [one, other] = [await send(lane, sent), await send(guards, sent)];
  expect(one).toEqual(other);
  return one;
}

afterAll(async () => {
  await Promise.all(running.map((server) => server.close()));
});

describe.each([
  ['a server without a token', undefined, {}],
  ['a server with a token', TOKEN, { authorization: `Bearer ${TOKEN}` }],
] as const)('%s answers the same with the lane and without', (_what, authToken, authorized) => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await startPair({ authToken });
  });
  const withToken = (sent: Sent): Sent => ({ ...sent, headers: { ...authorized, ...sent.headers } });

  it.each(USUAL)('%s', async (_usual, sent) => {
    expect((await bothWays(pair, withToken(sent))).status).toBe(200);
  });

  it.each(UNUSUAL)('%s', async (_unusual, sent, status) => {
    expect((await bothWays(pair, withToken(sent))).status).toBe(status);
  });
});

describe('a server of spaces answers the same with the lane and without', () => {
  let folder: string;
  let database: CredentialsDatabase;
  let keys: ServiceKeys;
  let ours: string;
  let pair: Pair;
  /** How many requests took the lane. */
  let admitted = 0;
  /** How many requests met the guards, of either server. */
  let guarded = 0;
  const audit = { isWriting: true };
  let isBroken = false;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lane-'));
    database = sampleMacs(await openSqlite(path(), systemClock));
    keys = new ServiceKeys(database, systemClock, randomBytes);
    ours = await newKey(here);
    const guard = auditGuard(
      true,
      audit,
    )(
      spaceGuard(
        createAuthenticator(keys, () => Promise.resolve(undefined)),
        { metadataUrl: 'https://mcp.example.com/metadata', scope: 'notion:read' },
        // Nobody is delayed, so that the order of the tests does not matter.
        new AuthenticationThrottle({ log: silentLog, pause: () => Promise.resolve() }),
      ),
    );
    const authenticate: typeof guard = (...parameters) => {
      guarded += 1;
      return guard(...parameters);
    };
    const admit = admitRecorded(true, audit, admitKey(authenticatorAtOnce(keys)));
    const admitAtOnce: AdmitAtOnce = (...parameters) => {
      if (isBroken) {
        throw new Error('The lane is broken.');
      }
      const admission = admit(...parameters);
      admitted += admission === undefined ? 0 : 1;
      return admission;
    };
    pair = await startPair({ authenticate, admitAtOnce });
  });
  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });
  const path = (): string => join(folder, 'state', 'credentials.db');

  const newKey = async (spaces: KeySpaces): Promise<string> => (await keys.create(spaces, 'test')).key;
  const withKey = (key: string, sent: Sent = {}): Sent => ({
    ...sent,
    headers: { authorization: `Bearer ${key}`, ...sent.headers },
  });
  /** The second time the key is known, so that the lane alone answers. */
  const twice = async (
    sent: Sent,
  ): Promise<{ readonly status: number | undefined; readonly took: number }> => {
    await bothWays(pair, sent);
    const before = admitted;
    const { status } = await bothWays(pair, sent);
    return { status, took: admitted - before };
  };

  it.each(USUAL)('%s, which takes the lane to its end', async (_what, sent) => {
    await bothWays(pair, withKey(ours, sent));
    guarded = 0;
    expect((await bothWays(pair, withKey(ours, sent))).status).toBe(200);
    expect(guarded).toBe(1);
  });

  it.each<readonly [string, Sent]>([
    ['names none', {}],
    ['names it in the path', { path: '/mcp/here' }],
    ['names it in a header', { headers: { 'x-space-id': 'here' } }],
    ['names it twice', { path: '/mcp/here', headers: { 'x-space-id': 'here' } }],
  ])('a key of one space %s', async (_what, sent) => {
    expect(await twice(withKey(ours, sent))).toEqual({ status: 200, took: 1 });
  });

  it('a key of all spaces', async () => {
    const all = await newKey('all');
    expect(await twice(withKey(all, { path: '/mcp/here' }))).toEqual({ status: 200, took: 1 });
    expect(await twice(withKey(all))).toEqual({ status: 400, took: 0 });
  });

  it.each<readonly [string, Sent, number]>([
    ['another space', { path: '/mcp/there' }, 404],
    ['a space that is none', { path: '/mcp/-' }, 404],
    ['two spaces', { path: '/mcp/here', headers: { 'x-space-id': 'there' } }, 404],
    ['a space in other letters', { path: '/mcp/h%65re' }, 200],
    ['a part of a path more', { path: '/mcp/here/there' }, 404],
    ['the path of an earlier proxy', { path: '/mcp/notion/proxy' }, 200],
  ])('%s', async (_what, sent, status) => {
    expect(await twice(withKey(ours, sent))).toEqual({ status, took: 0 });
  });

  it.each(UNUSUAL)('%s', async (_unusual, sent, status) => {
    await bothWays(pair, withKey(ours));
    expect((await bothWays(pair, withKey(ours, sent))).status).toBe(status);
  });

  it.each<readonly [string, OutgoingHttpHeaders]>([
    ['no token', {}],
    ['another secret', { authorization: `Bearer nrm_0123456789ab_${'x'.repeat(43)}` }],
    ['an unknown token', { authorization: 'Bearer nobody' }],
    ['another scheme', { authorization: 'Basic abc' }],
  ])('%s', async (_what, headers) => {
    await bothWays(pair, withKey(ours));
    expect((await bothWays(pair, { headers })).status).toBe(401);
  });

  it('a key with the secret of another', async () => {
    const other = await newKey(here);
    await bothWays(pair, withKey(ours));
    await bothWays(pair, withKey(other));
    const mixed = `${ours.slice(0, 17)}${other.slice(17)}`;
    expect((await bothWays(pair, withKey(mixed))).status).toBe(401);
  });

  it('a key that was revoked, with the very next request', async () => {
    const key = await newKey(here);
    expect(await twice(withKey(key))).toEqual({ status: 200, took: 1 });
    await keys.revoke(key.slice(4, 16));
    expect(await twice(withKey(key))).toEqual({ status: 401, took: 0 });
  });

  it('a key that another process changed, with the very next request', async () => {
    const key = await newKey(here);
    expect(await twice(withKey(key))).toEqual({ status: 200, took: 1 });
    // Not by this server's code, which counts the commits of its own process.
    const other = new Libsql(path());
    other.prepare(`update service_keys set revoked_at = 'now' where id = ?`).run(key.slice(4, 16));
    other.close();
    expect(await twice(withKey(key))).toEqual({ status: 401, took: 0 });
  });

  it('a key that was renewed, with the very next request', async () => {
    const key = await newKey(here);
    expect(await twice(withKey(key))).toEqual({ status: 200, took: 1 });
    const renewed = await keys.renew(key.slice(4, 16), 0);
    expect(await twice(withKey(key))).toEqual({ status: 401, took: 0 });
    expect(await twice(withKey('key' in renewed ? renewed.key : ''))).toEqual({ status: 200, took: 1 });
  });

  it('a key whose time is over, though nothing was written', async () => {
    const clock = { ...systemClock, now: () => now };
    let now = new Date();
    const timed = new ServiceKeys(database, clock, randomBytes);
    const expiresAt = new Date(now.getTime() + 60_000);
    const { key } = await timed.create(here, 'test', { ...unlimited, expiresAt });
    expect(timed.authenticateAtOnce(key)).toBeUndefined();
    await timed.authenticate(key);
    expect(timed.authenticateAtOnce(key)).toMatchObject({ spaces: here });
    now = expiresAt;
    expect(timed.authenticateAtOnce(key)).toBeUndefined();
  });

  it('while the lane fails, which admits nobody', async () => {
    isBroken = true;
    expect(await twice(withKey(ours))).toEqual({ status: 200, took: 0 });
    expect((await bothWays(pair, { path: '/mcp/here' })).status).toBe(401);
    isBroken = false;
    expect(await twice(withKey(ours))).toEqual({ status: 200, took: 1 });
  });

  it('while calls cannot be recorded, and again afterwards', async () => {
    await bothWays(pair, withKey(ours));
    audit.isWriting = false;
    expect(await twice(withKey(ours))).toEqual({ status: 503, took: 0 });
    audit.isWriting = true;
    expect(await twice(withKey(ours))).toEqual({ status: 200, took: 1 });
  });
});
