import { isIP } from 'node:net';
import type { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';

/** Bits of the network of IPv6 that counts as one client: providers give a household or a machine a /64 up to a /56. */
const NETWORK_BITS = 56;
/**
 * Wider networks of IPv6, and how many clients' worth of requests comes from each. A /48 costs nobody anything and a /32 is
 * one provider's, and both hold more networks of a client than any limit for a client is meant for.
 */
const WIDER_NETWORKS: readonly (readonly [bits: 48 | 32, clients: number])[] = [
  [48, 8],
  [32, 64],
];

/** A network that requests are counted for, and for how many clients it stands. */
interface CountedNetwork {
  readonly key: string;
  readonly clients: number;
}

/** What of a request tells who sent it. */
export type AddressedRequest = Pick<Request, 'ip' | 'socket' | 'app'>;

/**
 * Whom to count a request for: the last address that no trusted proxy has, because what stands before that was written by
 * the client. Where all are proxies, or it is no address, whoever connected counts. IPv6 counts by network, because one
 * person has a whole one.
 */
export function addressOf(request: AddressedRequest): string {
  return networkOf(clientIp(request));
}

/** All networks that a request counts for: the client's, and of IPv6 those around it. */
export function networksOf(request: AddressedRequest): readonly CountedNetwork[] {
  const client = clientIp(request);
  const own = { key: networkOf(client), clients: 1 };
  return isIP(client) === 6
    ? [own, ...WIDER_NETWORKS.map(([bits, clients]) => ({ key: ipKeyGenerator(client, bits), clients }))]
    : [own];
}

/** The key of the client that has the address of a socket. */
export function networkOf(address: string | undefined): string {
  const client = plain(address ?? '');
  return client === '' ? 'unknown' : ipKeyGenerator(client, NETWORK_BITS);
}

/** A header with a thousand addresses is read once for each request. */
const known = new WeakMap<AddressedRequest, string>();

function clientIp(request: AddressedRequest): string {
  const before = known.get(request);
  if (before !== undefined) {
    return before;
  }
  const client = findClient(request);
  known.set(request, client);
  return client;
}

function findClient(request: AddressedRequest): string {
  const isProxy: unknown = request.app.get('trust proxy fn');
  const named = plain(request.ip ?? '');
  const isClient = isIP(named) !== 0 && typeof isProxy === 'function' && isProxy(named, 0) !== true;
  return isClient ? named : plain(request.socket.remoteAddress ?? '');
}

/** Sockets that take both families show IPv4 as `::ffff:a.b.c.d`. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
