import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChatServing } from '../../../src/app/chat/chat-serving.js';
import type { GuardedFetch } from '../../../src/http/fetch/guarded-fetch.js';
import { startServer } from '../../../src/app/http-server.js';
import { spacesServerSetup } from '../../../src/app/multi-space-server.js';
import type { OpenStore } from '../../../src/app/open-store.js';
import { servedTools } from '../../../src/app/served-tools.js';
import { workspaceWith } from '../../../src/sandbox/build/ready-made.js';
import { addPerson } from '../../../src/sandbox/build/workspace-builder.js';
import { SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET } from '../../../src/sandbox/oauth/options.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.js';
import type { Log } from '../../../src/telemetry/log/log.js';
import { freePort } from '../../harness/processes/free-ports.js';
import { REDIRECT } from './oauth-apps.js';
import { newAddress, Person } from './person.js';
import { writeTools } from '../../../src/write-catalogue.js';

/** A whole server in this process, with a sandbox as Notion. */
export interface OauthServer {
  readonly origin: string;
  readonly mcpUrl: string;
  readonly sandbox: Sandbox;
  readonly store: OpenStore;
  /** Messages and fields of everything that was logged. */
  readonly logged: string[];
  person(): Person;
  post(path: string, body: Record<string, string>, headers?: Record<string, string>): Promise<Reply>;
  /** Registers a public client. */
  register(metadata?: Record<string, unknown>): Promise<Reply>;
  /** A request to the MCP endpoint. */
  callMcp(token: string | undefined, path?: string, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Record<string, string>;
}

/** Gus and Vera are in both workspaces, Nora in North and Sam in South only. */
export const GUS = { north: /gus@north/, south: /gus@south/ };
export const VERA = { north: /vera@north/, south: /vera@south/ };
export const NORA = /Nora North/;
export const SAM = /Sam South/;

export async function startOauthServer(
  options: {
    readonly fetchDocument?: GuardedFetch;
    readonly publicUrl?: string;
    readonly makesChanges?: boolean;
    /** Without them there is no client of the REST API's OAuth. */
    readonly hasPeople?: boolean;
    readonly hasHosted?: boolean;
    /** The route that passes messages on; it is there where hosted connections are. */
    readonly hasProxy?: boolean;
    /** Absent for a server without a chat. */
    readonly chat?: Pick<ChatServing, 'settings' | 'otherServers'>;
  } = {},
): Promise<OauthServer> {
  const north = workspaceWith({ name: 'North', rows: 3 }).workspace;
  const south = workspaceWith({ name: 'South', rows: 2 }).workspace;
  addPerson(north, 'Nora North', null);
  addPerson(south, 'Sam South', null);
  for (const name of ['Gus', 'Vera']) {
    const email = (place: string): string => `${name.toLowerCase()}@${place}.example`;
    const id = addPerson(north, `${name} Both`, email('north'));
    south.users.set(id, { id, name: `${name} Both`, email: email('south'), bot: false });
  }
  const sandbox = await startSandbox({ workspace: north, oauth: { workspaces: [south] } });
  const folder = await mkdtemp(join(tmpdir(), 'notion-oauth-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const logged: string[] = [];
  const say =
    (level: string) =>
    (message: string, fields: object = {}): void => {
      logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
    };
  const log: Log = { info: say('info'), warn: say('warn'), error: say('error') };
  const http = { host: '127.0.0.1', port, authToken: undefined, allowedHosts: [], allowedOrigins: [] };
  const settings = {
    apiUrl: sandbox.url,
    callDeadlineMilliseconds: 5000,
    requestsPerMinute: 180,
    lockdown: undefined,
    writes: options.makesChanges === true ? { mode: 'on' as const, roots: undefined } : undefined,
    callLimits: { perSpace: 100, overall: 1000 },
    http,
  };
  const served = servedTools(
    {
      toolsets: ['read'],
      tools: undefined,
      excludeTools: undefined,
      readOnly: options.makesChanges !== true,
      extraRequests: 0,
    },
    options.makesChanges === true ? writeTools : [],
  );
  const randomText = (): string => 'b0b0b0b0';
  const { setup, store } = await spacesServerSetup(
    {
      storage: { folder, keys: [] },
      oauth:
        options.hasPeople === false
          ? undefined
          : { clientId: SANDBOX_CLIENT_ID, clientSecret: SANDBOX_CLIENT_SECRET },
      publicUrl: options.publicUrl ?? origin,
      returnOrigins: [],
      ...(options.hasHosted === true
        ? {
            hosted: {
              serverUrl: sandbox.hosted.resource,
              clientId: undefined,
              redirectUri: undefined,
              returnBaseUrl: undefined,
              stateTtlMs: 600_000,
            },
            hostedProxy: options.hasProxy === false ? undefined : { tools: undefined },
          }
        : {}),
      audit: { reads: false, days: undefined, failure: 'open' },
      chat: options.chat && { ...options.chat, served, version: '0', randomText },
    },
    settings,
    { log },
    options.fetchDocument === undefined ? {} : { fetchDocument: options.fetchDocument },
  );
  const server = await startServer(setup, settings, served, { log, version: '0', randomText } as never);
  const post: OauthServer['post'] = async (path, body, headers = {}) =>
    reply(await fetch(`${origin}${path}`, { method: 'POST', body: new URLSearchParams(body), headers }));
  return {
    origin,
    mcpUrl: `${origin}/mcp`,
    sandbox,
    store,
    logged,
    person: () => new Person(origin),
    post,
    register: async (metadata = {}) =>
      reply(
        await fetch(`${origin}/oauth/register`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-forwarded-for': newAddress() },
          body: JSON.stringify({
            client_name: 'Hand Made',
            redirect_uris: [REDIRECT],
            token_endpoint_auth_method: 'none',
            ...metadata,
          }),
        }),
      ),
    callMcp: (token, path = '/mcp', headers = {}) =>
      fetch(`${origin}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
      }),
    close: async () => {
      await server.close();
      await setup.close();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function reply(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: response.status,
    headers: response.headers,
    json: isJson ? (JSON.parse(text) as Record<string, string>) : {},
  };
}
