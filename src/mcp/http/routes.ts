import type { RequestListener } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import type { AuthInfo } from '@modelcontextprotocol/server';
import express, { type Request, type RequestHandler, type Router } from 'express';
import type { HttpSettings } from '../../config/settings/http-settings.js';
import { AuthenticationThrottle } from '../../http/limits/authentication-throttle.js';
import { ConcurrencyQuota } from '../../http/limits/concurrency-quota.js';
import { limitBodyTime } from '../../http/read-body.js';
import { securityHeaders } from '../../http/security-headers.js';
import type { Log } from '../../telemetry/log/log.js';
import type { ToolChooser } from '../../toolsets.js';
import { defaultCallLimits, refusalDelayMs, type CallLimits } from '../calls/call-limiter.js';
import { quotaKeyOf } from '../calls/request-caller.js';
import { admitOwnMachine, admitToken, type AdmitAtOnce } from './guards/admit-at-once.js';
import { allowedHostNames, hostCheck } from './guards/allowed-callers.js';
import { crossOrigin } from './guards/cross-origin.js';
import { batchGuard } from './guards/batch-guard.js';
import { refuseForwarded } from './guards/forwarded-guard.js';
import { bearerGuard, callerGuard, jsonOnly, postOnly } from './guards/http-guards.js';
import { limitHeads, type HttpLimits } from './guards/http-limits.js';
import { jsonBody } from './guards/json-body.js';
import { messageGuard } from './guards/message-guard.js';
import { toolGuard } from './guards/tool-headers.js';
import { addVersionHeaders } from './guards/version-headers.js';
import { directAnswer, directPath, type DirectPathOptions } from './direct-path.js';
import { defaultProtocol } from './handle-request.js';
import { healthRoutes } from './health-routes.js';
import { HOSTED_PATHS } from './hosted/hosted-route.js';
import type { Health } from './health.js';
import { mcpErrorHandler, sendError, sendRetryLater } from './http-errors.js';
import { plainLane, reportFailure } from './plain-lane.js';
import type { ReadinessCheck } from './readiness.js';
import { trackRunningRequests, type RequestDrain } from './running-requests.js';
import { trustedProxies } from './trusted-proxies.js';

/** Path of MCP. */
export const MCP_PATH = '/mcp';
/** Paths for browsers and backends. */
const OTHER_PATHS = ['/integrations', '/oauth', '/chat', '/api'];
/** Paths of MCP if callers have spaces. The last one is that of an earlier proxy, kept for its clients. */
const PROXY_PATH = `${MCP_PATH}/notion/proxy`;
const SPACE_PATHS = [MCP_PATH, `${MCP_PATH}/:spaceId`, PROXY_PATH];
/** Concurrent requests of all kinds, as a multiple of concurrent tool calls. */
const REQUESTS_PER_CALL = 2;
/** `Retry-After` in seconds while this process is being replaced. */
const STOPPING_RETRY_SECONDS = 5;
/** `Retry-After` in seconds for a client with too many running requests. */
const BUSY_RETRY_SECONDS = 2;

/** Options for the routes. */
export interface RouteOptions extends HttpSettings {
  readonly log: Log;
  /** Tool calls that may run at once. */
  readonly callLimits?: CallLimits;
  /** Authenticates callers and fixes their space; if absent, `authToken` alone decides. */
  readonly authenticate?: RequestHandler;
  /** Does the same for callers that take no look-up; without it, `authenticate` decides about each request. */
  readonly admitAtOnce?: AdmitAtOnce;
  /** How plain messages are answered; without it, all of them pass through the SDK. */
  readonly direct?: DirectPathOptions;
  /** Checks that must pass for the server to be ready, by the name that `/readyz` shows. */
  readonly readinessChecks?: Readonly<Record<string, ReadinessCheck>>;
  /** Checks that may fail without making the server unready. */
  readonly optionalChecks?: Readonly<Record<string, ReadinessCheck>>;
  /** How much of what is listed is indexed, in percent. */
  readonly indexedPercent?: (() => Promise<number>) | undefined;
  /** Passes messages on to Notion's hosted server; absent where nothing is passed on. */
  readonly hosted?: RequestHandler | undefined;
  /** Checks the headers by which a request chooses its tools. */
  readonly chooseTools?: ToolChooser;
  /** Routes for browsers and backends, with guards of their own. */
  readonly otherRoutes?: Router;
  /** Pages for people who open addresses of programs in a browser; both handlers call `next` for everybody else. */
  readonly browserPages?: { readonly endpoint: RequestHandler; readonly home?: RequestHandler };
  /** Handles requests that match no route, before the 404; may call `next`. */
  readonly notFound?: RequestHandler;
}

