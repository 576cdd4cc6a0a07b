import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { beginOperation } from '../../bounded-work/running-operations.js';
import { hasBody } from '../../http/read-body.js';
import { RunningCount } from '../calls/running-count.js';

/** Counts running requests, so that a stop can wait for them. */
export class RequestDrain {
  readonly #requests = new RunningCount();
  #isDraining = false;

  /** Whether new requests are to be refused. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Number of running requests. */
  get running(): number {
    return this.#requests.running;
  }

  /**
   * Counts a request until its response is sent or its client is gone. One with a pending body is counted from the end
   * of the body on: nothing has happened before, and a slow sender must not delay a stop.
   */
  add(request: IncomingMessage, response: ServerResponse): void {
    const count = (): void => {
      if (!response.closed) {
        response.once('close', this.#requests.enter());
      }
    };
    if (request.complete || !hasBody(request)) {
      count();
    } else {
      request.once('end', count);
    }
  }

  /** Counts a request whose body has arrived, until the returned function is called. */
  enter(): () => void {
    return this.#requests.enter();
  }

  /** Refuses new requests from now on. Resolves when none is running, or on timeout. */
  async drain(milliseconds: number): Promise<void> {
    this.#isDraining = true;
    await this.#requests.whenIdle(milliseconds);
  }
}

/** First path segments of routes. Anything else in a path is client text and is never logged. */
const KNOWN_PATHS = new Set([
  'mcp',
  'healthz',
  'readyz',
  'oauth',
  'integrations',
  'connections',
  'chat',
  'api',
  'go',
  'webhooks',
  '.well-known',
]);

/** Names each running request for the watchdog, which logs them if the event loop blocks. */
export const trackRunningRequests: RequestHandler = (request, response, next) => {
  const [, first = ''] = request.path.split('/', 2);
  response.once(
    'close',
    beginOperation(`${request.method} ${KNOWN_PATHS.has(first) ? `/${first}` : 'another address'}`),
  );
  next();
};
