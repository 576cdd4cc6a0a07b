import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from '../../http/limits/client-address.js';

/** How many connections there may be. */
interface ConnectionLimits {
  readonly maxConnections: number;
  /** From one address, unless it is a trusted proxy's. */
  readonly maxConnectionsPerAddress: number;
}

/** Connections that may make room which are compared, oldest first: a flood of new ones must not cost a look at all. */
const MAX_CANDIDATES = 64;

/** One open connection. */
interface Open {
  readonly socket: Socket;
  readonly address: string;
  /** The latest request on it whose answer is not over. */
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse } | undefined;
}

/** Connections on which a caller has authenticated. */
const authenticated = new WeakSet<Socket>();

/** Marks a connection as authenticated: others are evicted first. */
export function markAuthenticated(socket: Socket): void {
  authenticated.add(socket);
}

/**
 * Keeps at most so many connections open. One more ends one that asks nothing: a connection without a request, or with one
 * whose body is not whole, however much of it has come. So whoever opens connections and asks nothing, or sends slowly, is
 * in nobody's way; a new one is refused only while all of them are being answered. Those make room first on which nobody
 * has proven anything, of whichever address has most of them, and of these the one that has waited for longest.
 */
export function limitConnections(
  server: Server,
  { maxConnections, maxConnectionsPerAddress }: ConnectionLimits,
  isProxy: (address: string) => boolean,
): void {
  /** In the order in which they began to wait for a request, or for the rest of one. */
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
      victim.socket.destroy();
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
    // Ahead of Node's own listener, which would answer a request that was cut off: nobody is left to read that.
    socket.prependOnceListener('end', () => {
      if (isWaiting(one)) {
        socket.destroy();
      }
    });
    socket.once('close', () => leave(one));
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

/** Without a request, or with one that is not whole yet. */
function isWaiting({ exchange }: Open): boolean {
  return exchange === undefined || !exchange.request.complete;
}
