import type { RequestHandler } from 'express';
import { addressOf } from './client-address.js';
import type { Refuse } from './limit-per-minute.js';
import { ConcurrencyLimiter, type ConcurrencyLimits } from './concurrency-limiter.js';

/** By address: many people sit behind one. All of it together is a fraction of what the connections to a database carry. */
const DEFAULT_CONCURRENCY_LIMITS: ConcurrencyLimits = {
  perKey: 32,
  overall: 256,
  queuedPerKey: 128,
  queuedOverall: 1024,
};
/** Milliseconds that a request may wait for its turn. */
const MAX_WAIT_MS = 5000;
/** Seconds after which a request that was refused may come again. */
const BUSY_WAIT_SECONDS = 2;

/**
 * Bounds how many requests of one address are answered at once, where anybody may ask and each answer needs the database:
 * its connections are few, and calls of tools need them too. Only requests without a body take a place; one that sends its
 * body slowly would hold its place for as long as it likes.
 */
export function limitConcurrency(
  refuse: Refuse,
  limits: ConcurrencyLimits = DEFAULT_CONCURRENCY_LIMITS,
): RequestHandler {
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
