import type { Server } from 'node:http';
import type { RequestHandler } from 'express';
import { sendError } from '../http-errors.js';

/** How long and how much HTTP clients may take. Times are milliseconds. */
export interface HttpLimits {
  /** From the connection, or the first byte of a request, to the end of its headers. */
  readonly headers: number;
  /** To the end of its body. */
  readonly request: number;
  /** Without a request on a connection that is kept: longer than load balancers keep theirs (60 s mostly). */
  readonly idle: number;
  /** In which an answer that is ready must have left. */
  readonly answer: number;
  /** In which a client that was answered before its body ended may still send, and is not listened to. */
  readonly linger: number;
  /** To the end of a body on routes that need no authentication. */
  readonly openBody: number;
  /** Open connections. */
  readonly connections: number;
  /** Open connections of one address; those of proxies are not counted. */
  readonly connectionsPerAddress: number;
  /** Bytes of a body: far more than any call's arguments need. */
  readonly body: number;
  /** Bytes of a request's line and headers together: Node's own default, said here because much stands on it. */
  readonly head: number;
  /** Bytes of an address: an authorization request with all its parameters has two thousand. */
  readonly url: number;
  /** Headers of one request. Clients send twenty, proxies add as many. */
  readonly headerCount: number;
}

/** What every server has, unless a test is in a hurry. */
export const standardHttpLimits: HttpLimits = {
  headers: 10_000,
  request: 30_000,
  idle: 65_000,
  answer: 30_000,
  linger: 1000,
  openBody: 10_000,
  connections: 2000,
  connectionsPerAddress: 500,
  body: 1024 * 1024,
  head: 16 * 1024,
  url: 8 * 1024,
  headerCount: 100,
};

/** Has Node look for late headers, bodies and idle connections. */
export function limitTimes(server: Server, { headers, request, idle }: HttpLimits): void {
  server.headersTimeout = headers;
  server.requestTimeout = request;
  server.keepAliveTimeout = idle;
  // Node would leave out what is beyond its limit and say nothing, and with it what a proxy has added at the end.
  server.maxHeadersCount = 0;
}

/** Refuses requests with more in their heads than any client sends. */
export function limitHeads({ url, headerCount }: Pick<HttpLimits, 'url' | 'headerCount'>): RequestHandler {
  return (request, response, next) => {
    if (request.originalUrl.length > url) {
      sendError(response, 414, 'The address is too long.');
    } else if (request.rawHeaders.length / 2 > headerCount) {
      sendError(response, 431, 'The request has too many headers.');
    } else {
      next();
    }
  };
}
