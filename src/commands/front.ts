import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import { authoriseWithKeys } from '../access/authorise-with-keys.js';
import { authenticateWith } from '../access/caller.js';
import { startAuthorizationServer } from '../authorization/authorization-server.js';
import type { GuardedFetch } from '../authorization/guarded-fetch.js';
import type { HttpSettings } from '../config/http-settings.js';
import type { OauthSettings } from '../config/notion-settings.js';
import type { StorageSettings } from '../config/storage-settings.js';
import { ConnectFlow } from '../connect/flow.js';
import { oauthStateStore } from '../connect/oauth-state-store.js';
import { revokeWith } from '../connect/revoke-at-notion.js';
import { createConnectRouter } from '../connect/router.js';
import { systemClock } from '../credentials/clock.js';
import { CallGate, type CallLimits } from '../mcp/call-gate.js';
import { ConnectConsent } from '../mcp/connect-consent.js';
import { startHttpServer, type HttpServerOptions, type RunningHttpServer } from '../mcp/http.js';
import { createServerFactory, type McpServerOptions } from '../mcp/server.js';
import type { LockdownRule } from '../notion/lockdown.js';
import { fixedCaller, spaceGuard } from '../mcp/space-guard.js';
import { singleWorkspace } from '../mcp/workspaces.js';
import { OauthClient } from '../notion/oauth.js';
import { observeConnections } from '../telemetry/connection-counts.js';
import { ConnectLinks } from '../spaces/connect-links.js';
import { ConnectionRegistry } from '../spaces/connection-registry.js';
import { SpaceWorkspaces } from '../spaces/space-workspaces.js';
import { browserNotFound, siteRoutes } from '../web/site-routes.js';
import { answerRoute } from './answer-route.js';
import { openStore, type OpenStore } from './open-store.js';
import { storeChecks } from './store-checks.js';
import { openLimits, type LimitSettings } from './shared-limits.js';
import { DRAIN_MARGIN, type Program } from './program.js';
import type { ServedTools } from './served-tools.js';
import { sharing } from './sharing.js';
import { connectWithToken } from './token-connection.js';
import { notionWebhooks } from './webhook-routes.js';

/** What differs between a server of one token and a server of many spaces. */
export interface Front {
  readonly workspacesOf: McpServerOptions['workspacesOf'];
  readonly consent?: ConnectConsent;
  readonly http: Pick<
    HttpServerOptions,
    | 'authenticate'
    | 'otherRoutes'
    | 'unanswered'
    | 'allowedHosts'
    | 'readinessChecks'
    | 'usefulChecks'
    | 'questions'
  >;
  close(): Promise<void>;
}

/** How Notion is reached, and how long a call may take. */
export interface FrontSettings extends LimitSettings {
  readonly apiUrl: string | undefined;
  readonly callDeadlineMilliseconds: number;
  readonly callLimits: CallLimits;
  readonly http: HttpSettings;
  /** Whose words are read from workspaces; everybody's if undefined. */
  readonly lockdown: LockdownRule | undefined;
}

/** What a server of many spaces is made of. */
export interface SpacesSettings {
  readonly storage: StorageSettings;
  readonly oauth: OauthSettings;
  readonly publicUrl: string;
  readonly returnOrigins: readonly string[];
}

/** What tests put in place of the outside world. */
export interface FrontSeams {
  /** Fetches the documents of clients, in place of the fetch that reaches the public internet only. */
  readonly fetchDocument?: GuardedFetch;
}

/** One workspace for everybody who may call. */
export async function tokenFront(token: string, settings: FrontSettings, program: Program): Promise<Front> {
  const limits = await openLimits(settings, program.log);
  const connection = connectWithToken(token, settings, limits, program);
  const workspaces = singleWorkspace(() => Promise.resolve(connection));
  return {
    workspacesOf: () => workspaces,
    http: { allowedHosts: settings.http.allowedHosts, usefulChecks: limits.checks },
    close: () => limits.close(),
  };
}

