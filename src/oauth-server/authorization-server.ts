import { Router } from 'express';
import type { AppCaller, AuthenticateApp } from '../access/caller.js';
import type { AuditLog } from '../audit/audit-log.js';
import type { FindLinkCreator } from '../notion-oauth/routes/confirm-link.js';
import type { OnAuthorized } from '../notion-oauth/routes/browser-routes.js';
import type { ConnectFlow } from '../notion-oauth/flow.js';
import type { RevokeAtNotion } from '../notion-oauth/revoke-at-notion.js';
import type { Credentials } from '../credentials/credentials.js';
import type { Store } from '../credentials/store.js';
import type { PersonId } from '../ids.js';
import type { RandomBytes } from '../sealing/keys.js';
import type { Log } from '../telemetry/log/log.js';
import type { PersonConnections, PersonSessions } from '../web/ports.js';
import { AccessTokenSigner } from './grants/access-token-signer.js';
import { authenticateApps } from './grants/access-tokens.js';
import { continueAuthorization } from './consent/continue-authorization.js';
import { AppLinks, selectionVisibleTo, type VisibleSelection } from './consent/app-links.js';
import { BrowserSessions } from './consent/browser-sessions.js';
import { clientDocuments } from './clients/client-documents.js';
import { ClientGrants } from './grants/client-grants.js';
import { consentRoutes } from './consent/consent-routes.js';
import type { AuthenticationThrottle } from '../http/limits/authentication-throttle.js';
import { guardedFetch, type GuardedFetch } from '../http/fetch/guarded-fetch.js';
import { findLinkCreator, nameOfActor, type KeyBehind } from './consent/link-creators.js';
import { personConnections } from './consent/person-connections.js';
import { providerRoutes } from './provider/provider-routes.js';
import { createProvider } from './provider/provider.js';
import { RecordStore } from './records/record-store.js';
import { RefreshRotation } from './provider/refresh-rotation.js';
import { documentRequester } from './clients/provider-library.js';
import { clientDocumentStore } from './clients/client-document-store.js';
import type { RequestLimits } from './request-limits.js';
import { RequestCookies } from './provider/request-cookies.js';
import { READ_SCOPE, protectedResource, type ProtectedResource } from './grants/resource.js';
import { loadOrCreateSecrets } from './provider/server-secrets.js';
import { signOut } from './grants/sign-out.js';
import { GrantValidity } from './grants/grant-validity.js';
import { sweepPeriodically } from './records/sweep.js';
import { PendingAuthorizationRequests } from './consent/pending-authorization-requests.js';

/** Options of the authorization server. */
interface AuthorizationServerOptions {
  /** Public URL of this server, without a trailing slash. */
  readonly publicUrl: string;
  readonly store: Pick<Store, 'database' | 'sealer' | 'clock'>;
  readonly credentials: Pick<Credentials, 'connectionsOf' | 'connectionsOwnedBy' | 'disconnect'>;
  readonly flow: ConnectFlow;
  readonly revoke: RevokeAtNotion;
  readonly keyBehind: KeyBehind;
  readonly randomBytes: RandomBytes;
  readonly log: Log;
  readonly audit?: AuditLog | undefined;
  /** Whether this server makes changes, so that apps may ask for them. */
  readonly makesChanges?: boolean | undefined;
  /** Fetches client metadata documents. By default, only from public internet addresses. */
  readonly fetchDocument?: GuardedFetch | undefined;
  readonly limits?: RequestLimits | undefined;
  /** Counts failed authentications by IP address. */
  readonly failures: AuthenticationThrottle;
}

/** A running authorization server. */
interface AuthorizationServer {
  readonly resource: ProtectedResource;
  /** Parameters of the 401 challenge (RFC 9728 §5.1). */
  readonly challenge: { readonly metadataUrl: string; readonly scope: string };
  /** Routes for clients and browsers, to be mounted at the root. */
  readonly routes: Router;
  /** Handles users returning from Notion. */
  readonly onAuthorized: OnAuthorized;
  readonly authenticateApp: AuthenticateApp;
  /** Where a user must go for an app's call to work; undefined if the app must request permission again. */
  readonly linkFor: (app: AppCaller) => Promise<string | undefined>;
  /** What an app may currently see. */
  readonly connectionsVisibleTo: (app: AppCaller) => Promise<VisibleSelection>;
  /** Finds who made a connect link, for the page that names them. */
  readonly findLinkCreator: FindLinkCreator;
  /** Names the app or key that has done something for a person, if it is known. */
  readonly nameOf: (personId: PersonId, actor: string) => Promise<string | undefined>;
  readonly sessions: PersonSessions;
  readonly connections: PersonConnections;
  /** Aborts fetches made for unknown clients. Called before waiting for running requests. */
  stop(): void;
  /** Stops sweeping. */
  close(): void;
}

/** Starts the authorization server on the credentials database; its secrets are created there on first start. */
export async function startAuthorizationServer(
  options: AuthorizationServerOptions,
): Promise<AuthorizationServer> {
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
  routes.use(
    consentRoutes({
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
    }),
  );
  routes.use(
    providerRoutes({
      provider,
      resource,
      cookies,
      limits,
      isAllowed: (clientId) => grants.isAllowed(clientId),
      failures: options.failures,
    }),
  );
  const stopSweeping = sweepPeriodically({ database, clock, log });
  const makerOf: FindLinkCreator = (made) => findLinkCreator({ keyBehind, grants }, made);
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
