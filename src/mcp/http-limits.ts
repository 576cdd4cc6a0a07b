import type { Server } from 'node:http';

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
  /** Open connections. */
  readonly connections: number;
  /** Bytes of a body: far more than any call's arguments need. */
  readonly body: number;
}

/** What every server has, unless a test is in a hurry. */
export const standardHttpLimits: HttpLimits = {
  headers: 10_000,
  request: 30_000,
  idle: 65_000,
  answer: 30_000,
  linger: 1000,
  connections: 2000,
  body: 1024 * 1024,
};

/** Has Node look for late headers, bodies and idle connections. */
export function limitTimes(server: Server, { headers, request, idle }: HttpLimits): void {
  server.headersTimeout = headers;
  server.requestTimeout = request;
  server.keepAliveTimeout = idle;
}
