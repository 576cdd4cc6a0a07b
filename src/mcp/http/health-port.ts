import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { BASE_SECURITY_HEADERS } from '../../http/security-headers.js';
import { limitConnections } from './sockets/connection-limit.js';
import { limitPipelining } from './sockets/limit-pipelining.js';
import { HEALTH_PATHS, type Health, type HealthAnswer } from './health.js';
import { listen, originOf, type ListenAddress } from './listen.js';

/** Open connections: a probe uses one, for a moment. */
const MAX_CONNECTIONS = 32;
const MAX_WAITING_CONNECTIONS = 64;
/** Milliseconds to the end of a request: probes send a few lines at once. Tests use fewer. */
const DEFAULT_REQUEST_TIMEOUT_MS = 10_000;
/** Bytes of a request's line and headers together. */
const MAX_HEAD_BYTES = 4096;

/** A running health port. */
export interface HealthPort {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Answers probes on a port of their own. Node accepts one connection per turn of the event loop from each listening
 * socket, in order: behind thousands of strangers at the public port a probe would wait until it looks as if the process
 * were dead. Here only probes queue. Bodies are not read, and each connection carries one request. Rejects with a
 * `ListenError`.
 */
export async function startHealthPort(
  health: Health,
  address: ListenAddress,
  requestTimeoutMs = DEFAULT_REQUEST_TIMEOUT_MS,
): Promise<HealthPort> {
  const server = createServer(
    {
      maxHeaderSize: MAX_HEAD_BYTES,
      headersTimeout: requestTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: requestTimeoutMs / 10,
    },
    limitPipelining((request, response) => void answer(health, request, response)),
  );
  const limits = { maxConnections: MAX_CONNECTIONS, maxConnectionsPerAddress: MAX_CONNECTIONS };
  limitConnections(server, limits, () => false);
  const port = await listen(server, address, MAX_WAITING_CONNECTIONS);
  return {
    url: originOf(address.host, port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(health: Health, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, body } = await answerTo(health, request);
  const text = JSON.stringify(body);
  response.writeHead(status, {
    ...BASE_SECURITY_HEADERS,
    // Ends the connection, and with it a body that is still being sent.
    connection: 'close',
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
  });
  // For HEAD, Node omits the text.
  response.end(text);
}

function answerTo(
  health: Health,
  { method, url = '' }: IncomingMessage,
): HealthAnswer | Promise<HealthAnswer> | { readonly status: 404 | 405; readonly body: object } {
  const [path = ''] = url.split('?', 1);
  if (!isHealthPath(path)) {
    return { status: 404, body: { error: `Health is told at ${Object.keys(HEALTH_PATHS).join(' and ')}.` } };
  }
  return method === 'GET' || method === 'HEAD'
    ? health[HEALTH_PATHS[path]]()
    : { status: 405, body: { error: 'Ask with GET.' } };
}

function isHealthPath(path: string): path is keyof typeof HEALTH_PATHS {
  return Object.hasOwn(HEALTH_PATHS, path);
}
