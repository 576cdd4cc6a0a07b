import { Router } from 'express';
import { confirmLink } from './confirm-link.js';
import { backendRoutes } from './backend-routes.js';
import { browserRoutes } from './browser-routes.js';
import { ConnectFlow } from '../flow.js';
/** Flows that one caller may start per minute: human clicks, with headroom for a busy day. */
const DEFAULT_STARTS_PER_MINUTE = 60;
const unknownCreator = () => Promise.resolve({ kind: 'unknown' });
/** All addresses below `/integrations/notion`. Mount at the root, before any guard for MCP clients. */
export function createConnectRouter(options) {
    const flow = new ConnectFlow(options);
    const { log, onAuthorized, startsPerMinute = DEFAULT_STARTS_PER_MINUTE } = options;
    const router = Router();
    const ask = confirmLink({ findLinkCreator: unknownCreator, ...options, flow });
    router.use(browserRoutes({ flow, secure: options.publicUrl.startsWith('https:'), confirm: ask, log, onAuthorized }));
    router.use(backendRoutes({ ...options, flow, startsPerMinute }));
    return router;
}
