import type { Server } from 'node:http';
import type { RequestHandler } from 'express';
import { sendError } from '../http-errors.js';

/** Time and size limits for HTTP clients. Times are milliseconds. */
export interface HttpLimits {
  /** From the connection, or the first byte of a request, to the end of its headers. */
  readonly headersTimeoutMs: number;
  /** To the end of its body. */
  readonly requestTimeoutMs: number;
  /** Without a request on a connection that is kept: longer than load balancers keep theirs (60 s mostly). */
  readonly idleTimeoutMs: number;
  /** Time for a finished response to be read by the client. */
  readonly responseTimeoutMs: number;
  /** Time for which a client that was answered before its body ended may still send, unread. */
  readonly lingerMs: number;
  /** To the end of a body on routes that need no authentication. */
  readonly unauthenticatedBodyTimeoutMs: number;
  /** Open connections. */
  readonly maxConnections: number;
  /** Open connections of one address; those of proxies are not counted. */
  readonly maxConnectionsPerAddress: number;
  /** Bytes of a body: far more than any call's arguments need. */
  readonly maxBodyBytes: number;
  /**
   * Bytes of a request's line and headers together: Node's own default, stated here because other limits depend on it.
   */
  readonly maxHeadBytes: number;
  /** Bytes of an address: an authorization request with all its parameters has two thousand. */
  readonly maxUrlBytes: number;
  /** Headers of one request. Clients send twenty, proxies add as many. */
  readonly maxHeaders: number;
}

/** Defaults of every server; tests use shorter ones. */
export const defaultHttpLimits: HttpLimits = {
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
export function limitTimes(
  server: Server,
  { headersTimeoutMs, requestTimeoutMs, idleTimeoutMs }: HttpLimits,
): void {
  server.headersTimeout = headersTimeoutMs;
  server.requestTimeout = requestTimeoutMs;
  server.keepAliveTimeout = idleTimeoutMs;
  // Node would silently drop headers beyond its limit, including those that a proxy appended.
  server.maxHeadersCount = 0;
}

/** Refuses requests whose URL or headers exceed what any client sends. */
export function limitHeads({
  maxUrlBytes,
  maxHeaders,
}: Pick<HttpLimits, 'maxUrlBytes' | 'maxHeaders'>): RequestHandler {
  return (request, response, next) => {
    if (request.originalUrl.length > maxUrlBytes) {
      sendError(response, 414, 'The address is too long.');
    } else if (request.rawHeaders.length / 2 > maxHeaders) {
      sendError(response, 431, 'The request has too many headers.');
    } else {
      next();
    }
  };
}
