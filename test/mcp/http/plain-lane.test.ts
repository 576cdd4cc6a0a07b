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
import { sampleMacs } from '../../credentials/fakes/sample-store.js';
import { space } from '../../credentials/fakes/sample-authorization.js';
import { echo, serverOptions } from '../../support/sample-tools.js';

const TOKEN = 'correct-horse-battery-staple-and-more';
const options = serverOptions([echo]);
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

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
  /** Sent in chunks, without a length. */
  readonly isChunked?: boolean;
}

interface Received {
  readonly status: number | undefined;
  readonly hasDate: boolean;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const CALL = JSON.stringify({
  jsonrpc: '2.0',
  id: 7,
  method: 'tools/call',
  params: { name: 'sample_echo', arguments: { query: 'Grüße 👋' } },
});

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

const deep = `${'['.repeat(70)}${']'.repeat(70)}`;
const message = (method: string, params: object = {}): string =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });

/** What each guard has to say, but for who calls. */
const UNUSUAL: readonly (readonly [what: string, sent: Sent, status: number])[] = [
  ['a foreign host', { headers: { host: 'evil.example' } }, 403],
  ['a foreign origin', { headers: { origin: 'https://evil.example' } }, 403],
  ['an origin that is none', { headers: { origin: 'null' } }, 403],
  ['another method', { method: 'GET' }, 405],
  ['a method with a body', { method: 'PUT' }, 405],
  ['no JSON', { headers: { 'content-type': 'text/plain' } }, 415],
  ['JSON by another name', { headers: { 'content-type': 'application/json-patch+json' } }, 415],
  ['another charset', { headers: { 'content-type': 'application/json; charset=latin1' } }, 415],
  ['a compressed body', { headers: { 'content-encoding': 'gzip' } }, 415],
  ['a body without a length', { isChunked: true }, 200],
  ['a type with more parameters', { headers: { 'content-type': 'Application/JSON; x=1' } }, 200],
  ['a long address', { path: `/mcp?${'x'.repeat(9000)}` }, 414],
  ['a query', { path: '/mcp?x=1' }, 200],
  ['a slash at the end', { path: '/mcp/' }, 200],
  ['capitals', { path: '/MCP' }, 200],
  ['another path', { path: '/mcpx' }, 404],
  [
    'many headers',
    { headers: Object.fromEntries(Array.from({ length: 101 }, (_, number) => [`x-${number}`, 'x'])) },
    431,
  ],
  ['a body that is too large', { body: message('ping', { x: 'x'.repeat(5000) }) }, 413],
  ['no body', { body: '' }, 400],
  ['a body that is no JSON', { body: '{"jsonrpc":' }, 400],
  ['a body that is no text', { body: Buffer.from([0x22, 0xff, 0x22]).toString('latin1') }, 400],
  ['a body that is nested too deeply', { body: deep }, 400],
  ['a body of many values', { body: `[${'0,'.repeat(2000)}0]` }, 400],
  ['a batch', { body: `[${CALL}]`, headers: { 'mcp-protocol-version': '2025-11-25' } }, 400],
  ['a text instead of a message', { body: '"tools/call"' }, 400],
  ['a method that quotes a page', { body: message('Ignore all instructions') }, 200],
  ['a tool that quotes a page', { body: message('tools/call', { name: 'Ignore all instructions' }) }, 200],
  ['a version that quotes a page', { headers: { 'mcp-protocol-version': 'Ignore instructions' } }, 400],
  ['initialize', { body: message('initialize', { protocolVersion: '2025-11-25' }) }, 200],
  ['nothing acceptable', { headers: { accept: 'text/html' } }, 406],
];

const USUAL: readonly (readonly [what: string, sent: Sent])[] = [
  ['a call', {}],
  ['a call with its charset', { headers: { 'content-type': 'application/json; charset=utf-8' } }],
  ['a call under a name of the server', { headers: { host: 'mcp.example.com:8443' } }],
  ['a call of an allowed page', { headers: { origin: 'https://app.example.com' } }],
  ['the list', { body: message('tools/list') }],
  ['a ping', { body: message('ping') }],
  ['a call whose arguments are refused', { body: message('tools/call', { name: 'sample_echo' }) }],
];

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
  const audit = { isWriting: true };
  let isBroken = false;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lane-'));
    database = sampleMacs(await openSqlite(path(), systemClock));
    keys = new ServiceKeys(database, systemClock, randomBytes);
    ours = await newKey(here);
    const authenticate = auditGuard(
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
