import { createServer } from 'node:http';
import { PendingElicitations } from '../elicitation/pending-elicitations.js';
import { limitConnections } from './connection-limit.js';
import { watchExchanges } from './exchange-watch.js';
import { defaultHttpLimits, limitTimes } from './guards/http-limits.js';
import { defaultProtocol, handleRequest, protocolHandler } from './handle-request.js';
import { ownHealth } from './health.js';
import { startHealthPort } from './health-port.js';
import { listen, originOf } from './listen.js';
import { maxConnectionsForOpenFiles } from './open-files.js';
import { createApp, MCP_PATH } from './routes.js';
import { RequestDrain } from './running-requests.js';
import { trustedProxies } from './trusted-proxies.js';
/**
 * Backlog of accepted connections. Beyond Node's default of 511 a burst would make clients retry after a second; the
 * system may allow fewer.
 */
const MAX_WAITING_CONNECTIONS = 4096;
/** TCP keep-alive detects vanished clients; timeouts are checked every second. */
const SOCKETS = {
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
    connectionsCheckingInterval: 1000,
};
/** Serves both protocol versions without sessions: any process can answer any request. Rejects with a `ListenError`. */
export async function startHttpServer(options) {
    const { log } = options;
    const wanted = { ...defaultHttpLimits, ...options.limits };
    const limits = { ...wanted, maxConnections: maxConnectionsForOpenFiles(wanted.maxConnections) };
    const drain = new RequestDrain();
    const questions = options.elicitations && new PendingElicitations(options.elicitations);
    const mcp = protocolHandler(options.createServer, options.protocol ?? defaultProtocol, log, questions);
    const { readinessChecks: checks = {}, optionalChecks, indexedPercent } = options;
    const health = ownHealth({ isDraining: () => drain.isDraining, checks, optionalChecks, indexedPercent });
    const app = createApp(options, limits, { drain, health }, handleRequest(mcp));
    const server = createServer({ ...SOCKETS, maxHeaderSize: limits.maxHeadBytes }, app);
    limitTimes(server, limits);
    limitConnections(server, limits, trustedProxies(options.trustedProxies));
    watchExchanges(server, limits);
    const port = await listen(server, { host: options.host, port: options.port }, MAX_WAITING_CONNECTIONS);
    const healthPort = await openHealthPort(health, options.healthAddress).catch((error) => {
        server.close();
        throw error;
    });
    return {
        url: `${originOf(options.host, port)}${MCP_PATH}`,
        healthUrl: healthPort?.url,
        health,
        close: async () => {
            options.onStopping?.();
            questions?.stop();
            await drain.drain(options.drainMilliseconds);
            if (drain.running > 0) {
                log.warn('stopped with unanswered requests', { unanswered: drain.running });
            }
            await mcp.close();
            server.close();
            server.closeAllConnections();
            await healthPort?.close();
        },
    };
}
async function openHealthPort(health, address) {
    return address === undefined ? undefined : startHealthPort(health, address);
}
