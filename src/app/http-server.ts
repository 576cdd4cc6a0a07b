import { say } from '../text/words.js';
import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import { authoriseWithKeys } from '../notion-oauth/routes/authorize-with-keys.js';
import { authenticateWith } from '../access/caller.js';
import { keyBehind } from '../access/key-labels.js';
import { startAuthorizationServer } from '../oauth-server/authorization-server.js';
import { FailedCallers } from '../http/limits/authentication-throttle.js';
import type { GuardedFetch } from '../http/fetch/guarded-fetch.js';
import { limitFailures } from '../http/limits/limit-failures.js';
import { limitAtOnce } from '../http/limits/limit-concurrency.js';
import { limitPerAddress } from '../http/limits/limit-per-minute.js';
import type { AuditSettings } from '../config/settings/audit-settings.js';
import type { HttpSettings } from '../config/settings/http-settings.js';
import type { OauthSettings } from '../config/settings/notion-settings.js';
import type { StorageSettings } from '../config/settings/storage-settings.js';
import { ConnectFlow } from '../notion-oauth/flow.js';
import { oauthStateStore } from '../notion-oauth/states/oauth-state-store.js';
import { revokeWith } from '../notion-oauth/revoke-at-notion.js';
import { createConnectRouter } from '../notion-oauth/routes/router.js';
import { CALLBACK_PATH, GO_PATH } from '../notion-oauth/settings.js';
import { systemClock } from '../clock.js';
import { auditedReads } from '../mcp/calls/audited-reads.js';
import { callBudget, type CallBudget } from '../mcp/calls/call-budget.js';
import { CallGate, type CallLimits } from '../mcp/calls/call-limiter.js';
import { ConnectConsent } from '../mcp/elicitation/connect-consent.js';
import { startHttpServer, type HttpServerOptions, type RunningHttpServer } from '../mcp/http/http.js';
import { createServerFactory, type McpServerOptions } from '../mcp/server.js';
import type { LockdownRule } from '../notion/client/lockdown.js';
import { fixedCaller, spaceGuard } from '../mcp/http/guards/space-guard.js';
import { singleWorkspace } from '../connections/workspaces.js';
import { OauthClient } from '../notion-oauth/oauth.js';
import { observeConnections } from '../telemetry/connection-counts.js';
import { ConnectionRegistry } from '../connections/connection-registry.js';
import { SpaceWorkspaces } from '../connections/space-workspaces.js';
import { noticePage } from '../web/pages/notice-page.js';
import { busy, tooMany } from '../web/pages/problem-pages.js';
import { sendPage } from '../web/send-page.js';
import { browserNotFound, siteRoutes } from '../web/site-routes.js';
import { auditGuard } from '../mcp/http/guards/audit-guard.js';
import { answerRoute } from './open-reply-broker.js';
import { KeyLinks } from './key-links.js';
import { openStore, type OpenStore } from './open-store.js';
import { auditChecks, storeChecks } from './store-checks.js';
import { openLimits, type LimitSettings } from './shared-limits.js';
import { DRAIN_MARGIN, type Program } from './program.js';
import type { ServedTools } from './served-tools.js';
import { sharing } from './shared-cache.js';
import { connectWithToken } from './token-connection.js';
import { notionWebhooks } from './webhook-routes.js';

/** For an app whose permission has ended with the last workspace that Notion accepted. */
const SIGN_IN_AGAIN = say`The app that calls has to ask its person for permission again: the next call is answered with 401, which tells it so.`;
/** Forms that may be sent from one address in a minute: people behind one address who click, and what they get wrong. */
const FORMS_PER_MINUTE = 300;
/** Ways back from Notion in a minute, from one address, that lead nowhere. For each of them Notion is asked, under our name. */
const RETURNS_PER_MINUTE = 20;

/** What differs between a server of one token and a server of many spaces. */
interface Front {
  readonly workspacesOf: McpServerOptions['workspacesOf'];
  readonly consent?: ConnectConsent;
  readonly budget?: CallBudget;
  readonly reads?: McpServerOptions['reads'];
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
  /** Told before running requests are waited for. */
  stop?(): void;
  close(): Promise<void>;
}

/** How Notion is reached, and how long a call may take. */
interface FrontSettings extends LimitSettings {
  readonly apiUrl: string | undefined;
  readonly callDeadlineMilliseconds: number;
  readonly callLimits: CallLimits;
  readonly http: HttpSettings;
  /** Whose words are read from workspaces; everybody's if undefined. */
  readonly lockdown: LockdownRule | undefined;
  /** Pages and databases that everybody is kept to; of a server with a token. */
  readonly roots?: readonly string[] | undefined;
}

