import { randomBytes, randomUUID } from 'node:crypto';
import { Router } from 'express';
import { systemClock } from '../../clock.js';
import { readVersion } from '../../config/version.js';
import { confirmLink } from '../../notion-oauth/routes/confirm-link.js';
import { oauthStateStore } from '../../notion-oauth/states/oauth-state-store.js';
import { hostedConnections } from '../../upstream/hosted-connections.js';
import { hostedBackendRoutes } from '../../upstream/routes/backend-routes.js';
import { hostedBrowserRoutes } from '../../upstream/routes/browser-routes.js';
import { HostedSignIn } from '../../upstream/sign-in/hosted-sign-in.js';
import { HOSTED_CALLBACK_PATH, HOSTED_GO_PATH, } from '../../upstream/sign-in/hosted-settings.js';
import { signInStatus } from '../../upstream/sign-in/sign-in-status.js';
import { upstreamFetch } from '../../upstream/upstream-fetch.js';
import { sitePaths } from '../../web/site-paths.js';
import { personHosted } from './person-hosted.js';
/** Sign-ins that one key may start per minute: human clicks, with headroom for a busy day. */
const STARTS_PER_MINUTE = 60;
/** Puts together what people and backends connect hosted workspaces with. */
export function hostedServer(options) {
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
    routes.use(hostedBrowserRoutes({
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
    }), hostedBackendRoutes({
        signIn,
        authorize,
        returnOrigins,
        returnBaseUrl: settings.returnBaseUrl,
        startsPerMinute: STARTS_PER_MINUTE,
        connectionsPath,
        log,
    }));
    return {
        signIn,
        routes,
        people: personHosted({ signIn, credentials, secure, lifetimeMs, clock: systemClock }),
        connections: hostedConnections(credentials, settings.serverUrl),
        statusOf: (spaceId) => signInStatus(database, credentials, spaceId, systemClock.now()),
    };
}
