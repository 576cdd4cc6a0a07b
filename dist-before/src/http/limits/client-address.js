import { isIP } from 'node:net';
import { ipKeyGenerator } from 'express-rate-limit';
/** Prefix length of the IPv6 network that counts as one client: providers assign a household or host a /64 to a /56. */
const NETWORK_BITS = 56;
/**
 * Wider IPv6 networks, and how many clients' limits each may use. A /48 is free to obtain and a /32 belongs to one
 * provider; both contain more client networks than any per-client limit is meant for.
 */
const WIDER_NETWORKS = [
    [48, 8],
    [32, 64],
];
/**
 * The client that a request is counted for: the last address that is not a trusted proxy, because the client wrote
 * everything before it. If all are proxies, or it is not an address, the peer of the connection counts. IPv6 counts by
 * network, because one client has a whole one.
 */
export function addressOf(request) {
    return networkOf(clientIp(request));
}
/** All networks that a request counts for: the client's, and for IPv6 the wider ones. */
export function networksOf(request) {
    const client = clientIp(request);
    const own = { key: networkOf(client), clients: 1 };
    return isIP(client) === 6
        ? [own, ...WIDER_NETWORKS.map(([bits, clients]) => ({ key: ipKeyGenerator(client, bits), clients }))]
        : [own];
}
/** The client key of a socket address. */
export function networkOf(address) {
    const client = plain(address ?? '');
    return client === '' ? 'unknown' : ipKeyGenerator(client, NETWORK_BITS);
}
/** Cached, so that a header with a thousand addresses is parsed once per request. */
const known = new WeakMap();
function clientIp(request) {
    const before = known.get(request);
    if (before !== undefined) {
        return before;
    }
    const client = findClient(request);
    known.set(request, client);
    return client;
}
function findClient(request) {
    const isProxy = request.app.get('trust proxy fn');
    const named = plain(request.ip ?? '');
    const isClient = isIP(named) !== 0 && typeof isProxy === 'function' && isProxy(named, 0) !== true;
    return isClient ? named : plain(request.socket.remoteAddress ?? '');
}
/** Dual-stack sockets show IPv4 as `::ffff:a.b.c.d`. */
function plain(address) {
    return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
