import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import { authenticatorAtOnce, createAuthenticator } from '../access/caller.js';
import { keyBehind } from '../access/key-rows.js';
import { systemClock } from '../clock.js';
import type { AuditSettings } from '../config/settings/audit-settings.js';
import type { HostedProxySettings } from '../config/hosted-proxy-settings.js';
import type { OauthSettings } from '../config/settings/notion-settings.js';
import type { StorageSettings } from '../config/settings/storage-settings.js';
import { ConnectionRegistry } from '../connections/connection-registry.js';
import { SpaceWorkspaces, type SpaceWorkspacesOptions } from '../connections/space-workspaces.js';
import type { GuardedFetch } from '../http/fetch/guarded-fetch.js';
import { AuthenticationThrottle } from '../http/limits/authentication-throttle.js';
import { auditedReads } from '../mcp/calls/audited-reads.js';
import { callBudget } from '../mcp/calls/call-budget.js';
import { fixedCaller } from '../mcp/calls/request-caller.js';
import { ConnectConsent } from '../mcp/elicitation/connect-consent.js';
import { admitKey, admitRecorded } from '../mcp/http/guards/admit-at-once.js';
import { auditGuard } from '../mcp/http/guards/audit-guard.js';
import { spaceGuard } from '../mcp/http/guards/space-guard.js';
import { ConnectFlow } from '../notion-oauth/flow.js';
import { OauthClient } from '../notion-oauth/oauth.js';
import { revokeWith } from '../notion-oauth/revoke-at-notion.js';
import { authorizeWithKeys } from '../notion-oauth/routes/service-key-guard.js';
import { createConnectRouter } from '../notion-oauth/routes/router.js';
import { oauthStateStore } from '../notion-oauth/states/oauth-state-store.js';
import { startAuthorizationServer } from '../oauth-server/authorization-server.js';
import { observeConnections, observeHostedExpiring } from '../telemetry/gauges.js';
import { say } from '../text/words.js';
import { browserNotFound, siteRoutes } from '../web/site-routes.js';
import { browserLimits } from './browser-limits.js';
import { changeSupport } from './changes/change-support.js';
import type { ChatServing } from './chat/chat-serving.js';
import type { ServerSettings, ServerSetup } from './http-server.js';
import { KeyLinks } from './key-links.js';
import { openReplyBroker } from './open-reply-broker.js';
import { openStore, type OpenStore } from './open-store.js';
import type { Program } from './program.js';
import { indexProgress } from './search-index/index-progress.js';
import { storedIndexes } from './search-index/stored-indexes.js';
import { openSharedCache } from './shared-cache.js';
import { openLimits } from './shared-limits.js';
import { auditChecks, storeChecks } from './store-checks.js';
import { personChanges } from './changes/person-changes.js';
import { notionWebhooks } from './webhook-routes.js';
import type { HostedSettings } from '../upstream/sign-in/hosted-settings.js';
import { revokeHosted } from '../upstream/tokens/revoke-hosted.js';

/** Message for an app whose grant ended with its last workspace. */
const SIGN_IN_AGAIN_ADVICE = say`The calling app has to ask its user for permission again: its next call is answered with 401.`;
/** Settings that only a server of many spaces has. */
interface SpacesSettings {
  readonly storage: StorageSettings;
  readonly oauth: OauthSettings;
  /** Undefined where hosted connections are off. */
  readonly hosted?: HostedSettings | undefined;
  /** Undefined where nothing is passed on to the hosted server. */
  readonly hostedProxy?: HostedProxySettings | undefined;
  readonly publicUrl: string;
  readonly returnOrigins: readonly string[];
  readonly audit: AuditSettings;
  /** Undefined where there is no chat. */
  readonly chat?: ChatServing | undefined;
}

/** Replacements for the outside world in tests. */
interface TestOverrides {
  /** Fetches client metadata documents, in place of the guarded fetch. */
  readonly fetchDocument?: GuardedFetch;
}

