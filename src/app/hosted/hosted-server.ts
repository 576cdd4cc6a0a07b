import { randomBytes, randomUUID } from 'node:crypto';
import { Router } from 'express';
import { systemClock } from '../../clock.js';
import { readVersion } from '../../config/version.js';
import { confirmLink, type FindLinkCreator } from '../../notion-oauth/routes/confirm-link.js';
import type { Authorize } from '../../notion-oauth/routes/service-key-guard.js';
import { oauthStateStore } from '../../notion-oauth/states/oauth-state-store.js';
import type { Log } from '../../telemetry/log/log.js';
import { hostedConnections } from '../../upstream/hosted-connections.js';
import type { HostedConnections } from '../../upstream/hosted-token.js';
import { hostedBackendRoutes } from '../../upstream/routes/backend-routes.js';
import { hostedBrowserRoutes } from '../../upstream/routes/browser-routes.js';
import { HostedSignIn } from '../../upstream/sign-in/hosted-sign-in.js';
import {
  HOSTED_CALLBACK_PATH,
  HOSTED_GO_PATH,
  type HostedSettings,
} from '../../upstream/sign-in/hosted-settings.js';
import { signInStatus, type SignInStatus } from '../../upstream/sign-in/sign-in-status.js';
import { upstreamFetch } from '../../upstream/upstream-fetch.js';
import { sitePaths } from '../../web/site-paths.js';
import type { PersonHosted } from '../../web/ports.js';
import type { SpaceId } from '../../ids.js';
import type { OpenStore } from '../open-store.js';
import { personHosted } from './person-hosted.js';

/** What a server of many spaces has for the hosted kind of connections. */
interface HostedServer {
  readonly signIn: HostedSignIn;
  readonly routes: Router;
  /** For the page of connections. */
  readonly people: PersonHosted;
  /** What the proxy and the combined tools work on. */
  readonly connections: HostedConnections;
  readonly statusOf: (spaceId: SpaceId) => Promise<SignInStatus>;
}

interface HostedServerOptions {
  readonly settings: HostedSettings;
  readonly publicUrl: string;
  readonly returnOrigins: readonly string[];
  readonly store: Pick<OpenStore, 'database' | 'sealer' | 'credentials' | 'audit'>;
  readonly authorize: Authorize;
  readonly findLinkCreator: FindLinkCreator;
  /** Sign-ins that one key may start per minute. */
  readonly startsPerMinute: number;
  readonly log: Log;
}

/** Puts together what people and backends connect hosted workspaces with. */
export function hostedServer(options: HostedServerOptions): HostedServer {
  const { settings, publicUrl, returnOrigins, store, authorize, findLinkCreator, log } = options;
  const { database, sealer, credentials, audit } = store;
  const secure = publicUrl.startsWith('https:');
  const signIn = new HostedSignIn({
    settings,
    publicUrl,
    isPublic: secure,
    credentials,
    states: oauthStateStore(database),
    sealer,
    clock: systemClock,
    randomBytes,
    newId: randomUUID,
    version: readVersion(),
    log,
    audit,
    fetch: upstreamFetch(new URL(settings.serverUrl)),
  });
  const connectionsPath = sitePaths(publicUrl).connections;
  const lifetimeMs = settings.stateTtlMs;
  const routes = Router();
  routes.use(
    hostedBrowserRoutes({
      signIn,
      publicUrl,
      redirectUri: settings.redirectUri ?? `${publicUrl}${HOSTED_CALLBACK_PATH}`,
      lifetimeMs,
      confirm: confirmLink({
        flow: signIn,
        publicUrl,
        findLinkCreator,
        clock: systemClock,
        randomBytes,
        goPath: HOSTED_GO_PATH,
        isHosted: true,
        lifetimeMs,
      }),
      connectionsPath,
      log,
    }),
    hostedBackendRoutes({
      signIn,
      authorize,
      returnOrigins,
      returnBaseUrl: settings.returnBaseUrl,
      startsPerMinute: options.startsPerMinute,
      connectionsPath,
      log,
    }),
  );
  return {
    signIn,
    routes,
    people: personHosted({ signIn, credentials, secure, lifetimeMs, clock: systemClock }),
    connections: hostedConnections(credentials, settings.serverUrl),
    statusOf: (spaceId) => signInStatus(database, credentials, spaceId, systemClock.now()),
  };
}
