import { networkOf } from '../../http/limits/client-address.js';
import { onTruncated, refuseConnection } from './failed-connection.js';
import { TurnBudget } from './turn-budget.js';
/**
 * Number of evictable connections that are compared, oldest first, so that a flood of new ones costs a bounded look
 * each.
 */
const MAX_CANDIDATES = 64;
/** Connections on which a caller has authenticated. */
const authenticated = new WeakSet();
/** Marks a connection as authenticated: others are evicted first. */
export function markAuthenticated(socket) {
    authenticated.add(socket);
}
/**
 * Bounds the open connections. A further one evicts one that is idle: a connection without a request, or whose request
 * body is incomplete. So clients that open connections without asking, or send slowly, block no one; a new connection
 * is refused only while all of them are being answered. Unauthenticated connections are evicted first, of the address
 * with the most connections, and of these the one that has been idle for longest. Those that end or fail, which
 * thousands can at once, are ended a few in each turn of the event loop.
 */
export function limitConnections(server, { maxConnections, maxConnectionsPerAddress }, isProxy, turns = new TurnBudget()) {
    /** In the order in which they became idle. */
    const open = new Map();
    const perAddress = new Map();
    const count = (address, difference) => {
        const left = (perAddress.get(address) ?? 0) + difference;
        if (left === 0) {
            perAddress.delete(address);
        }
        else {
            perAddress.set(address, left);
        }
    };
    const leave = ({ socket, address }) => {
        if (open.delete(socket)) {
            count(address, -1);
        }
    };
    const makeRoom = (among) => {
        const victim = connectionToEvict(open.values(), perAddress, among);
        if (victim !== undefined) {
            leave(victim);
            drop(victim);
        }
        return victim !== undefined;
    };
    server.on('connection', (socket) => {
        const address = networkOf(socket.remoteAddress);
        const isFull = open.size >= maxConnections;
        const hasTooMany = (perAddress.get(address) ?? 0) >= maxConnectionsPerAddress && !isProxy(socket.remoteAddress ?? '');
        if ((isFull || hasTooMany) && !makeRoom((one) => !hasTooMany || one.address === address)) {
            socket.destroy();
            return;
        }
        const one = { socket, address, exchange: undefined };
        open.set(socket, one);
        count(address, 1);
        onTruncated(socket, () => isWaiting(one), () => turns.run(() => drop(one)));
        socket.once('close', () => leave(one));
    });
    server.on('clientError', (error, socket) => {
        turns.run(() => refuseConnection(socket, error, open.get(socket)?.exchange?.response));
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
function connectionToEvict(open, perAddress, among) {
    let victim;
    let strangers = 0;
    for (const one of open) {
        if (among(one) && isWaiting(one)) {
            const candidate = {
                one,
                isProven: authenticated.has(one.socket),
                held: perAddress.get(one.address) ?? 0,
            };
            strangers += candidate.isProven ? 0 : 1;
            const goesBefore = victim === undefined ||
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
function drop({ socket, exchange }) {
    socket.destroy();
    exchange?.request.destroy();
}
/** No request, or an incomplete one. */
function isWaiting({ exchange }) {
    return exchange === undefined || !exchange.request.complete;
}
