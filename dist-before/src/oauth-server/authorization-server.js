import { Router } from 'express';
import { AccessTokenSigner } from './grants/access-token-signer.js';
import { authenticateApps } from './grants/access-tokens.js';
import { continueAuthorization } from './consent/continue-authorization.js';
import { AppLinks, selectionVisibleTo } from './consent/app-links.js';
import { BrowserSessions } from './consent/browser-sessions.js';
import { clientDocuments } from './clients/client-documents.js';
import { ClientGrants } from './grants/client-grants.js';
import { consentRoutes } from './consent/consent-routes.js';
import { guardedFetch } from '../http/fetch/guarded-fetch.js';
import { findLinkCreator, nameOfActor } from './consent/link-creators.js';
import { personConnections } from './consent/person-connections.js';
import { providerRoutes } from './provider/provider-routes.js';
import { createProvider } from './provider/provider.js';
import { RecordStore } from './records/record-store.js';
import { RefreshRotation } from './provider/refresh-rotation.js';
import { documentRequester } from './clients/provider-library.js';
import { clientDocumentStore } from './clients/client-document-store.js';
import { RequestCookies } from './provider/request-cookies.js';
import { READ_SCOPE, protectedResource } from './grants/resource.js';
import { loadOrCreateSecrets } from './provider/server-secrets.js';
import { signOut } from './grants/sign-out.js';
import { GrantValidity } from './grants/grant-validity.js';
import { sweepPeriodically } from './records/sweep.js';
import { PendingAuthorizationRequests } from './consent/pending-authorization-requests.js';
/** Starts the authorization server on the credentials database; its secrets are created there on first start. */
export async function startAuthorizationServer(options) {
    const { publicUrl, store, credentials, flow, revoke, keyBehind, randomBytes, log, limits, audit } = options;
    const { database, clock } = store;
    const resource = protectedResource(publicUrl, { makesChanges: options.makesChanges === true });
    const records = new RecordStore({ ...store, audit });
    const grants = new ClientGrants(database, clock, audit);
    const secrets = await loadOrCreateSecrets(records);
    const stopping = new AbortController();
    const marks = new AccessTokenSigner(secrets.rotationKey);
    const standing = new GrantValidity({ grants, credentials, records, log });
    const secure = publicUrl.startsWith('https:');
    const cookies = new RequestCookies(secure);
    const provider = createProvider({
        records,
        cookies,
        isGrantValid: (grantId) => standing.isValidById(grantId),
        rotation: new RefreshRotation(secrets.rotationKey, records, clock),
        clock,
        resource,
        secrets,
        marks,
        fetch: clientDocuments({
            fetch: options.fetchDocument ?? guardedFetch(),
            requester: documentRequester,
            isAllowed: (clientId) => grants.isAllowed(clientId),
            stored: clientDocumentStore(records, clock),
            now: () => clock.now().getTime(),
            stopping: stopping.signal,
        }),
        log,
    });
    const requests = new PendingAuthorizationRequests(provider);
    const sessions = new BrowserSessions({ database, clock, randomBytes, secure, audit });
    const routes = Router();
    routes.use(consentRoutes({
        provider,
        records,
        grants,
        resource,
        clock,
        requests,
        cookies,
        sessions,
        credentials,
        flow,
        log,
        audit,
    }));
    routes.use(providerRoutes({
        provider,
        resource,
        cookies,
        limits,
        isAllowed: (clientId) => grants.isAllowed(clientId),
        failures: options.failures,
    }));
    const stopSweeping = sweepPeriodically({ database, clock, log });
    const makerOf = (made) => findLinkCreator({ keyBehind, grants }, made);
    const links = new AppLinks({ flow, credentials, grants, clock, resource });
    return {
        resource,
        challenge: { metadataUrl: resource.metadataUrl, scope: READ_SCOPE },
        routes,
        onAuthorized: continueAuthorization({ requests, sessions, grants, resource }),
        authenticateApp: authenticateApps({ provider, marks, grants, standing, resource }),
        linkFor: (app) => links.linkFor(app),
        connectionsVisibleTo: (app) => selectionVisibleTo(grants, app),
        findLinkCreator: makerOf,
        nameOf: (personId, actor) => nameOfActor({ keyBehind, grants }, personId, actor),
        sessions,
        connections: personConnections({
            credentials,
            grants,
            records,
            flow,
            revoke,
            findLinkCreator: makerOf,
            signOut: (personId) => signOut({ database, audit }, personId),
            log,
            secure,
        }),
        stop: () => stopping.abort(),
        close: stopSweeping,
    };
}
