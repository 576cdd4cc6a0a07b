import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** Milliseconds after which an idle connection to a server is closed here, before the server does so (65 s). */
const IDLE_SERVER = 20_000;
/** Milliseconds after which one of a client is: later than clients do it that wait for a minute. */
const IDLE_CLIENT = 90_000;
/** Of one hop only (RFC 9110 §7.6.1). */
const HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer']);

/**
 * A load balancer without any affinity: each request, whoever sends it, goes to the server after the one before. One that
 * takes no connection is passed over, because it has not seen the request; one that breaks it off is answered with 502.
 */
export class RoundRobin {
  /** Requests that each server has got. */
  counts;
  #servers;
  #next = 0;
  #agent = new Agent({ keepAlive: true, timeout: IDLE_SERVER });
  #proxy;

  /** Addresses of the servers, without a path. */
  constructor(servers) {
    this.#servers = servers;
    this.counts = servers.map(() => 0);
  }

  /** Listens; the port is a free one if not given. */
  async open(port = 0) {
    this.#proxy = createServer((near, answer) => {
      buffer(near).then(
        (body) => this.#pass(near, body, answer, this.#servers.length),
        () => answer.destroy(),
      );
    });
    this.#proxy.keepAliveTimeout = IDLE_CLIENT;
    this.#proxy.listen(port, '127.0.0.1');
    await once(this.#proxy, 'listening');
  }

  get url() {
    return `http://127.0.0.1:${this.#proxy.address().port}`;
  }

  /** The next request goes to the server after the next. */
  skip() {
    this.#next += 1;
  }

  async close() {
    const closed = once(this.#proxy.close(), 'close');
    this.#proxy.closeAllConnections();
    this.#agent.destroy();
    await closed;
  }

  #pass(near, body, answer, left) {
    const index = this.#next % this.#servers.length;
    this.#next += 1;
    const { hostname, port } = new URL(this.#servers[index]);
    const { method, url: path } = near;
    const far = request({ agent: this.#agent, hostname, port, method, path, headers: ofOneEnd(near) });
    const leave = () => far.destroy();
    answer.once('close', leave);
    far.on('response', (response) => {
      this.counts[index] += 1;
      answer.writeHead(response.statusCode, ofOneEnd(response));
      // Whichever side ends early takes the other with it.
      pipeline(response, answer, () => undefined);
    });
    far.on('error', ({ code }) => {
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

function ofOneEnd({ headers }) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP.has(name)));
}
