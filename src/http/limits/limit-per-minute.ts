import type { Request, RequestHandler, Response } from 'express';
import { rateLimit, type Store } from 'express-rate-limit';
import { networksOf } from './client-address.js';
import { COUNT_WINDOW_MS, SlidingRequestCounter } from './request-counts.js';

/** Refuses a request; `Retry-After` is set by then. */
export type Refuse = (response: Response) => void;

/**
 * At most so many requests a minute from one client, by its address. There is no count for all of them together, which any
 * stranger could use up for everybody. Networks of IPv6 around a client have limits too, many times as high; what the
 * client's own limit refuses is not counted for them, so that it takes many clients to use them up.
 */
export function limitPerAddress(perMinute: number, refuse: Refuse): readonly RequestHandler[] {
  return [0, 1, 2].map((level) =>
    limitPerMinute({
      limit: (request) => perMinute * (networksOf(request)[level]?.clients ?? 1),
      isCounted: (request) => networksOf(request)[level] !== undefined,
      keyOf: (request) => networksOf(request)[level]?.key ?? '',
      refuse,
    }),
  );
}

/** At most so many requests a minute of one caller, whom a guard before has made sure of. */
export function limitPerCaller(
  perMinute: number,
  keyOf: (request: Request) => string,
  refuse: Refuse,
): RequestHandler {
  return limitPerMinute({ limit: () => perMinute, isCounted: () => true, keyOf, refuse });
}

/** The one limiter of this server: the library answers with its headers, what is counted lies in a bounded table. */
function limitPerMinute(options: {
  readonly limit: (request: Request) => number;
  readonly isCounted: (request: Request) => boolean;
  readonly keyOf: (request: Request) => string;
  readonly refuse: Refuse;
}): RequestHandler {
  return rateLimit({
    windowMs: COUNT_WINDOW_MS,
    limit: options.limit,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    // Operators who trust a proxy's headers say so to express; the library's own guess would only log.
    validate: false,
    store: storeOn(new SlidingRequestCounter()),
    skip: (request) => !options.isCounted(request),
    keyGenerator: options.keyOf,
    handler: (_request, response) => options.refuse(response),
  });
}

function storeOn(counts: SlidingRequestCounter): Store {
  return {
    localKeys: true,
    increment: (key) => {
      const { count, until } = counts.add(key);
      return { totalHits: count, resetTime: new Date(until) };
    },
    // Nothing is ever taken back: what a client does makes no count smaller.
    decrement: () => undefined,
    resetKey: () => undefined,
  };
}