/** What a server of many spaces is made of. */
interface SpacesSettings {
  readonly storage: StorageSettings;
  readonly oauth: OauthSettings;
  readonly publicUrl: string;
  readonly returnOrigins: readonly string[];
  readonly audit: AuditSettings;
}

/** What tests put in place of the outside world. */
interface FrontSeams {
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
  const store = await openStore({ ...spaces, apiUrl, log });
  const limits = await openLimits(settings, log);
  const { database, sealer, credentials, serviceKeys, audit } = store;
  const isRecordedOnly = spaces.audit.failure === 'closed';
  audit.record({ actor: 'server', action: 'server.started', outcome: 'done' });
  if (isRecordedOnly) {
    // Better not begun than begun unrecorded.
    await audit.flush();
  }
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
    audit,
  };
  const flow = new ConnectFlow(flowOptions);
  const links = new KeyLinks(flow, systemClock);
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
  const failures = new FailedCallers({ log });
  observeConnections(() => credentials.countConnections());
  const authorization = await startAuthorizationServer({
    publicUrl,
    store: { database, sealer, clock: systemClock },
    credentials,
    flow,
    revoke: revokeWith(oauth, log),
    keyBehind: (actor) => keyBehind(database, actor),
    randomBytes,
    log,
    audit,
    fetchDocument,
    failures,
  });
  const { sessions, connections, goOn } = authorization;
  const otherRoutes = Router();
  otherRoutes.use(limitAtOnce((response) => sendPage(response, noticePage(busy))));
  otherRoutes.get(
    CALLBACK_PATH,
    limitFailures(RETURNS_PER_MINUTE, (response) => sendPage(response, noticePage(tooMany))),
  );
  otherRoutes.post(
    ['/connections/*form', '/oauth/consent/*form', `${GO_PATH}/*form`],
    ...limitPerAddress(FORMS_PER_MINUTE, (response) => sendPage(response, noticePage(tooMany))),
  );
  otherRoutes.use(notionWebhooks({ store, registry, changes, log }));
  const recordedOnly = auditGuard(isRecordedOnly, audit);
  otherRoutes.use(recordedOnly((_request, _response, next) => next()));
  otherRoutes.use(
    createConnectRouter({
      ...flowOptions,
      authorise: authoriseWithKeys(serviceKeys, failures),
      returnOrigins: spaces.returnOrigins,
      goOn,
      makerOf: authorization.makerOf,
    }),
  );
  otherRoutes.use(authorization.routes);
  otherRoutes.use(
    siteRoutes({ publicUrl, mcpPath: '/mcp', sessions, connections, now: () => systemClock.now(), log }),
  );
  const front: Front = {
    workspacesOf: (auth) => {
      const { spaceId, app, roots } = fixedCaller(auth);
      return new SpaceWorkspaces(spaceId, {
        credentials,
        registry,
        roots,
        ...(app === undefined
          ? { links: { linkFor: () => links.linkFor(spaceId, auth?.clientId ?? '') }, visible: 'all' }
          : {
              links: { linkFor: () => authorization.linkFor(app), otherwise: SIGN_IN_AGAIN },
              visible: () => authorization.seenBy(app),
            }),
      });
    },
    consent: new ConnectConsent({ sealer, clock: systemClock }),
    budget: callBudget(store.budgets, () => systemClock.now()),
    ...(spaces.audit.reads ? { reads: auditedReads(audit) } : {}),
    http: {
      authenticate: recordedOnly(
        spaceGuard(
          authenticateWith(serviceKeys, authorization.authenticateApp, audit),
          authorization.challenge,
          failures,
        ),
      ),
      otherRoutes,
      unanswered: browserNotFound(publicUrl),
      readinessChecks: {
        ...storeChecks(database.queries),
        ...(isRecordedOnly ? auditChecks(audit) : {}),
      },
      usefulChecks: { ...limits.checks, ...(isRecordedOnly ? {} : auditChecks(audit)) },
      ...(route === undefined ? {} : { questions: { route, milliseconds: deadlineMilliseconds } }),
      allowedHosts: [...http.allowedHosts, new URL(spaces.publicUrl).hostname],
    },
    stop: () => authorization.stop(),
    close: async () => {
      audit.record({ actor: 'server', action: 'server.stopped', outcome: 'done' });
      authorization.close();
      await store.close();
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
      budget: front.budget,
      reads: front.reads,
      ...served,
      version,
      calls: new CallGate(callLimits),
      log,
      now: () => new Date(),
      randomText,
    }),
    log,
    callLimits,
    whenStopping: () => {
      front.consent?.stop();
      front.stop?.();
    },
    drainMilliseconds: callDeadlineMilliseconds + DRAIN_MARGIN,
  });
}
