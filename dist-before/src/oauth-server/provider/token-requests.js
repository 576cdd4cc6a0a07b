import { addressOf } from '../../http/limits/client-address.js';
import { SlidingRequestCounter } from '../../http/limits/request-counts.js';
import { ConcurrencyLimiter } from '../../http/limits/concurrency-limiter.js';
import { refuseBody, replayBody, readBody } from '../../http/read-body.js';
import { refuseLater } from '../request-limits.js';
/** Requests per IP address and minute for clients that no user has allowed: a code or two each, and revocations. */
const MAX_UNKNOWN_CLIENT_REQUESTS_PER_MINUTE = 120;
/** Maximum body size in bytes: a code or a token, and an assertion of a few kilobytes at most. */
const MAX_BODY_BYTES = 32 * 1024;
/** Milliseconds for the body to arrive. */
const MAX_BODY_MS = 5000;
/** Concurrent requests per IP address: a hosted client serves many users from a few addresses. */
const CONCURRENCY_LIMITS = {
    perKey: 32,
    overall: 128,
    queuedPerKey: 128,
    queuedOverall: 1024,
};
/** Milliseconds that a request may wait for its turn. */
const MAX_WAIT_MS = 5000;
/**
 * Guards the endpoints where clients present codes and tokens. Refusals count against the IP address, and an address
 * with too many must wait, with an error that lets a client keep its tokens. Clients that a user has allowed are
 * exempt from this, so no attacker behind the same address can lock them out.
 */
export function tokenRequests({ isAllowed, failures }) {
    const places = new ConcurrencyLimiter(CONCURRENCY_LIMITS);
    const counts = new SlidingRequestCounter();
    /** A client that a user has allowed may occasionally present an expired token, in good faith. */
    const countUnknownClient = async (request, body) => {
        if (!(await isOfAllowed(request, body, isAllowed).catch(() => false))) {
            failures.note(addressOf(request), 'token');
        }
    };
    return async (request, response, next) => {
        if (request.method !== 'POST') {
            next();
            return;
        }
        const address = addressOf(request);
        const body = await readBody(request, MAX_BODY_BYTES, MAX_BODY_MS);
        if (body === 'cut') {
            return;
        }
        if (typeof body === 'string') {
            refuseBody(response, body === 'tooLarge' ? 413 : 408);
            return;
        }
        const leave = await places.acquire(address, AbortSignal.timeout(MAX_WAIT_MS)).catch(() => undefined);
        if (leave === undefined) {
            response.set({ 'access-control-allow-origin': '*', 'retry-after': '1' });
            response.status(503).json({ error: 'temporarily_unavailable', error_description: 'Try again in 1 s.' });
            return;
        }
        response.once('close', leave);
        if (response.closed) {
            leave();
            return;
        }
        const { count, until } = counts.add(address);
        const isTooMuch = failures.isFlooding(address) || count > MAX_UNKNOWN_CLIENT_REQUESTS_PER_MINUTE;
        if (isTooMuch && !(await isOfAllowed(request, body, isAllowed))) {
            // Nothing in it is specific to one origin.
            response.set('access-control-allow-origin', '*');
            response.set('retry-after', String(Math.max(1, Math.ceil((until - Date.now()) / 1000))));
            refuseLater(response);
            return;
        }
        response.once('finish', () => {
            const isRefused = response.statusCode >= 400 && response.statusCode < 500;
            if (isRefused) {
                void countUnknownClient(request, body);
            }
        });
        replayBody(request, body);
        next();
    };
}
async function isOfAllowed(request, body, isAllowed) {
    const named = new URLSearchParams(body.toString('latin1')).get('client_id') ?? basicUser(request);
    return named !== undefined && (await isAllowed(named));
}
/** The client in an `Authorization: Basic` header (RFC 6749 §2.3.1). */
function basicUser({ headers }) {
    const [, encoded] = /^Basic ([\w+/=-]+)$/i.exec(headers.authorization ?? '') ?? [];
    const [user] = Buffer.from(encoded ?? '', 'base64')
        .toString('utf8')
        .split(':', 1);
    try {
        return user === undefined || user === '' ? undefined : decodeURIComponent(user.replaceAll('+', '%20'));
    }
    catch {
        return undefined;
    }
}
