import { rateLimit } from 'express-rate-limit';
import { networksOf } from './client-address.js';
import { COUNT_WINDOW_MS, SlidingRequestCounter } from './request-counts.js';
/**
 * Requests per minute of one client, by address. There is no limit for all clients together, which any of them could
 * use up. The IPv6 networks around a client have limits too, many times as high; requests refused by the client's own
 * limit do not count for them, so that it takes many clients to use them up.
 */
export function limitPerAddress(perMinute, refuse) {
    return [0, 1, 2].map((level) => limitPerMinute({
        limit: (request) => perMinute * (networksOf(request)[level]?.clients ?? 1),
        isCounted: (request) => networksOf(request)[level] !== undefined,
        keyOf: (request) => networksOf(request)[level]?.key ?? '',
        refuse,
    }));
}
/** Requests per minute of one caller, who was authenticated by a previous guard. */
export function limitPerCaller(perMinute, keyOf, refuse) {
    return limitPerMinute({ limit: () => perMinute, isCounted: () => true, keyOf, refuse });
}
/** The one limiter of this server: the library sends the headers, a bounded table holds the counts. */
function limitPerMinute(options) {
    return rateLimit({
        windowMs: COUNT_WINDOW_MS,
        limit: options.limit,
        standardHeaders: 'draft-7',
        legacyHeaders: false,
        // Trusted proxies are configured in express; the library's own check would only log.
        validate: false,
        store: storeOn(new SlidingRequestCounter()),
        skip: (request) => !options.isCounted(request),
        keyGenerator: options.keyOf,
        handler: (_request, response) => options.refuse(response),
    });
}
function storeOn(counts) {
    return {
        localKeys: true,
        increment: (key) => {
            const { count, until } = counts.add(key);
            return { totalHits: count, resetTime: new Date(until) };
        },
        // Counts never decrease: no client action can lower them.
        decrement: () => undefined,
        resetKey: () => undefined,
    };
}
