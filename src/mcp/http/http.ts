import { createServer, type Server, type ServerOptions } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import type { AuthInfo, McpServerFactory } from '@modelcontextprotocol/server';
import express, { type Express, type Request, type RequestHandler, type Router } from 'express';
import type { HttpSettings } from '../../config/settings/http-settings.js';
import { allowedHostNames } from './guards/allowed-callers.js';
import { handleRequest, protocolHandler, defaultProtocol } from './handle-request.js';
import { batchGuard } from './guards/batch-guard.js';
import { refusalDelayMs, defaultCallLimits, type CallLimits } from '../calls/call-limiter.js';
import { partyOf } from '../calls/request-caller.js';
import { limitConnections } from './connection-limit.js';
import { addVersionHeaders } from './guards/version-headers.js';
import { watchExchanges } from './exchange-watch.js';
import { refuseForwarded } from './guards/forwarded-guard.js';
import { healthRoutes } from './health-routes.js';
import { mcpErrorHandler, sendError, sendRetryLater } from './http-errors.js';
import { bearerGuard, callerGuard, jsonOnly, postOnly } from './guards/http-guards.js';
import { limitHeads, limitTimes, defaultHttpLimits, type HttpLimits } from './guards/http-limits.js';
import { jsonBody } from './guards/json-body.js';
import { maxConnectionsForOpenFiles } from './open-files.js';
import { PendingElicitations, type ElicitationOptions } from '../elicitation/pending-elicitations.js';
import { messageGuard } from './guards/message-guard.js';
import type { Log } from '../../telemetry/log/log.js';
import type { ReadinessCheck } from './readiness.js';
import { trackRunningRequests, RequestDrain } from './running-requests.js';
import { AuthenticationThrottle } from '../../http/limits/authentication-throttle.js';
import { ConcurrencyQuota } from '../../http/limits/concurrency-quota.js';
import { limitBodyTime } from '../../http/read-body.js';
import { securityHeaders } from '../../http/security-headers.js';
import { toolGuard } from './guards/tool-headers.js';
import { trustedProxies } from './trusted-proxies.js';
import type { ToolChooser } from '../../toolsets.js';

/** Where MCP is served. */
const PATH = '/mcp';
/** Below this lie the addresses for browsers and backends. */
const OTHER_PATHS = ['/integrations', '/oauth'];
/** Where it is served when callers have spaces. The last one is the address of an earlier proxy, kept for its clients. */
const SPACE_PATHS = [PATH, `${PATH}/:spaceId`, `${PATH}/notion/proxy`];
/** Requests of all kinds that may be under way, as a multiple of the tool calls among them that may run. */
const REQUESTS_PER_CALL = 2;
/**
 * Connections that the system has made and that wait to be looked at. Beyond Node's 511 a burst would make others try again,
 * a second later; the system may allow fewer.
 */
const MAX_WAITING_CONNECTIONS = 4096;
/** Seconds that a client is asked to wait while this process is replaced by the next. */
const STOPPING_RETRY_SECONDS = 5;
/** Seconds that a client is asked to wait while it has too many requests under way. */
const BUSY_RETRY_SECONDS = 2;

/** A client that vanished without a word is noticed by TCP's own probes; and it is looked every second who is late. */
const SOCKETS: ServerOptions = {
  keepAlive: true,
  keepAliveInitialDelay: 30_000,
  connectionsCheckingInterval: 1000,
};