/** Callers have service keys or access tokens, spaces have connections, people make connections in the browser. */
export async function spacesServerSetup(
  spaces: SpacesSettings,
  settings: ServerSettings,
  { log }: Pick<Program, 'log'>,
  { fetchDocument }: TestOverrides = {},
): Promise<{ readonly setup: ServerSetup; readonly store: OpenStore }> {
  const { publicUrl } = spaces;
  const {
    apiUrl,
    callDeadlineMilliseconds: deadlineMilliseconds,
    requestsPerMinute,
    lockdown,
    writes,
    searchIndex,
  } = settings;
  const store = await openStore({ ...spaces, apiUrl, log });
  const limits = await openLimits(settings, log);
  const { database, sealer, credentials, serviceKeys, audit } = store;
  const isAuditRequired = spaces.audit.failure === 'closed';
  audit.record({ actor: 'server', action: 'server.started', outcome: 'done' });
  if (isAuditRequired) {
    // Do not start if the start cannot be recorded.
    await audit.flush();
  }
  const isAlone = spaces.storage.postgres === undefined && (settings.workers ?? 1) === 1;
  const broker = openReplyBroker(isAlone, limits.redis);
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
  const keyLinks = new KeyLinks(flow, systemClock);
  const { changes, sharedReads } = openSharedCache(limits.redis, store, log);
  const indexes = await storedIndexes(searchIndex, { store, changes, apiUrl, lockdown, log });
  const registry = new ConnectionRegistry({
    apiUrl,
    deadlineMilliseconds,
    requestsPerMinute,
    lockdown,
    writes,
    windows: limits.windows,
    changes,
    sharedReads,
    textIndexOf: indexes?.textIndexOf,
  });
  const failures = new AuthenticationThrottle({ log });
  const authorize = authorizeWithKeys(serviceKeys, failures);
  const revoke = revokeWith(oauth, (tokens) => revokeHosted(tokens, log), log);
  observeConnections(() => credentials.countConnections());
  observeHostedExpiring(() => credentials.countExpiring());
  const authorization = await startAuthorizationServer({
    publicUrl,
    store: { database, sealer, clock: systemClock },
    credentials,
    flow,
    revoke,
    keyBehind: (actor) => keyBehind(database, actor),
    randomBytes,
    log,
    audit,
    makesChanges: writes !== undefined,
    fetchDocument,
    failures,
  });
  const { sessions, connections, onAuthorized, findLinkCreator: makerOf } = authorization;
  const guarded = auditGuard(isAuditRequired, audit);
  const hosted =
    spaces.hosted &&
    (await import('./hosted/hosted-server.js')).hostedServer({
      ...spaces,
      settings: spaces.hosted,
      store,
      authorize,
      findLinkCreator: makerOf,
      log,
    });

  const writing =
    writes === undefined ? {} : { changes: changeSupport(writes, () => Promise.resolve(store)) };
  const reading = spaces.audit.reads ? { reads: auditedReads(audit) } : {};
  const chat =
    spaces.chat &&
    (await (
      await import('./chat/chat-serving.js')
    ).serveChat({
      serving: spaces.chat,
      publicUrl,
      store,
      registry,
      sessions,
      connections,
      callLimits: settings.callLimits,
      options: { ...writing, ...reading },
      log,
    }));
  const nameOf: typeof authorization.nameOf = async (person, actor) =>
    chat !== undefined && actor === chat.actor ? 'Chat on this site' : authorization.nameOf(person, actor);

  const otherRoutes = Router();
  otherRoutes.use(browserLimits());
  otherRoutes.use(notionWebhooks({ store, registry, changes, log }));
  otherRoutes.use(guarded((_request, _response, next) => next()));
  otherRoutes.use(
    createConnectRouter({
      ...flowOptions,
      authorize,
      revoke,
      hosted: hosted && {
        statusOf: hosted.statusOf,
        start: (request) => hosted.signIn.start({ ...request, person: null, toConnections: false }),
      },
      returnOrigins: spaces.returnOrigins,
      onAuthorized,
      findLinkCreator: makerOf,
    }),
    ...(hosted === undefined ? [] : [hosted.routes]),
    ...(chat === undefined ? [] : [chat.routes]),
    authorization.routes,
    siteRoutes({
      publicUrl,
      hasChat: chat !== undefined,
      mcpPath: '/mcp',
      sessions,
      connections,
      hosted: hosted?.people,
      changes: writes?.mode === 'on' ? personChanges({ store, registry, makerOf: nameOf }) : undefined,
      now: () => systemClock.now(),
      log,
    }),
  );

  // The hosted server shows its person everything: no limit to some authors reaches there.
  const calls =
    hosted === undefined || lockdown !== undefined
      ? undefined
      : new (await import('./hosted/hosted-calls.js')).HostedCalls({ ...hosted, deadlineMilliseconds });
  const budget = callBudget(store.budgets, () => systemClock.now());
  const workspacesOf = (auth: Parameters<ServerSetup['workspacesOf']>[0]): SpaceWorkspaces => {
    const { spaceId, app, roots, changes } = fixedCaller(auth);
    const access: Pick<SpaceWorkspacesOptions, 'links' | 'visibleConnections'> =
      app === undefined
        ? {
            links: { linkFor: () => keyLinks.linkFor(spaceId, auth?.clientId ?? '') },
            visibleConnections: 'all',
          }
        : {
            links: { linkFor: () => authorization.linkFor(app), otherwise: SIGN_IN_AGAIN_ADVICE },
            visibleConnections: () => authorization.connectionsVisibleTo(app),
          };
    const halves = calls?.halvesFor(app === undefined ? (auth?.clientId ?? '') : undefined);
    return new SpaceWorkspaces(spaceId, {
      credentials,
      registry,
      roots,
      changes,
      hosted: halves,
      ...access,
    });
  };

  const setup: ServerSetup = {
    workspacesOf,
    consent: new ConnectConsent({ sealer, clock: systemClock }),
    budget,
    ...writing,
    ...reading,
    http: {
      authenticate: guarded(
        spaceGuard(
          createAuthenticator(serviceKeys, authorization.authenticateApp, audit),
          authorization.challenge,
          failures,
        ),
      ),
      admitAtOnce: admitRecorded(isAuditRequired, audit, admitKey(authenticatorAtOnce(serviceKeys))),
      otherRoutes,
      hosted:
        spaces.hostedProxy &&
        calls?.proxy({
          settings: spaces.hostedProxy,
          callLimits: settings.callLimits,
          // What limits changes to some pages or columns does not reach the hosted server.
          mayWrite: writes?.mode === 'on' && writes.roots === undefined && writes.properties === undefined,
          workspacesOf,
          budget,
          log,
        }),
      notFound: browserNotFound(publicUrl),
      readinessChecks: {
        ...storeChecks(database.queries),
        ...(isAuditRequired ? auditChecks(audit) : {}),
      },
      optionalChecks: { ...limits.checks, ...(isAuditRequired ? {} : auditChecks(audit)) },
      indexedPercent: indexProgress(indexes),
      ...(broker === undefined ? {} : { elicitations: { broker: broker, timeoutMs: deadlineMilliseconds } }),
      allowedHosts: [...settings.http.allowedHosts, new URL(publicUrl).hostname],
    },
    stop: () => {
      authorization.stop();
      chat?.stop();
    },
    close: async () => {
      await chat?.close();
      audit.record({ actor: 'server', action: 'server.stopped', outcome: 'done' });
      authorization.close();
      await indexes?.close();
      await store.close();
      await limits.close();
    },
  };
  return { setup, store };
}
