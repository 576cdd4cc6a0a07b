import { Router } from 'express';
import { authenticatorAtOnce, createAuthenticator } from '../access/caller.js';
import { systemClock } from '../clock.js';
import { readVersion } from '../config/version.js';
import type { AuditSettings } from '../config/settings/audit-settings.js';
import type { HostedProxySettings } from '../config/hosted-proxy-settings.js';
import type { OauthSettings } from '../config/settings/notion-settings.js';
import type { StorageSettings } from '../config/settings/storage-settings.js';
import { ConnectionRegistry } from '../connections/connection-registry.js';
import { SpaceWorkspaces, type SpaceWorkspacesOptions } from '../connections/space-workspaces.js';
import type { GuardedFetch } from '../http/fetch/guarded-fetch.js';
import { AuthenticationThrottle } from '../http/limits/authentication-throttle.js';
import { auditedHostedChanges, auditedReads } from '../mcp/calls/audit/audited-reads.js';
import { callBudget } from '../mcp/calls/call-budget.js';
import { fixedCaller } from '../mcp/calls/request-caller.js';
import { ConnectConsent } from '../mcp/elicitation/connect-consent.js';
import { admitKey, admitRecorded } from '../mcp/http/guards/admit-at-once.js';
import { auditGuard } from '../mcp/http/guards/audit-guard.js';
import { spaceGuard } from '../mcp/http/guards/space-guard.js';
import { OauthClient } from '../notion-oauth/oauth.js';
import { authorizeWithKeys } from '../notion-oauth/routes/service-key-guard.js';
import { observeConnections, observeHostedExpiring } from '../telemetry/gauges.js';
import { say } from '../text/words.js';
import { sitePages } from '../web/browser-pages.js';
import { browserNotFound } from '../web/site-routes.js';
import { changeSupport } from './changes/change-support.js';
import type { ChatServing } from './chat/chat-serving.js';
import type { ServerSettings, ServerSetup } from './http-server.js';
import { openReplyBroker } from './open-reply-broker.js';
import { OPENAPI_PATH, openApiRoute } from '../openapi/route.js';
import { openStore, type OpenStore } from './open-store.js';
import { browserLimits } from './browser-limits.js';
import type { Program } from './program.js';
import { indexProgress } from './search-index/index-progress.js';
import { storedIndexes } from './search-index/stored-indexes.js';
import { openSharedCache } from './shared-cache.js';
import { openLimits } from './shared-limits.js';
import { auditChecks, storeChecks } from './store-checks.js';
import { peopleOverRest } from './people/people-over-rest.js';
import { personChanges } from './changes/person-changes.js';
import { notionWebhooks } from './webhook-routes.js';
import type { HostedSettings } from '../upstream/sign-in/hosted-settings.js';

/** Message for an app whose grant ended with its last workspace. */
const SIGN_IN_AGAIN_ADVICE = say`The calling app has to ask its user for permission again: its next call is answered with 401.`;
/** Ways to Notion that one caller may start per minute: human clicks, with headroom for a busy day. */
const STARTS_PER_MINUTE = 60;

/** Settings that only a server of many spaces has. */
interface SpacesSettings {
  readonly storage: StorageSettings;
  /** Undefined for hosted connections alone. */
  readonly oauth: OauthSettings | undefined;
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
  observeConnections(() => credentials.countConnections());
  observeHostedExpiring(() => credentials.countExpiring());
  const peopleOptions = {
    publicUrl,
    returnOrigins: spaces.returnOrigins,
    store,
    authorize,
    failures,
    makesChanges: writes !== undefined,
    startsPerMinute: STARTS_PER_MINUTE,
    keepsIndex: indexes !== undefined,
    audit,
    log,
    fetchDocument,
  };
  const people =
    spaces.oauth === undefined
      ? (await import('./people/without-people.js')).withoutPeople(peopleOptions)
      : await peopleOverRest(peopleOptions, new OauthClient({ ...spaces.oauth, apiUrl }));
  const guarded = auditGuard(isAuditRequired, audit);
  const hosted =
    spaces.hosted &&
    (await import('./hosted/hosted-server.js')).hostedServer({
      ...spaces,
      settings: spaces.hosted,
      store,
      authorize,
      findLinkCreator: people.makerOf,
      startsPerMinute: STARTS_PER_MINUTE,
      log,
    });

