import { Router } from 'express';
import type { Credentials } from '../../credentials/credentials.js';
import type { OauthClient } from '../oauth.js';
import { askFirst, type MakerOf } from './confirm-link.js';
import type { Authorise } from './service-key-guard.js';
import { backendRoutes } from './backend-routes.js';
import { browserRoutes, type GoOn } from './browser-routes.js';
import { ConnectFlow, type ConnectFlowOptions } from '../flow.js';
import { revokeWith } from '../revoke-at-notion.js';

/** Flows that one caller may start in a minute: people who click, with room for a busy day. */
const STANDARD_STARTS_PER_MINUTE = 60;

/** What connecting over HTTP is made of. */
interface ConnectRouterOptions extends Omit<ConnectFlowOptions, 'oauth' | 'credentials'> {
  readonly oauth: Pick<OauthClient, 'authorizeUrl' | 'exchange' | 'revoke'>;
  readonly credentials: Pick<
    Credentials,
    'recordConnection' | 'connectionsOf' | 'findConnection' | 'disconnect'
  >;
  /** Finds out who calls the routes for backends. */
  readonly authorise: Authorise;
  /** Origins that people may be sent back to, compared as a whole. */
  readonly returnOrigins: readonly string[];
  readonly startsPerMinute?: number;
  /** Answers people whose way goes on at our side. */
  readonly goOn?: GoOn;
  /** Finds out who made a link, for the page that names them. */
  readonly makerOf?: MakerOf;
}

const unknownMaker: MakerOf = () => Promise.resolve({ kind: 'unknown' });

/** All addresses below `/integrations/notion`; to be mounted at the root, before any guard for MCP clients. */
export function createConnectRouter(options: ConnectRouterOptions): Router {
  const flow = new ConnectFlow(options);
  const { log, oauth, goOn, startsPerMinute = STANDARD_STARTS_PER_MINUTE } = options;
  const router = Router();
  const ask = askFirst({ makerOf: unknownMaker, ...options, flow });
  router.use(browserRoutes({ flow, secure: options.publicUrl.startsWith('https:'), ask, log, goOn }));
  router.use(backendRoutes({ ...options, flow, revoke: revokeWith(oauth, log), startsPerMinute }));
  return router;
}
