import { once } from 'node:events';
import {
  Agent,
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** An idle connection to a server is closed here before the server does so (65 s). */
const MAX_IDLE_SERVER_MS = 20_000;
/** One of a client is closed later than by clients that wait for a minute. */
const MAX_IDLE_CLIENT_MS = 90_000;
/** Of one hop only (RFC 9110 §7.6.1). */
const HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer']);

/**
 * A load balancer without any affinity: each request, whoever sends it, goes to the server after the one before. One that
 * takes no connection is passed over, because it has not seen the request; one that breaks it off is answered with 502.
 */
export class RoundRobin {
  /** Requests that each server has got. */
  readonly counts: number[];
  readonly #servers: readonly string[];
  #next = 0;
  readonly #agent = new Agent({ keepAlive: true, timeout: MAX_IDLE_SERVER_MS });
  readonly #proxy: Server;

  /** Addresses of the servers, without a path. */
  constructor(servers: readonly string[]) {
    this.#servers = servers;
    this.counts = servers.map(() => 0);
    this.#proxy = createServer((near, answer) => {
      buffer(near).then(
        (body) => this.#pass(near, body, answer, this.#servers.length),
        () => answer.destroy(),
      );
    });
    this.#proxy.keepAliveTimeout = MAX_IDLE_CLIENT_MS;
  }

  /** Listens; the port is a free one if not given. */
  async open(port = 0): Promise<void> {
    this.#proxy.listen(port, '127.0.0.1');
    await once(this.#proxy, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#proxy.address() as AddressInfo).port}`;
  }

  /** The next request goes to the server after the next. */
  skip(): void {
    this.#next += 1;
  }

  async close(): Promise<void> {
    const closed = once(this.#proxy.close(), 'close');
    this.#proxy.closeAllConnections();
    this.#agent.destroy();
    await closed;
  }

  #pass(near: IncomingMessage, body: Buffer, answer: ServerResponse, left: number): void {
    const index = this.#next % this.#servers.length;
    this.#next += 1;
    const { hostname, port } = new URL(this.#servers[index] ?? '');
    const { method, url: path } = near;
    const far = request({
      agent: this.#agent,
      hostname,
      port,
      method,
      path,
      headers: ofOneEnd(near.headers),
    });
    const leave = (): void => void far.destroy();
    answer.once('close', leave);
    far.on('response', (response) => {
      this.counts[index] = (this.counts[index] ?? 0) + 1;
      answer.writeHead(response.statusCode ?? 502, ofOneEnd(response.headers));
      // Whichever side ends early takes the other with it.
      pipeline(response, answer, () => undefined);
    });
    far.on('error', ({ code }: NodeJS.ErrnoException) => {
      answer.removeListener('close', leave);
      if (code === 'ECONNREFUSED' && left > 1) {
        this.#pass(near, body, answer, left - 1);
      } else if (answer.headersSent) {
        answer.destroy();
      } else {
        answer.writeHead(502).end();
      }
    });
    far.end(body);
  }
}

function ofOneEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP.has(name)));
}
