import { Router } from 'express';
import type { AppCaller, AuthenticateApp } from '../access/caller.js';
import type { AuditLog } from '../audit/audit-log.js';
import type { MakerOf } from '../notion-oauth/routes/confirm-link.js';
import type { GoOn } from '../notion-oauth/routes/browser-routes.js';
import type { ConnectFlow } from '../notion-oauth/flow.js';
import type { RevokeAtNotion } from '../notion-oauth/revoke-at-notion.js';
import type { Credentials } from '../credentials/credentials.js';
import type { Store } from '../credentials/store.js';
import type { RandomBytes } from '../sealing/keys.js';
import type { Log } from '../telemetry/log/log.js';
import type { PersonConnections, PersonSessions } from '../web/ports.js';
import { AccessTokenMarks } from './grants/access-token-signer.js';
import { authenticateApps } from './grants/access-tokens.js';
import { afterNotion } from './consent/continue-authorization.js';
import { AppLinks, partSeenBy, type SeenPart } from './consent/app-links.js';
import { BrowserSessions } from './consent/browser-sessions.js';
import { clientDocuments } from './clients/client-documents.js';
import { ClientGrants } from './grants/client-grants.js';
import { consentRoutes } from './consent/consent-routes.js';
import type { FailedCallers } from '../http/limits/authentication-throttle.js';
import { guardedFetch, type GuardedFetch } from '../http/fetch/guarded-fetch.js';
import { makerOfLink, type KeyBehind } from './consent/link-creators.js';
import { personConnections } from './consent/person-connections.js';
import { providerRoutes } from './provider/provider-routes.js';
import { createProvider } from './provider/provider.js';
import { RecordStore } from './records/record-store.js';
import { RefreshRotation } from './provider/refresh-rotation.js';
import { documentAsker } from './clients/document-requester.js';
import { keptDocuments } from './clients/client-document-store.js';
import type { RequestLimits } from './request-limits.js';
import { RequestCookies } from './provider/request-cookies.js';
import { READ_SCOPE, protectedResource, type ProtectedResource } from './grants/resource.js';
import { loadOrCreateSecrets } from './provider/server-secrets.js';
import { signOut } from './grants/sign-out.js';
import { StandingGrants } from './grants/grant-validity.js';
import { SWEEP_INTERVAL, sweepExpired } from './records/sweep.js';
import { WaitingRequests } from './consent/pending-authorization-requests.js';

/** What the authorization server is made of. */
interface AuthorizationServerOptions {
  /** Address of this server in a browser, without a slash at the end. */
  readonly publicUrl: string;
  readonly store: Pick<Store, 'database' | 'sealer' | 'clock'>;
  readonly credentials: Pick<Credentials, 'connectionsOf' | 'connectionsOwnedBy' | 'disconnect'>;
  readonly flow: ConnectFlow;
  readonly revoke: RevokeAtNotion;
  readonly keyBehind: KeyBehind;
  readonly randomBytes: RandomBytes;
  readonly log: Log;
  readonly audit?: AuditLog | undefined;
  /** Fetches the documents of clients; guarded against addresses that are not on the public internet if not given. */
  readonly fetchDocument?: GuardedFetch | undefined;
  readonly limits?: RequestLimits | undefined;
  /** Counts who sends what nobody issued. */
  readonly failures: FailedCallers;
}

/** The authorization server, running. */
interface AuthorizationServer {
  readonly resource: ProtectedResource;
  /** What a 401 tells a client about where to go (RFC 9728 §5.1). */
  readonly challenge: { readonly metadataUrl: string; readonly scope: string };
  /** Addresses for clients and browsers, to be mounted at the root. */
  readonly routes: Router;
  /** Answers people who come back from Notion. */
  readonly goOn: GoOn;
  readonly authenticateApp: AuthenticateApp;
  /** Where a person has to go for an app's call to work; undefined where the app has to ask for permission anew. */
  readonly linkFor: (app: AppCaller) => Promise<string | undefined>;
  /** What an app may see, as it is now. */
  readonly seenBy: (app: AppCaller) => Promise<SeenPart>;
  /** Who made a connect link, for the page that names them. */
  readonly makerOf: MakerOf;
  readonly sessions: PersonSessions;
  readonly connections: PersonConnections;
  /** Gives up what strangers have it fetch. Told before running requests are waited for. */
  stop(): void;
  /** Stops sweeping. */
  close(): void;
}

/** Starts the authorization server on the database of credentials; its secrets are made there on first start. */
export async function startAuthorizationServer(
  options: AuthorizationServerOptions,
): Promise<AuthorizationServer> {
  const { publicUrl, store, credentials, flow, revoke, keyBehind, randomBytes, log, limits, audit } = options;
  const { database, clock } = store;
  const resource = protectedResource(publicUrl);
  const records = new RecordStore({ ...store, audit });
  const grants = new ClientGrants(database, clock, audit);
  const secrets = await loadOrCreateSecrets(records);
  const stopping = new AbortController();
  const marks = new AccessTokenMarks(secrets.rotationKey);
  const standing = new StandingGrants({ grants, credentials, records, log });
  const secure = publicUrl.startsWith('https:');
  const cookies = new RequestCookies(secure);
  const provider = createProvider({
    records,
    cookies,
    grantStands: (grantId) => standing.standsById(grantId),
    rotation: new RefreshRotation(secrets.rotationKey, records, clock),
    clock,
    resource,
    secrets,
    marks,
    fetch: clientDocuments({
      fetch: options.fetchDocument ?? guardedFetch(),
      asker: documentAsker,
      isAllowed: (clientId) => grants.isAllowed(clientId),
      kept: keptDocuments(records, clock),
      now: () => clock.now().getTime(),
      stopping: stopping.signal,
    }),
    log,
  });
  const requests = new WaitingRequests(provider);
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
  const sweep = (): void => {
    sweepExpired(database, clock.now()).catch(() => log.warn('could not remove what is over'));
  };
  const sweeping = setInterval(sweep, SWEEP_INTERVAL).unref();
  const makerOf: MakerOf = (made) => makerOfLink({ keyBehind, grants }, made);
  const links = new AppLinks({ flow, credentials, grants, clock, resource });
  return {
    resource,
    challenge: { metadataUrl: resource.metadataUrl, scope: READ_SCOPE },
    routes,
    goOn: afterNotion({ requests, sessions, grants, resource }),
    authenticateApp: authenticateApps({ provider, marks, grants, standing, resource }),
    linkFor: (app) => links.linkFor(app),
    seenBy: (app) => partSeenBy(grants, app),
    makerOf,
    sessions,
    connections: personConnections({
      credentials,
      grants,
      records,
      flow,
      revoke,
      makerOf,
      signOut: (personId) => signOut({ database, audit }, personId),
      log,
      secure,
    }),
    stop: () => stopping.abort(),
    close: () => clearInterval(sweeping),
  };
}
