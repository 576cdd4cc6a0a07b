import { createServer, type Server } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, type McpServerFactory } from '@modelcontextprotocol/server';
import express, { type Express, type RequestHandler, type Router } from 'express';
import type { HttpSettings } from '../config/config.js';
import { allowedHostNames } from './allowed-callers.js';
import { errorHandler, sendError } from './http-errors.js';
import { bearerGuard, callerGuard, jsonOnly, postOnly, securityHeaders } from './http-guards.js';
import { describeError, type Log } from '../telemetry/log.js';
import { RequestDrain } from './request-drain.js';
import { toolGuard } from './tool-headers.js';
import type { ToolChooser } from '../toolsets.js';

/** Where MCP is served. */
const PATH = '/mcp';
/** Below this lie the addresses for browsers and backends. */
const OTHER_PATHS = '/integrations';
/** Where it is served when callers have spaces. The last one is the address of an earlier proxy, kept for its clients. */
const SPACE_PATHS = [PATH, `${PATH}/:spaceId`, `${PATH}/notion/proxy`];
/** Far more than any call's arguments need. */
const BODY_LIMIT = '1mb';
/** Seconds that a refused client is asked to wait while this process is replaced by the next. */
const RETRY_AFTER = '5';

/** What the HTTP server is made of. */
export interface HttpServerOptions extends HttpSettings {
  readonly createServer: McpServerFactory;
  readonly log: Log;
  /** How long a stop waits for running requests. */
  readonly drainMilliseconds: number;
  /** Who may call, and for which space; `authToken` alone decides if this is absent. */
  readonly authenticate?: RequestHandler;
  /** Checks the headers by which a request chooses its tools. */
  readonly chooseTools?: ToolChooser;
  /** Addresses beside MCP, for browsers and backends, with guards of their own. */
  readonly otherRoutes?: Router;
}

/** A server that accepts connections. */
export interface RunningHttpServer {
  /** The MCP endpoint, for a client on this machine. */
  readonly url: string;
  /** Finishes running requests, refuses new ones, then stops listening. */
  close(): Promise<void>;
}

/** Serves both protocol eras, without sessions: any process can answer any request. Rejects if it cannot listen. */
export async function startHttpServer(options: HttpServerOptions): Promise<RunningHttpServer> {
  const { log } = options;
  const drain = new RequestDrain();
  const mcp = createMcpHandler(options.createServer, {
    // Only the kind is logged: the message may quote what the client sent.
    onerror: (error) => log.warn('refused or failed a message', { error: error.name }),
  });
  const answer = toNodeHandler(mcp, {
    onerror: (error) => log.error('could not answer a request', describeError(error)),
  });
  const server = createServer(
    createApp(options, drain, (request, response) => void answer(request, response, request.body)),
  );
  const port = await listen(server, options.host, options.port);
  return {
    url: urlOf(options.host, port),
    close: async () => {
      await drain.drain(options.drainMilliseconds);
      if (drain.running > 0) {
        log.warn('stopped before every request was answered', { unanswered: drain.running });
      }
      await mcp.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

function createApp(options: HttpServerOptions, drain: RequestDrain, answer: RequestHandler): Express {
  const hosts = allowedHostNames(options.host, options.allowedHosts, {
    hostName: hostname(),
    addresses: Object.values(networkInterfaces()).flatMap(
      (list) => list?.map(({ address }) => address) ?? [],
    ),
  });
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(securityHeaders);
  // Before the guards: health checks come from load balancers that know neither name nor token.
  app.get('/healthz', (_request, response) => {
    response.status(drain.isDraining ? 503 : 200).json({ status: drain.isDraining ? 'stopping' : 'ok' });
  });
  if (options.otherRoutes !== undefined) {
    // Counted as running: a callback in flight holds a code that works only once.
    app.use(OTHER_PATHS, admit(drain));
    app.use(options.otherRoutes);
  }
  app.use(callerGuard(hosts, options.allowedOrigins));
  app.all(
    options.authenticate === undefined ? PATH : SPACE_PATHS,
    options.authenticate ?? tokenGuard(options.authToken),
    postOnly,
    jsonOnly,
    options.chooseTools === undefined ? [] : toolGuard(options.chooseTools),
    express.json({ limit: BODY_LIMIT, type: () => true, strict: false, inflate: false }),
    admit(drain),
    answer,
  );
  app.use((_request, response) => sendError(response, 404, `MCP is served at ${PATH}.`));
  app.use(errorHandler(options.log));
  return app;
}

function tokenGuard(authToken: string | undefined): RequestHandler {
  return authToken === undefined ? (_request, _response, next) => next() : bearerGuard(authToken);
}

/** Counts a request as running, or refuses it because the server is stopping. */
function admit(drain: RequestDrain): RequestHandler {
  return (request, response, next) => {
    if (drain.isDraining) {
      response.set({ 'retry-after': RETRY_AFTER, connection: 'close' });
      sendError(response, 503, 'The server is stopping.');
      return;
    }
    if (!isSubscription(request.body)) {
      drain.add(response);
    }
    next();
  };
}

/** A subscription stays open as long as its client likes; no stop waits for it. */
function isSubscription(body: unknown): boolean {
  return (
    typeof body === 'object' && body !== null && 'method' in body && body.method === 'subscriptions/listen'
  );
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
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
