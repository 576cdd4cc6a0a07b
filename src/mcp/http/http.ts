import { createServer, type ServerOptions } from 'node:http';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import { PendingElicitations, type ElicitationOptions } from '../elicitation/pending-elicitations.js';
import { limitConnections } from './sockets/connection-limit.js';
import { watchExchanges } from './exchange-watch.js';
import { defaultHttpLimits, limitTimes, type HttpLimits } from './guards/http-limits.js';
import { defaultProtocol, handleRequest, protocolHandler } from './handle-request.js';
import { ownHealth, type Health } from './health.js';
import { startHealthPort, type HealthPort } from './health-port.js';
import { listen, originOf, type ListenAddress } from './listen.js';
import { limitPipelining } from './sockets/limit-pipelining.js';
import { maxConnectionsForOpenFiles } from './sockets/open-files.js';
import { createApp, MCP_PATH, type RouteOptions } from './routes.js';
import { RequestDrain } from './running-requests.js';
import { trustedProxies } from './trusted-proxies.js';

/**
 * Backlog of accepted connections. Beyond Node's default of 511 a burst would make clients retry after a second; the
 * system may allow fewer.
 */
const MAX_WAITING_CONNECTIONS = 4096;

/** TCP keep-alive detects vanished clients; timeouts are checked every second. */
const SOCKETS: ServerOptions = {
  keepAlive: true,
  keepAliveInitialDelay: 30_000,
  connectionsCheckingInterval: 1000,
};

/** Options for the HTTP server. */
export interface HttpServerOptions extends RouteOptions {
  readonly createServer: McpServerFactory;
  /** Milliseconds that a stop waits for running requests. */
  readonly drainMilliseconds: number;
  readonly limits?: Partial<HttpLimits>;
  /** Where probes are answered as well; absent if only where callers are served. */
  readonly healthAddress?: ListenAddress | undefined;
  /** How clients before 2026 are asked something during a call; absent if there is nothing to ask. */
  readonly elicitations?: ElicitationOptions;
  /** Called before the stop waits for running requests, so that none of them waits for a person. */
  readonly onStopping?: () => void;
}

/** A server that accepts connections. */
export interface RunningHttpServer {
  /** The MCP endpoint, for a client on this machine. */
  readonly url: string;
  /** The port for probes; absent if there is none. */
  readonly healthUrl: string | undefined;
  readonly health: Health;
  /** Finishes running requests, refuses new ones, then stops listening. */
  close(): Promise<void>;
}

/** Serves both protocol versions without sessions: any process can answer any request. Rejects with a `ListenError`. */
export async function startHttpServer(options: HttpServerOptions): Promise<RunningHttpServer> {
  const { log } = options;
  const wanted = { ...defaultHttpLimits, ...options.limits };
  const limits = { ...wanted, maxConnections: maxConnectionsForOpenFiles(wanted.maxConnections) };
  const drain = new RequestDrain();
  const questions = options.elicitations && new PendingElicitations(options.elicitations);
  const mcp = protocolHandler(options.createServer, options.protocol ?? defaultProtocol, log, questions);
  const { readinessChecks: checks = {}, optionalChecks, indexedPercent } = options;
  const health = ownHealth({ isDraining: () => drain.isDraining, checks, optionalChecks, indexedPercent });
  const app = createApp(options, limits, { drain, health }, handleRequest(mcp));
  const server = createServer({ ...SOCKETS, maxHeaderSize: limits.maxHeadBytes }, limitPipelining(app));
  limitTimes(server, limits);
  limitConnections(server, limits, trustedProxies(options.trustedProxies));
  watchExchanges(server, limits);
  const port = await listen(server, { host: options.host, port: options.port }, MAX_WAITING_CONNECTIONS);
  const healthPort = await openHealthPort(health, options.healthAddress).catch((error: unknown) => {
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

async function openHealthPort(
  health: Health,
  address: ListenAddress | undefined,
): Promise<HealthPort | undefined> {
  return address === undefined ? undefined : startHealthPort(health, address);
}