  const writing =
    writes === undefined ? {} : { changes: changeSupport(writes, () => Promise.resolve(store)) };
  const reads = spaces.audit.reads ? auditedReads(audit) : undefined;
  const reading = reads === undefined ? {} : { reads };
  // The hosted server shows its person everything: no limit to some authors reaches there.
  const calls =
    hosted === undefined || lockdown !== undefined
      ? undefined
      : new (await import('./hosted/hosted-calls.js')).HostedCalls({ ...hosted, deadlineMilliseconds });
  const chat =
    spaces.chat &&
    people.person &&
    (await (
      await import('./chat/chat-serving.js')
    ).serveChat({
      serving: spaces.chat,
      publicUrl,
      store,
      registry,
      ...people.person,
      hosted: calls?.halvesFor(undefined),
      callLimits: settings.callLimits,
      options: { ...writing, ...reading },
      log,
    }));
  const makerOf: typeof people.nameOf = async (person, actor) =>
    chat !== undefined && actor === chat.actor ? 'Chat on this site' : people.nameOf(person, actor);

  const budget = callBudget(store.budgets, () => systemClock.now());
  const workspacesOf = (auth: Parameters<ServerSetup['workspacesOf']>[0]): SpaceWorkspaces => {
    const { spaceId, app, roots, changes } = fixedCaller(auth);
    const key = app === undefined ? (auth?.clientId ?? '') : undefined;
    const halves = calls?.halvesFor(key);
    const access: Pick<SpaceWorkspacesOptions, 'links' | 'visibleConnections'> =
      app === undefined
        ? {
            links: {
              linkFor: async () =>
                people.keyLinkFor === undefined
                  ? halves?.linkFor(spaceId)
                  : people.keyLinkFor(spaceId, key ?? ''),
            },
            visibleConnections: 'all',
          }
        : {
            links: { linkFor: () => people.appLinkFor(app), otherwise: SIGN_IN_AGAIN_ADVICE },
            visibleConnections: () => people.connectionsVisibleTo(app),
          };
    return new SpaceWorkspaces(spaceId, {
      credentials,
      registry,
      roots,
      changes,
      hosted: halves,
      ...access,
    });
  };

  const passOn =
    spaces.hostedProxy &&
    calls?.proxy({
      settings: spaces.hostedProxy,
      callLimits: settings.callLimits,
      // What limits changes to some pages or columns does not reach the hosted server.
      mayWrite: writes?.mode === 'on' && writes.roots === undefined && writes.properties === undefined,
      workspacesOf,
      budget,
      reads,
      changes: auditedHostedChanges(audit),
      log,
    });

  const otherRoutes = Router();
  otherRoutes.use(browserLimits());
  otherRoutes.get(
    OPENAPI_PATH,
    openApiRoute({
      publicUrl,
      version: readVersion(),
      parts: {
        hasPeople: people.person !== undefined,
        hasHosted: hosted !== undefined,
        hasProxy: passOn !== undefined,
        hasChat: chat !== undefined,
      },
    }),
  );
  otherRoutes.use(notionWebhooks({ store, registry, changes, log }));
  otherRoutes.use(guarded((_request, _response, next) => next()));
  otherRoutes.use(
    ...people.routes(
      hosted,
      writes?.mode === 'on' ? personChanges({ store, registry, makerOf }) : undefined,
      chat?.routes,
    ),
  );

  const setup: ServerSetup = {
    workspacesOf,
    site: publicUrl,
    consent: new ConnectConsent({ sealer, clock: systemClock }),
    budget,
    ...writing,
    ...reading,
    http: {
      authenticate: guarded(
        spaceGuard(
          createAuthenticator(serviceKeys, people.authenticateApp, audit),
          people.challenge,
          failures,
        ),
      ),
      admitAtOnce: admitRecorded(isAuditRequired, audit, admitKey(authenticatorAtOnce(serviceKeys))),
      otherRoutes,
      hosted: passOn,
      browserPages: sitePages(publicUrl),
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
      people.stop();
      chat?.stop();
    },
    close: async () => {
      await chat?.close();
      audit.record({ actor: 'server', action: 'server.stopped', outcome: 'done' });
      people.close();
      await indexes?.close();
      await store.close();
      await limits.close();
    },
  };
  return { setup, store };
}
