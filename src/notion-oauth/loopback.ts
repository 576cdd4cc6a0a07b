import { createServer, type Server } from 'node:http';
import express from 'express';
import type { SpaceId } from '../ids.js';
import type { Connection } from '../credentials/connections/read-connections.js';
import { browserRoutes } from './routes/browser-routes.js';
import { ConnectFlow, type ConnectFlowOptions, type FlowOutcome } from './flow.js';
import { MemoryStateStore } from './states/memory-state-store.js';

/**
 * Ports that are tried in turn. RFC 8252 §7.3 allows any port, but Notion compares complete redirect URIs:
 * `http://127.0.0.1:<port>/integrations/notion/oauth/callback` has to be registered for each of them. Below the range
 * of ephemeral ports.
 */
export const LOOPBACK_PORTS: readonly number[] = [26_847, 27_847, 28_847];
/** Milliseconds until an unfinished connect is abandoned: the lifetime of its link. */
const DEFAULT_CONNECT_TIMEOUT_MS = 600_000;

/** Options for connecting from a terminal. */
export interface LoopbackConnectOptions extends Omit<ConnectFlowOptions, 'publicUrl' | 'states'> {
  readonly spaceId: SpaceId;
  /** Shows the person the link to open. */
  readonly announce: (url: string) => void;
  /** Default: {@link LOOPBACK_PORTS}. */
  readonly ports?: readonly number[];
  readonly timeoutMilliseconds?: number;
  /** Stops the wait. */
  readonly signal?: AbortSignal;
}

/** Why nothing was connected, in one line for the terminal. */
export class LoopbackConnectError extends Error {
  override readonly name = 'LoopbackConnectError';
}

const PROBLEMS = {
  denied: 'Access was not allowed in Notion. Run connect again if that was a mistake.',
  refused: 'Notion did not accept its own code: it has expired or was already used. Run connect again.',
  unavailable: 'Notion did not answer. Run connect again in a minute.',
  misconfigured:
    'Notion does not accept this server. Check NOTION_CLIENT_ID, NOTION_CLIENT_SECRET and the registered redirect URI.',
} as const;

/** Connects a workspace from a terminal: a server on 127.0.0.1 runs until the browser returns from Notion. */
export async function startLoopbackConnect(options: LoopbackConnectOptions): Promise<Connection> {
  const {
    spaceId,
    announce,
    ports = LOOPBACK_PORTS,
    timeoutMilliseconds = DEFAULT_CONNECT_TIMEOUT_MS,
  } = options;
  const server = createServer();
  const port = await listenOnFirstFree(server, ports);
  const ended = new AbortController();
  try {
    const flow = new ConnectFlow({
      ...options,
      publicUrl: `http://127.0.0.1:${port}`,
      states: new MemoryStateStore(),
    });
    const decided = new Promise<Connection>((resolve, reject) => {
      const onOutcome = (outcome: FlowOutcome): void => {
        if (outcome.kind === 'connected') {
          resolve(outcome.connection);
        } else if (outcome.kind !== 'gone' && outcome.kind !== 'wrong_browser') {
          reject(new LoopbackConnectError(PROBLEMS[outcome.kind]));
        }
      };
      const app = express().disable('x-powered-by');
      app.use(browserRoutes({ flow, secure: false, log: options.log, onOutcome }));
      server.on('request', app);
    });
    const { authorizeUrl } = await flow.start({
      spaceId,
      returnTo: null,
      reconnects: null,
      by: 'command line',
    });
    announce(authorizeUrl);
    return await Promise.race([decided, giveUp(options, timeoutMilliseconds, ended.signal)]);
  } finally {
    ended.abort();
    server.close();
    server.closeAllConnections();
  }
}

/** Rejects on timeout or if the person aborts. */
async function giveUp(
  { clock, signal }: LoopbackConnectOptions,
  milliseconds: number,
  ended: AbortSignal,
): Promise<never> {
  await clock.sleep(milliseconds, signal === undefined ? ended : AbortSignal.any([ended, signal]));
  throw new LoopbackConnectError(
    signal?.aborted === true
      ? 'Connecting was cancelled.'
      : 'Timed out waiting for Notion. Run connect again.',
  );
}

async function listenOnFirstFree(server: Server, ports: readonly number[]): Promise<number> {
  for (const port of ports) {
    if (await listen(server, port)) {
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : port;
    }
  }
  throw new LoopbackConnectError(
    `Port ${ports.join(', ')} of 127.0.0.1 is in use. Close what listens there, or register and set another port.`,
  );
}

/** False if the port is in use. */
function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') {
        resolve(false);
      } else {
        reject(error);
      }
    };
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', fail);
      resolve(true);
    });
  });
}