/**
 * The routes of the server: health checks, MCP behind its guards in order, and the other routes. Plain requests to MCP
 * take a lane beside them.
 */
export function createApp(
  options: RouteOptions,
  limits: HttpLimits,
  { drain, health }: { readonly drain: RequestDrain; readonly health: Health },
  answer: RequestHandler,
): RequestListener {
  const names = allowedHostNames(options.host, options.allowedHosts, {
    hostName: hostname(),
    addresses: Object.values(networkInterfaces()).flatMap(
      (list) => list?.map(({ address }) => address) ?? [],
    ),
  });
  const isAllowedHost = hostCheck(names);
  const protocol = options.protocol ?? defaultProtocol;
  const { perSpace, overall } = options.callLimits ?? defaultCallLimits;
  const places = new ConcurrencyQuota({
    perKey: perSpace * REQUESTS_PER_CALL,
    overall: overall * REQUESTS_PER_CALL,
  });
  const direct =
    options.direct === undefined || protocol.legacyOnly
      ? undefined
      : { answer: directAnswer(options.direct), mayAsk: options.direct.mayAsk };
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', trustedProxies(options.trustedProxies));
  app.use(trackRunningRequests, securityHeaders, limitHeads(limits), reportFailure);
  // Before the guards: health checks come from load balancers that know neither name nor token.
  app.use(healthRoutes(health));
  const { endpoint, home } = options.browserPages ?? {};
  const callers = [
    callerGuard(isAllowedHost, options.allowedOrigins),
    crossOrigin(options.allowedOrigins),
    // Before authentication: a person at a browser has no token to send.
    endpoint ?? [],
    options.authenticate ?? tokenGuard(options.authToken, options.log),
    postOnly,
    jsonOnly,
  ];
  if (options.hosted !== undefined) {
    const passedOn = [
      ...callers,
      boundRequests(places),
      jsonBody(limits.maxBodyBytes),
      batchGuard(places),
      refuseWhileDraining(drain),
      options.hosted,
    ];
    app.all(HOSTED_PATHS, ...passedOn);
    app.all(PROXY_PATH, onlyHostedBackend, ...passedOn);
  }
  app.all(
    options.authenticate === undefined ? MCP_PATH : SPACE_PATHS,
    ...callers,
    options.chooseTools === undefined ? [] : toolGuard(options.chooseTools),
    boundRequests(places),
    jsonBody(limits.maxBodyBytes),
    batchGuard(places),
    messageGuard,
    protocol.lenientHeaders && !protocol.legacyOnly ? addVersionHeaders(options.log) : [],
    refuseWhileDraining(drain),
    direct === undefined ? [] : directPath(direct.answer, direct.mayAsk),
    answer,
  );
  if (options.otherRoutes !== undefined) {
    // Counted as running: a callback in flight holds a code that works only once.
    app.use(OTHER_PATHS, refuseWhileDraining(drain));
    app.use(limitBodyTime(limits.unauthenticatedBodyTimeoutMs), options.otherRoutes);
  }
  if (home !== undefined) {
    app.get('/', callerGuard(isAllowedHost, options.allowedOrigins), home);
  }
  if (options.notFound !== undefined) {
    app.use(options.notFound);
  }
  app.use((_request, response) => sendError(response, 404, `MCP is served at ${MCP_PATH}.`));
  app.use(mcpErrorHandler(options.log));
  const admit = admitterOf(options);
  return direct === undefined || admit === undefined
    ? app
    : plainLane(app, {
        ...direct,
        admit,
        chooseTools: options.chooseTools,
        isAllowedHost,
        origins: options.allowedOrigins,
        limits,
        hasSpaces: options.authenticate !== undefined,
        places,
        drain,
      });
}

/** The path of the earlier proxy says in its query which of the two is meant. */
const onlyHostedBackend: RequestHandler = (request, _response, next) => {
  next(request.query['backend'] === 'hosted' ? undefined : 'route');
};

/** The same as the guard of the route, for what it would let pass without a look-up. */
function admitterOf({ authenticate, admitAtOnce, authToken }: RouteOptions): AdmitAtOnce | undefined {
  if (authenticate !== undefined) {
    return admitAtOnce;
  }
  return authToken === undefined ? admitOwnMachine : admitToken(authToken);
}

/** Without a token the server is only for programs on its own machine. */
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

/** Refuses floods before reading bodies: bounds a space's running requests, and thereby their memory. */
function boundRequests(places: ConcurrencyQuota): RequestHandler {
  return (request: Request & { auth?: AuthInfo }, response, next) => {
    const giveBack = places.acquire(quotaKeyOf(request.auth));
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