/** Options for the HTTP server. */
export interface HttpServerOptions extends HttpSettings {
  readonly createServer: McpServerFactory;
  readonly log: Log;
  /** How long a stop waits for running requests. */
  readonly drainMilliseconds: number;
  /** Tool calls that may run at once. */
  readonly callLimits?: CallLimits;
  readonly limits?: Partial<HttpLimits>;
  /** How clients before 2026 are asked something in the middle of a call; absent where there is nothing to ask. */
  readonly elicitations?: ElicitationOptions;
  /** Called before the stop waits for running requests, so that none of them waits for a person. */
  readonly onStopping?: () => void;
  /** Who may call, and for which space; `authToken` alone decides if this is absent. */
  readonly authenticate?: RequestHandler;
  /** Checks that must pass for the server to be ready, by the name that `/readyz` shows. */
  readonly readinessChecks?: Readonly<Record<string, ReadinessCheck>>;
  /** Checks that may fail without making the server unready. */
  readonly optionalChecks?: Readonly<Record<string, ReadinessCheck>>;
  /** Checks the headers by which a request chooses its tools. */
  readonly chooseTools?: ToolChooser;
  /** Addresses beside MCP, for browsers and backends, with guards of their own. */
  readonly otherRoutes?: Router;
  /** Handles requests that match no route, before the 404; may call `next`. */
  readonly notFound?: RequestHandler;
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

function createApp(
  options: HttpServerOptions,
  limits: HttpLimits,
  drain: RequestDrain,
  answer: RequestHandler,
): Express {
  const hosts = allowedHostNames(options.host, options.allowedHosts, {
    hostName: hostname(),
    addresses: Object.values(networkInterfaces()).flatMap(
      (list) => list?.map(({ address }) => address) ?? [],
    ),
  });
  const protocol = options.protocol ?? defaultProtocol;
  const { perSpace, overall } = options.callLimits ?? defaultCallLimits;
  const places = new ConcurrencyQuota({
    perKey: perSpace * REQUESTS_PER_CALL,
    overall: overall * REQUESTS_PER_CALL,
  });
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trustedProxies(options.trustedProxies));
  app.use(trackRunningRequests, securityHeaders, limitHeads(limits));
  // Before the guards: health checks come from load balancers that know neither name nor token.
  const { readinessChecks: checks = {}, optionalChecks } = options;
  app.use(healthRoutes({ isDraining: () => drain.isDraining, checks, optionalChecks }));
  app.all(
    options.authenticate === undefined ? PATH : SPACE_PATHS,
    callerGuard(hosts, options.allowedOrigins),
    options.authenticate ?? tokenGuard(options.authToken, options.log),
    postOnly,
    jsonOnly,
    options.chooseTools === undefined ? [] : toolGuard(options.chooseTools),
    boundRequests(places),
    jsonBody(limits.maxBodyBytes),
    batchGuard(places),
    messageGuard,
    protocol.lenientHeaders && !protocol.legacyOnly ? addVersionHeaders(options.log) : [],
    refuseWhileDraining(drain),
    answer,
  );
  if (options.otherRoutes !== undefined) {
    // Counted as running: a callback in flight holds a code that works only once.
    app.use(OTHER_PATHS, refuseWhileDraining(drain));
    app.use(limitBodyTime(limits.unauthenticatedBodyTimeoutMs), options.otherRoutes);
  }
  if (options.notFound !== undefined) {
    app.use(options.notFound);
  }
  app.use((_request, response) => sendError(response, 404, `MCP is served at ${PATH}.`));
  app.use(mcpErrorHandler(options.log));
  return app;
}

/** Without a token the server is for programs on its own machine alone. */
function tokenGuard(authToken: string | undefined, log: Log): RequestHandler {
  return authToken === undefined
    ? refuseForwarded
    : bearerGuard(authToken, new AuthenticationThrottle({ log }));
}

/** Counts a request as running, or refuses it because the server is stopping. */
function refuseWhileDraining(drain: RequestDrain): RequestHandler {
  return (request, response, next) => {
    if (drain.isDraining) {
      response.set('connection', 'close');
      sendRetryLater(response, 503, 'The server is stopping.', STOPPING_RETRY_SECONDS);
    } else {
      drain.add(request, response);
      next();
    }
  };
}

/** Refuses floods before their bodies are read: what is under way for a space is bounded, and so is the memory it takes. */
function boundRequests(places: ConcurrencyQuota): RequestHandler {
  return (request: Request & { auth?: AuthInfo }, response, next) => {
    const giveBack = places.acquire(partyOf(request.auth));
    if (giveBack === undefined) {
      const timer = setTimeout(
        () => sendRetryLater(response, 429, 'Too many requests are running.', BUSY_RETRY_SECONDS),
        refusalDelayMs(),
      );
      response.once('close', () => clearTimeout(timer));
    } else {
      response.once('close', giveBack);
      next();
    }
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

/** An address that stands for all of them cannot be called; this machine then calls its loopback. */
function urlOf(host: string, port: number): string {
  const callable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${callable.includes(':') ? `[${callable}]` : callable}:${port}${PATH}`;
}
