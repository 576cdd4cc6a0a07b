import { randomBytes } from 'node:crypto';
import { authoriseWithKeys } from '../access/authorise-with-keys.js';
import type { HttpSettings, OauthSettings, StorageSettings } from '../config/config.js';
import { ConnectFlow } from '../connect/flow.js';
import { oauthStateStore } from '../connect/oauth-state-store.js';
import { createConnectRouter } from '../connect/router.js';
import { systemClock } from '../credentials/clock.js';
import { startHttpServer, type HttpServerOptions, type RunningHttpServer } from '../mcp/http.js';
import { createServerFactory, type McpServerOptions } from '../mcp/server.js';
import { spaceGuard, spaceOfCaller } from '../mcp/space-guard.js';
import { singleWorkspace } from '../mcp/workspaces.js';
import { OauthClient } from '../notion/oauth.js';
import { ConnectLinks } from '../spaces/connect-links.js';
import { ConnectionRegistry } from '../spaces/connection-registry.js';
import { SpaceWorkspaces } from '../spaces/space-workspaces.js';
import { openStore, type OpenStore } from './open-store.js';
import type { Program } from './program.js';
import type { ServedTools } from './served-tools.js';
import { connectWithToken } from './token-connection.js';

/** Milliseconds after the deadline of the last running call, for its answer to be written and sent. */
const DRAIN_MARGIN = 5000;

/** What differs between a server of one token and a server of many spaces. */
export interface Front {
  readonly workspacesOf: McpServerOptions['workspacesOf'];
  readonly http: Pick<HttpServerOptions, 'authenticate' | 'otherRoutes' | 'allowedHosts'>;
  close(): Promise<void>;
}

/** How Notion is reached, and how long a call may take. */
export interface FrontSettings {
  readonly apiUrl: string | undefined;
  readonly callDeadlineMilliseconds: number;
  readonly http: HttpSettings;
}

/** What a server of many spaces is made of. */
export interface SpacesSettings {
  readonly storage: StorageSettings;
  readonly oauth: OauthSettings;
  readonly publicUrl: string;
  readonly returnOrigins: readonly string[];
}

/** One workspace for everybody who may call. */
export function tokenFront(token: string, settings: FrontSettings, program: Program): Front {
  const workspaces = singleWorkspace(connectWithToken(token, settings, program));
  return {
    workspacesOf: () => workspaces,
    http: { allowedHosts: settings.http.allowedHosts },
    close: () => Promise.resolve(),
  };
}

/** Callers have service keys, spaces have connections, people make connections in the browser. */
export async function spacesFront(
  spaces: SpacesSettings,
  { apiUrl, callDeadlineMilliseconds: deadlineMilliseconds, http }: FrontSettings,
  { log }: Program,
): Promise<{ readonly front: Front; readonly store: OpenStore }> {
  const store = await openStore({ ...spaces, apiUrl });
  const { database, credentials, serviceKeys } = store;
  const flowOptions = {
    publicUrl: spaces.publicUrl,
    oauth: new OauthClient({ ...spaces.oauth, apiUrl }),
    credentials,
    states: oauthStateStore(database),
    clock: systemClock,
    randomBytes,
    log,
  };
  const flow = new ConnectFlow(flowOptions);
  const links = new ConnectLinks(async (spaceId) => {
    const started = await flow.start({ spaceId, returnTo: null, reconnects: null, by: 'tool call' });
    return { link: started.authorizeUrl, isOpen: () => flow.isPending(started.state) };
  }, systemClock);
  const registry = new ConnectionRegistry({ apiUrl, deadlineMilliseconds });
  const front: Front = {
    workspacesOf: (caller) => new SpaceWorkspaces(spaceOfCaller(caller), { credentials, registry, links }),
    http: {
      authenticate: spaceGuard(serviceKeys),
      otherRoutes: createConnectRouter({
        ...flowOptions,
        authorise: authoriseWithKeys(serviceKeys),
        returnOrigins: spaces.returnOrigins,
      }),
      allowedHosts: [...http.allowedHosts, new URL(spaces.publicUrl).hostname],
    },
    close: () => credentials.close(),
  };
  return { front, store };
}

/** Serves the tools over HTTP behind the front. Rejects if it cannot listen. */
export function startFront(
  front: Front,
  { http, callDeadlineMilliseconds }: Pick<FrontSettings, 'http' | 'callDeadlineMilliseconds'>,
  served: ServedTools,
  { log, version, randomText }: Program,
): Promise<RunningHttpServer> {
  return startHttpServer({
    ...http,
    ...front.http,
    chooseTools: served.chooseTools,
    createServer: createServerFactory({
      workspacesOf: front.workspacesOf,
      ...served,
      version,
      log,
      now: () => new Date(),
      randomText,
    }),
    log,
    drainMilliseconds: callDeadlineMilliseconds + DRAIN_MARGIN,
  });
}