/** Callers have service keys or access tokens, spaces have connections, people make connections in the browser. */
export async function spacesFront(
  spaces: SpacesSettings,
  settings: FrontSettings,
  { log }: Pick<Program, 'log'>,
  { fetchDocument }: FrontSeams = {},
): Promise<{ readonly front: Front; readonly store: OpenStore }> {
  const {
    apiUrl,
    callDeadlineMilliseconds: deadlineMilliseconds,
    requestsPerMinute,
    http,
    lockdown,
  } = settings;
  const store = await openStore({ ...spaces, apiUrl });
  const limits = await openLimits(settings, log);
  const { database, sealer, credentials, serviceKeys } = store;
  const route = answerRoute(spaces.storage, limits.redis);
  const { publicUrl } = spaces;
  const oauth = new OauthClient({ ...spaces.oauth, apiUrl });
  const flowOptions = {
    publicUrl,
    oauth,
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
  const { changes, sharedReads } = sharing(limits.redis, store, log);
  const registry = new ConnectionRegistry({
    apiUrl,
    deadlineMilliseconds,
    requestsPerMinute,
    lockdown,
    windows: limits.windows,
    changes,
    sharedReads,
  });
  observeConnections(() => credentials.countConnections());
  const authorization = await startAuthorizationServer({
    publicUrl,
    store: { database, sealer, clock: systemClock },
    credentials,
    flow,
    revoke: revokeWith(oauth, log),
    randomBytes,
    log,
    fetchDocument,
  });
  const { sessions, connections, goOn } = authorization;
  const otherRoutes = Router();
  otherRoutes.use(notionWebhooks({ store, registry, changes, log }));
  otherRoutes.use(
    createConnectRouter({
      ...flowOptions,
      authorise: authoriseWithKeys(serviceKeys),
      returnOrigins: spaces.returnOrigins,
      goOn,
    }),
  );
  otherRoutes.use(authorization.routes);
  otherRoutes.use(
    siteRoutes({ publicUrl, mcpPath: '/mcp', sessions, connections, now: () => systemClock.now(), log }),
  );
  const front: Front = {
    workspacesOf: (auth) => {
      const { spaceId, app } = fixedCaller(auth);
      return new SpaceWorkspaces(spaceId, {
        credentials,
        registry,
        ...(app === undefined
          ? { links, visible: 'all' }
          : {
              links: { linkFor: () => authorization.linkFor(app) },
              visible: () => authorization.seenBy(app),
            }),
      });
    },
    consent: new ConnectConsent({ sealer, clock: systemClock }),
    http: {
      authenticate: spaceGuard(
        authenticateWith(serviceKeys, authorization.authenticateApp),
        authorization.challenge,
      ),
      otherRoutes,
      unanswered: browserNotFound(publicUrl),
      readinessChecks: storeChecks(database.queries),
      usefulChecks: limits.checks,
      ...(route === undefined ? {} : { questions: { route, milliseconds: deadlineMilliseconds } }),
      allowedHosts: [...http.allowedHosts, new URL(spaces.publicUrl).hostname],
    },
    close: async () => {
      authorization.close();
      await credentials.close();
      await limits.close();
    },
  };
  return { front, store };
}

/** Serves the tools over HTTP behind the front. Rejects if it cannot listen. */
export function startFront(
  front: Front,
  {
    http,
    callDeadlineMilliseconds,
    callLimits,
  }: Pick<FrontSettings, 'http' | 'callDeadlineMilliseconds' | 'callLimits'>,
  served: ServedTools,
  { log, version, randomText }: Program,
): Promise<RunningHttpServer> {
  return startHttpServer({
    ...http,
    ...front.http,
    chooseTools: served.chooseTools,
    createServer: createServerFactory({
      workspacesOf: front.workspacesOf,
      consent: front.consent,
      ...served,
      version,
      calls: new CallGate(callLimits),
      log,
      now: () => new Date(),
      randomText,
    }),
    log,
    callLimits,
    whenStopping: () => front.consent?.stop(),
    drainMilliseconds: callDeadlineMilliseconds + DRAIN_MARGIN,
  });
}
