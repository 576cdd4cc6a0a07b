import { addressOf } from './client-address.js';
import { SlidingRequestCounter } from './request-counts.js';
/**
 * Failed requests per minute of one client. For routes where each attempt makes this server call another one:
 * successful requests are not limited.
 */
export function limitFailures(perMinute, refuse) {
    const failures = new SlidingRequestCounter();
    return (request, response, next) => {
        const address = addressOf(request);
        const { count, until } = failures.get(address);
        if (count >= perMinute) {
            response.set('retry-after', String(Math.max(1, Math.ceil((until - Date.now()) / 1000))));
            refuse(response);
            return;
        }
        response.once('finish', () => {
            if (response.statusCode >= 400) {
                failures.add(address);
            }
        });
        next();
    };
}
