import type { RequestHandler } from 'express';
import { addressOf } from './client-address.js';
import type { Refuse } from './limit-per-minute.js';
import { SlidingRequestCounter } from './request-counts.js';

/**
 * At most so many requests a minute from one client that come to nothing. For addresses where each try has this server ask
 * somebody else: what goes well is not limited.
 */
export function limitFailures(perMinute: number, refuse: Refuse): RequestHandler {
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
