import { addressOf } from './client-address.js';
import { ConcurrencyLimiter } from './concurrency-limiter.js';
/** Per address, because many people share one. The total is a fraction of what the database connections can carry. */
const DEFAULT_CONCURRENCY_LIMITS = {
    perKey: 32,
    overall: 256,
    queuedPerKey: 128,
    queuedOverall: 1024,
};
/** Milliseconds that a request may be queued. */
const MAX_WAIT_MS = 5000;
/** Seconds after which a refused request may be retried. */
const BUSY_WAIT_SECONDS = 2;
/**
 * Bounds the concurrent requests of one address to routes that are open to all clients and need the database: its
 * connections are few, and tool calls need them too. Only requests without a body take a slot; one that sends its body
 * slowly would hold its slot indefinitely.
 */
export function limitConcurrency(refuse, limits = DEFAULT_CONCURRENCY_LIMITS) {
    const places = new ConcurrencyLimiter(limits);
    return async (request, response, next) => {
        if (request.method !== 'GET' && request.method !== 'HEAD') {
            next();
            return;
        }
        const patience = AbortSignal.timeout(MAX_WAIT_MS);
        const leave = await places.acquire(addressOf(request), patience).catch(() => undefined);
        if (leave === undefined) {
            response.set('retry-after', String(BUSY_WAIT_SECONDS));
            refuse(response);
            return;
        }
        response.once('close', leave);
        if (response.closed) {
            leave();
            return;
        }
        next();
    };
}
