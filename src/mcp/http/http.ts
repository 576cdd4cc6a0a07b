import { createServer, type Server, type ServerOptions } from 'node:http';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import { PendingElicitations, type ElicitationOptions } from '../elicitation/pending-elicitations.js';
import { limitConnections } from './connection-limit.js';
import { watchExchanges } from './exchange-watch.js';
import { defaultHttpLimits, limitTimes, type HttpLimits } from './guards/http-limits.js';
import { defaultProtocol, handleRequest, protocolHandler } from './handle-request.js';
import { maxConnectionsForOpenFiles } from './open-files.js';
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
  /** How clients before 2026 are asked something during a call; absent if there is nothing to ask. */
  readonly elicitations?: ElicitationOptions;
  /** Called before the stop waits for running requests, so that none of them waits for a person. */
  readonly onStopping?: () => void;
}

/** A server that accepts connections. */
export interface RunningHttpServer {
  /** The MCP endpoint, for a client on this machine. */
  readonly url: string;
  /** Finishes running requests, refuses new ones, then stops listening. */
  close(): Promise<void>;
}

/** Serves both protocol versions without sessions: any process can answer any request. Rejects if it cannot listen. */
export async function startHttpServer(options: HttpServerOptions): Promise<RunningHttpServer> {
  const { log } = options;
  const wanted = { ...defaultHttpLimits, ...options.limits };
  const limits = { ...wanted, maxConnections: maxConnectionsForOpenFiles(wanted.maxConnections) };
  const drain = new RequestDrain();
  const questions = options.elicitations && new PendingElicitations(options.elicitations);
  const mcp = protocolHandler(options.createServer, options.protocol ?? defaultProtocol, log, questions);
  const app = createApp(options, limits, drain, handleRequest(mcp));
  const server = createServer({ ...SOCKETS, maxHeaderSize: limits.maxHeadBytes }, app);
  limitTimes(server, limits);
  limitConnections(server, limits, trustedProxies(options.trustedProxies));
  watchExchanges(server, limits);
  const port = await listen(server, options.host, options.port);
  return {
    url: urlOf(options.host, port),
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
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: MAX_WAITING_CONNECTIONS }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** A wildcard address cannot be called; loopback is used instead. */
function urlOf(host: string, port: number): string {
  const callable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${callable.includes(':') ? `[${callable}]` : callable}:${port}${MCP_PATH}`;
}
