import { Router } from 'express';
import type { Credentials } from '../../credentials/credentials.js';
import type { OauthClient } from '../oauth.js';
import { confirmLink, type FindLinkCreator } from './confirm-link.js';
import type { Authorize } from './service-key-guard.js';
import { backendRoutes, type HostedStarts } from './backend-routes.js';
import { browserRoutes, type OnAuthorized } from './browser-routes.js';
import { ConnectFlow, type ConnectFlowOptions } from '../flow.js';
import type { RevokeAtNotion } from '../revoke-at-notion.js';

/** Options of the connect routes. */
interface ConnectRouterOptions extends Omit<ConnectFlowOptions, 'oauth' | 'credentials'> {
  readonly oauth: Pick<OauthClient, 'authorizeUrl' | 'exchange'>;
  readonly revoke: RevokeAtNotion;
  /** Absent where hosted connections are off. */
  readonly hosted?: HostedStarts | undefined;
  readonly credentials: Pick<
    Credentials,
    'recordConnection' | 'allConnectionsOf' | 'findConnection' | 'disconnect'
  >;
  /** Authenticates callers of the backend routes. */
  readonly authorize: Authorize;
  /** Origins that people may be sent back to, compared exactly. */
  readonly returnOrigins: readonly string[];
  /** Flows that one caller may start per minute. */
  readonly startsPerMinute: number;
  /** Answers browsers if something continues here afterwards. */
  readonly onAuthorized?: OnAuthorized;
  /** Looks up who made a link, for the page that names them. */
  readonly findLinkCreator?: FindLinkCreator;
}

const unknownCreator: FindLinkCreator = () => Promise.resolve({ kind: 'unknown' });

/** All addresses below `/integrations/notion`. Mount at the root, before any guard for MCP clients. */
export function createConnectRouter(options: ConnectRouterOptions): Router {
  const flow = new ConnectFlow(options);
  const { log, onAuthorized } = options;
  const router = Router();
  const ask = confirmLink({ findLinkCreator: unknownCreator, ...options, flow });
  router.use(
    browserRoutes({ flow, secure: options.publicUrl.startsWith('https:'), confirm: ask, log, onAuthorized }),
  );
  router.use(backendRoutes({ ...options, flow }));
  return router;
}
