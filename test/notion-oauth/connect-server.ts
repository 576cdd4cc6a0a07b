import { randomBytes } from 'node:crypto';
import express from 'express';
import type { Authorize, AuthorizedCaller } from '../../src/notion-oauth/routes/service-key-guard.js';
import { oauthStateStore } from '../../src/notion-oauth/states/oauth-state-store.js';
import { createConnectRouter } from '../../src/notion-oauth/routes/router.js';
import { revokeWith } from '../../src/notion-oauth/revoke-at-notion.js';
import { tokenEndpointOf } from '../../src/notion-oauth/token-endpoint.js';
import type { Clock } from '../../src/clock.js';
import type { Credentials } from '../../src/credentials/credentials.js';
import type { CredentialsDatabase } from '../../src/database/database.js';
import { parseSpaceId, type SpaceId } from '../../src/ids.js';
import { IN_MEMORY, openSqlite } from '../../src/database/sqlite/sqlite.js';
import { createLog } from '../../src/telemetry/log/create-log.js';
import { OauthClient } from '../../src/notion-oauth/oauth.js';
import { workspaceWith } from '../../src/sandbox/build/ready-made.js';
import { addPerson, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../src/sandbox/oauth/options.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/server.js';
import { credentialsOn, sampleMacs, storeOn } from '../credentials/fakes/sample-store.js';
import { ManualClock } from '../credentials/fakes/manual-clock.js';
import { startTestServer } from '../support/servers/test-server.js';

/** A clock that a test moves and that never lets anybody wait. */
export class HastyClock extends ManualClock implements Clock {
  override sleep(): Promise<void> {
    return Promise.resolve();
  }
}

export const APP = 'https://app.example.com';

export function space(text: string): SpaceId {
  const id = parseSpaceId(text);
  if (id === undefined) {
    throw new Error(`${text} is no space id`);
  }
  return id;
}

/** Service keys and what they open. */
const KEYS: Readonly<Record<string, AuthorizedCaller>> = {
  'Bearer key-of-everything': { spaces: 'all', caller: 'all-key' },
  'Bearer key-of-one': { spaces: space('one'), caller: 'one-key' },
  'Bearer key-of-two': { spaces: space('two'), caller: 'two-key' },
};
const authorize: Authorize = ({ headers }) => KEYS[headers.authorization ?? ''];

/** A server with the connect routes, over a sandbox and a database in memory. */
export interface ConnectServer {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly credentials: Credentials;
  readonly clock: HastyClock;
  /** Everything that was logged. */
  readonly logged: string[];
  /** One request of a backend. */
  call(endpoint: string, options?: CallOptions): Promise<Reply>;
  /** Starts a flow for space one and gives the link for the person. */
  start(body?: object): Promise<string>;
  /** How many connections are stored, in all spaces that tests use. */
  stored(): Promise<number>;
  close(): Promise<void>;
}

export interface CallOptions {
  /** Name of a key, such as `one`; `everything` if not given, null for none. */
  readonly key?: string | null;
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

export async function startConnectServer(
  options: {
    readonly publicUrl?: string;
    readonly startsPerMinute?: number;
    readonly clientSecret?: string;
    /** One in memory if not given. */
    readonly openDatabase?: (clock: Clock) => Promise<CredentialsDatabase>;
  } = {},
): Promise<ConnectServer> {
  const second = createWorkspace({ name: 'Second' });
  addPerson(second, 'Bea Person', null);
  const sandbox = await startSandbox({
    workspace: workspaceWith({ name: 'First' }).workspace,
    oauth: { workspaces: [second] },
  });
  const oauth = new OauthClient({
    clientId: SANDBOX_CLIENT_ID,
    clientSecret: options.clientSecret ?? SANDBOX_CLIENT_SECRET,
    apiUrl: sandbox.url,
  });
  const clock = new HastyClock();
  const { openDatabase = (time) => openSqlite(IN_MEMORY, time) } = options;
  const database = sampleMacs(await openDatabase(clock));
  const credentials = credentialsOn(storeOn(database, clock), tokenEndpointOf(oauth));
  const logged: string[] = [];
  const log = createLog({ write: (line) => logged.push(line) }, 'info', () => clock.now());
  // What writes the lines is loaded with the first.
  log.info('begun');
  await log.written();
  logged.length = 0;
  const app = express();
  const server = await startTestServer(app);
  const url = server.origin;
  app.use(
    createConnectRouter({
      publicUrl: options.publicUrl ?? url,
      oauth,
      revoke: revokeWith(oauth, () => Promise.resolve(false), log),
      credentials,
      states: oauthStateStore(database),
      clock,
      randomBytes,
      log,
      authorize,
      returnOrigins: [APP],
      startsPerMinute: options.startsPerMinute ?? 60,
    }),
  );

  const call: ConnectServer['call'] = async (endpoint, { key = 'everything', body, headers = {} } = {}) => {
    const [method = 'GET', path = '/'] = endpoint.split(' ');
    const response = await fetch(`${url}/integrations/notion${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(key === null ? {} : { authorization: `Bearer key-of-${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    };
  };
  return {
    url,
    sandbox,
    credentials,
    clock,
    logged,
    call,
    start: async (body = {}) => {
      const { json } = await call('POST /oauth/start', { body: { spaceId: 'one', ...body } });
      return (json as { authorizeUrl: string }).authorizeUrl;
    },
    stored: async () => {
      const lists = await Promise.all(['one', 'two'].map((name) => credentials.connectionsOf(space(name))));
      return lists.flat().length;
    },
    close: async () => {
      await server.close();
      await credentials.close();
      await sandbox.close();
    },
  };
}
