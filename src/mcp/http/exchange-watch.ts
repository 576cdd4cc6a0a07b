import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { HttpLimits } from './guards/http-limits.js';

/** Milliseconds between two checks of running exchanges. */
const CHECK_INTERVAL_MS = 500;

/** One request with its response. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Bytes that its connection had received before. */
  readonly bytesBefore: number;
  /** Since when the response has been waiting to be read, or the client has been sending after it. */
  stuckSince: number | undefined;
}

/**
 * Ends connections that clients would otherwise hold indefinitely: by not reading the response, sending an endless
 * body, or sending on after the response.
 */
export function watchExchanges(
  server: Server,
  limits: Pick<HttpLimits, 'responseTimeoutMs' | 'lingerMs' | 'maxBodyBytes'>,
): void {
  const exchanges = new Set<Exchange>();
  server.on('request', (request, response) => {
    const exchange: Exchange = {
      request,
      response,
      bytesBefore: request.socket.bytesRead,
      stuckSince: undefined,
    };
    exchanges.add(exchange);
    const forget = (): void => {
      if (request.complete || request.socket.destroyed) {
        exchanges.delete(exchange);
      }
    };
    response.once('close', forget);
    request.once('close', () => {
      if (response.closed) {
        forget();
      }
    });
  });
  const timer = setInterval(() => {
    const now = performance.now();
    for (const exchange of exchanges) {
      const { socket } = exchange.request;
      if (socket.destroyed || isOver(exchange)) {
        exchanges.delete(exchange);
      } else if (isOverdue(exchange, limits, now)) {
        socket.destroy();
      }
    }
  }, CHECK_INTERVAL_MS);
  timer.unref();
  server.once('close', () => clearInterval(timer));
}

function isOver({ request, response }: Exchange): boolean {
  return request.complete && response.closed;
}

function isOverdue(exchange: Exchange, limits: Parameters<typeof watchExchanges>[1], now: number): boolean {
  const { request, response, bytesBefore } = exchange;
  // Headers, and data that the body reader has not consumed yet, are within the second half.
  if (!request.complete && request.socket.bytesRead - bytesBefore > 2 * limits.maxBodyBytes) {
    return true;
  }
  const patience = response.closed
    ? limits.lingerMs
    : response.writableLength > 0
      ? limits.responseTimeoutMs
      : undefined;
  if (patience === undefined) {
    exchange.stuckSince = undefined;
    return false;
  }
  exchange.stuckSince ??= now;
  return now - exchange.stuckSince >= patience;
}
