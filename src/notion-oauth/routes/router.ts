import { Router } from 'express';
import type { Credentials } from '../../credentials/credentials.js';
import type { OauthClient } from '../oauth.js';
import { confirmLink, type FindLinkCreator } from './confirm-link.js';
import type { Authorize } from './service-key-guard.js';
import { backendRoutes } from './backend-routes.js';
import { browserRoutes, type OnAuthorized } from './browser-routes.js';
import { ConnectFlow, type ConnectFlowOptions } from '../flow.js';
import { revokeWith } from '../revoke-at-notion.js';

/** Flows that one caller may start in a minute: people who click, with room for a busy day. */
const DEFAULT_STARTS_PER_MINUTE = 60;

/** Options of the connect routes. */
interface ConnectRouterOptions extends Omit<ConnectFlowOptions, 'oauth' | 'credentials'> {
  readonly oauth: Pick<OauthClient, 'authorizeUrl' | 'exchange' | 'revoke'>;
  readonly credentials: Pick<
    Credentials,
    'recordConnection' | 'connectionsOf' | 'findConnection' | 'disconnect'
  >;
  /** Finds out who calls the routes for backends. */
  readonly authorize: Authorize;
  /** Origins that people may be sent back to, compared as a whole. */
  readonly returnOrigins: readonly string[];
  readonly startsPerMinute?: number;
  /** Answers people whose way goes on at our side. */
  readonly onAuthorized?: OnAuthorized;
  /** Finds out who made a link, for the page that names them. */
  readonly findLinkCreator?: FindLinkCreator;
}

const unknownCreator: FindLinkCreator = () => Promise.resolve({ kind: 'unknown' });

/** All addresses below `/integrations/notion`; to be mounted at the root, before any guard for MCP clients. */
export function createConnectRouter(options: ConnectRouterOptions): Router {
  const flow = new ConnectFlow(options);
  const { log, oauth, onAuthorized, startsPerMinute = DEFAULT_STARTS_PER_MINUTE } = options;
  const router = Router();
  const ask = confirmLink({ findLinkCreator: unknownCreator, ...options, flow });
  router.use(
    browserRoutes({ flow, secure: options.publicUrl.startsWith('https:'), confirm: ask, log, onAuthorized }),
  );
  router.use(backendRoutes({ ...options, flow, revoke: revokeWith(oauth, log), startsPerMinute }));
  return router;
}
