import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from '../../../http/limits/client-address.js';
import { onTruncated, refuseConnection } from './failed-connection.js';
import { readInTurns } from './read-in-turns.js';
import { TurnBudget } from './turn-budget.js';

/** Limits on open connections. */
interface ConnectionLimits {
  readonly maxConnections: number;
  /** Per address, except those of trusted proxies. */
  readonly maxConnectionsPerAddress: number;
}

/**
 * Number of evictable connections that are compared, oldest first, so that a flood of new ones costs a bounded look
 * each.
 */
const MAX_CANDIDATES = 64;

/** One open connection. */
interface Open {
  readonly socket: Socket;
  readonly address: string;
  /** The latest request on it whose response has not ended. */
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse } | undefined;
}

/** Connections on which a caller has authenticated. */
const authenticated = new WeakSet<Socket>();

/** Marks a connection as authenticated: others are evicted first. */
export function markAuthenticated(socket: Socket): void {
  authenticated.add(socket);
}

/**
 * Bounds the open connections. A further one evicts one that is idle: a connection without a request, or whose request
 * body is incomplete. So clients that open connections without asking, or send slowly, block no one; a new connection
 * is refused only while all of them are being answered. Unauthenticated connections are evicted first, of the address
 * with the most connections, and of these the one that has been idle for longest. What thousands can do at once, such as
 * finish a request, end or fail, is taken up a few milliseconds in each turn of the event loop.
 */
export function limitConnections(
  server: Server,
  { maxConnections, maxConnectionsPerAddress }: ConnectionLimits,
  isProxy: (address: string) => boolean,
  turns: Pick<TurnBudget, 'run'> = new TurnBudget(),
): void {
  /** In the order in which they became idle. */
  const open = new Map<Socket, Open>();
  const perAddress = new Map<string, number>();

  const count = (address: string, difference: number): void => {
    const left = (perAddress.get(address) ?? 0) + difference;
    if (left === 0) {
      perAddress.delete(address);
    } else {
      perAddress.set(address, left);
    }
  };
  const leave = ({ socket, address }: Open): void => {
    if (open.delete(socket)) {
      count(address, -1);
    }
  };
  const makeRoom = (among: (one: Open) => boolean): boolean => {
    const victim = connectionToEvict(open.values(), perAddress, among);
    if (victim !== undefined) {
      leave(victim);
      drop(victim);
    }
    return victim !== undefined;
  };

  server.on('connection', (socket: Socket) => {
    const address = networkOf(socket.remoteAddress);
    const isFull = open.size >= maxConnections;
    const hasTooMany =
      (perAddress.get(address) ?? 0) >= maxConnectionsPerAddress && !isProxy(socket.remoteAddress ?? '');
    if ((isFull || hasTooMany) && !makeRoom((one) => !hasTooMany || one.address === address)) {
      socket.destroy();
      return;
    }
    const one: Open = { socket, address, exchange: undefined };
    open.set(socket, one);
    count(address, 1);
    const isProven = (): boolean => authenticated.has(socket);
    onTruncated(
      socket,
      () => isWaiting(one),
      () => drop(one),
      turns,
      isProven,
    );
    readInTurns(socket, turns, isProven);
    socket.once('close', () => leave(one));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    turns.run(
      () => refuseConnection(socket, error, open.get(socket)?.exchange?.response),
      authenticated.has(socket),
    );
  });
  server.on('request', (request, response) => {
    const one = open.get(request.socket);
    if (one === undefined) {
      return;
    }
    one.exchange = { request, response };
    response.once('close', () => {
      if (one.exchange?.response === response && open.has(one.socket)) {
        one.exchange = undefined;
        // Move to the end: it was active just now.
        open.delete(one.socket);
        open.set(one.socket, one);
      }
    });
  });
}

function connectionToEvict(
  open: Iterable<Open>,
  perAddress: ReadonlyMap<string, number>,
  among: (one: Open) => boolean,
): Open | undefined {
  let victim: { readonly one: Open; readonly isProven: boolean; readonly held: number } | undefined;
  let strangers = 0;
  for (const one of open) {
    if (among(one) && isWaiting(one)) {
      const candidate = {
        one,
        isProven: authenticated.has(one.socket),
        held: perAddress.get(one.address) ?? 0,
      };
      strangers += candidate.isProven ? 0 : 1;
      const goesBefore =
        victim === undefined ||
        (victim.isProven && !candidate.isProven) ||
        (victim.isProven === candidate.isProven && candidate.held > victim.held);
      if (goesBefore) {
        victim = candidate;
      }
      if (strangers === MAX_CANDIDATES) {
        break;
      }
    }
  }
  return victim?.one;
}

/**
 * Ends a connection without an answer, and its request without an error: Node would otherwise end it with one, and with
 * its stack, which takes most of the time when hundreds of clients leave at once.
 */
function drop({ socket, exchange }: Open): void {
  socket.destroy();
  exchange?.request.destroy();
}

/** No request, or an incomplete one. */
function isWaiting({ exchange }: Open): boolean {
  return exchange === undefined || !exchange.request.complete;
}
