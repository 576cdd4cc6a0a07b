import { sendError } from '../http-errors.js';
/** Defaults of every server; tests use shorter ones. */
export const defaultHttpLimits = {
    headersTimeoutMs: 10_000,
    requestTimeoutMs: 30_000,
    idleTimeoutMs: 65_000,
    responseTimeoutMs: 30_000,
    lingerMs: 1000,
    unauthenticatedBodyTimeoutMs: 10_000,
    maxConnections: 2000,
    maxConnectionsPerAddress: 500,
    maxBodyBytes: 1024 * 1024,
    maxHeadBytes: 16 * 1024,
    maxUrlBytes: 8 * 1024,
    maxHeaders: 100,
};
/** Sets Node's timeouts for late headers, bodies and idle connections. */
export function limitTimes(server, { headersTimeoutMs, requestTimeoutMs, idleTimeoutMs }) {
    server.headersTimeout = headersTimeoutMs;
    server.requestTimeout = requestTimeoutMs;
    server.keepAliveTimeout = idleTimeoutMs;
    // Node would silently drop headers beyond its limit, including those that a proxy appended.
    server.maxHeadersCount = 0;
}
/** Refuses requests whose URL or headers exceed what any client sends. */
export function limitHeads({ maxUrlBytes, maxHeaders, }) {
    return (request, response, next) => {
        if (request.originalUrl.length > maxUrlBytes) {
            sendError(response, 414, 'The address is too long.');
        }
        else if (request.rawHeaders.length / 2 > maxHeaders) {
            sendError(response, 431, 'The request has too many headers.');
        }
        else {
            next();
        }
    };
}
