import { hostname, networkInterfaces } from 'node:os';
import express, {} from 'express';
import { AuthenticationThrottle } from '../../http/limits/authentication-throttle.js';
import { ConcurrencyQuota } from '../../http/limits/concurrency-quota.js';
import { limitBodyTime } from '../../http/read-body.js';
import { securityHeaders } from '../../http/security-headers.js';
import { defaultCallLimits, refusalDelayMs } from '../calls/call-limiter.js';
import { quotaKeyOf } from '../calls/request-caller.js';
import { admitOwnMachine, admitToken } from './guards/admit-at-once.js';
import { allowedHostNames, hostCheck } from './guards/allowed-callers.js';
import { batchGuard } from './guards/batch-guard.js';
import { refuseForwarded } from './guards/forwarded-guard.js';
import { bearerGuard, callerGuard, jsonOnly, postOnly } from './guards/http-guards.js';
import { limitHeads } from './guards/http-limits.js';
import { jsonBody } from './guards/json-body.js';
import { messageGuard } from './guards/message-guard.js';
import { toolGuard } from './guards/tool-headers.js';
import { addVersionHeaders } from './guards/version-headers.js';
import { directAnswer, directPath } from './direct-path.js';
import { defaultProtocol } from './handle-request.js';
import { healthRoutes } from './health-routes.js';
import { HOSTED_PATHS } from './hosted/hosted-route.js';
import { mcpErrorHandler, sendError, sendRetryLater } from './http-errors.js';
import { plainLane, reportFailure } from './plain-lane.js';
import { trackRunningRequests } from './running-requests.js';
import { trustedProxies } from './trusted-proxies.js';
/** Path of MCP. */
export const MCP_PATH = '/mcp';
/** Paths for browsers and backends. */
const OTHER_PATHS = ['/integrations', '/oauth'];
/** Paths of MCP if callers have spaces. The last one is that of an earlier proxy, kept for its clients. */
const PROXY_PATH = `${MCP_PATH}/notion/proxy`;
const SPACE_PATHS = [MCP_PATH, `${MCP_PATH}/:spaceId`, PROXY_PATH];
/** Concurrent requests of all kinds, as a multiple of concurrent tool calls. */
const REQUESTS_PER_CALL = 2;
/** `Retry-After` in seconds while this process is being replaced. */
const STOPPING_RETRY_SECONDS = 5;
/** `Retry-After` in seconds for a client with too many running requests. */
const BUSY_RETRY_SECONDS = 2;
/**
 * The routes of the server: health checks, MCP behind its guards in order, and the other routes. Plain requests to MCP
 * take a lane beside them.
 */
export function createApp(options, limits, { drain, health }, answer) {
    const names = allowedHostNames(options.host, options.allowedHosts, {
        hostName: hostname(),
        addresses: Object.values(networkInterfaces()).flatMap((list) => list?.map(({ address }) => address) ?? []),
    });
    const isAllowedHost = hostCheck(names);
    const protocol = options.protocol ?? defaultProtocol;
    const { perSpace, overall } = options.callLimits ?? defaultCallLimits;
    const places = new ConcurrencyQuota({
        perKey: perSpace * REQUESTS_PER_CALL,
        overall: overall * REQUESTS_PER_CALL,
    });
    const direct = options.direct === undefined || protocol.legacyOnly
        ? undefined
        : { answer: directAnswer(options.direct), mayAsk: options.direct.mayAsk };
    const app = express();
    app.disable('x-powered-by');
    app.disable('etag');
    app.set('trust proxy', trustedProxies(options.trustedProxies));
    app.use(trackRunningRequests, securityHeaders, limitHeads(limits), reportFailure);
    // Before the guards: health checks come from load balancers that know neither name nor token.
    app.use(healthRoutes(health));
    const callers = [
        callerGuard(isAllowedHost, options.allowedOrigins),
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
    app.all(options.authenticate === undefined ? MCP_PATH : SPACE_PATHS, ...callers, options.chooseTools === undefined ? [] : toolGuard(options.chooseTools), boundRequests(places), jsonBody(limits.maxBodyBytes), batchGuard(places), messageGuard, protocol.lenientHeaders && !protocol.legacyOnly ? addVersionHeaders(options.log) : [], refuseWhileDraining(drain), direct === undefined ? [] : directPath(direct.answer, direct.mayAsk), answer);
    if (options.otherRoutes !== undefined) {
        // Counted as running: a callback in flight holds a code that works only once.
        app.use(OTHER_PATHS, refuseWhileDraining(drain));
        app.use(limitBodyTime(limits.unauthenticatedBodyTimeoutMs), options.otherRoutes);
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
const onlyHostedBackend = (request, _response, next) => {
    next(request.query['backend'] === 'hosted' ? undefined : 'route');
};
/** The same as the guard of the route, for what it would let pass without a look-up. */
function admitterOf({ authenticate, admitAtOnce, authToken }) {
    if (authenticate !== undefined) {
        return admitAtOnce;
    }
    return authToken === undefined ? admitOwnMachine : admitToken(authToken);
}
/** Without a token the server is only for programs on its own machine. */
function tokenGuard(authToken, log) {
    return authToken === undefined
        ? refuseForwarded
        : bearerGuard(authToken, new AuthenticationThrottle({ log }));
}
/** Counts a request as running, or refuses it because the server is stopping. */
function refuseWhileDraining(drain) {
    return (request, response, next) => {
        if (drain.isDraining) {
            response.set('connection', 'close');
            sendRetryLater(response, 503, 'The server is stopping.', STOPPING_RETRY_SECONDS);
        }
        else {
            drain.add(request, response);
            next();
        }
    };
}
/** Refuses floods before reading bodies: bounds a space's running requests, and thereby their memory. */
function boundRequests(places) {
    return (request, response, next) => {
        const giveBack = places.acquire(quotaKeyOf(request.auth));
        if (giveBack === undefined) {
            const timer = setTimeout(() => sendRetryLater(response, 429, 'Too many requests are running.', BUSY_RETRY_SECONDS), refusalDelayMs());
            response.once('close', () => clearTimeout(timer));
        }
        else {
            response.once('close', giveBack);
            next();
        }
    };
}
