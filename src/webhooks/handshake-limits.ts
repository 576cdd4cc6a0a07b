import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { addressOf } from '../authorization/request-limits.js';
import { refuse } from '../connect/http-answers.js';

/** Milliseconds over which handshakes are counted. */
const WINDOW = 60_000;
/** A person who makes subscriptions, and clicks again. */
const PER_ADDRESS = 5;
/** All addresses together: each handshake is a row, and those that wait for the operator are to stay a short list. */
const OVERALL = 20;

/** Handshakes in a minute. */
export interface HandshakeLimits {
  readonly perAddress?: number;
  readonly overall?: number;
}

/** Bounds what strangers can write: handshakes are unsigned. */
export function handshakeLimits({
  perAddress = PER_ADDRESS,
  overall = OVERALL,
}: HandshakeLimits): readonly RequestHandler[] {
  return [limit(perAddress, addressOf), limit(overall, () => 'all')];
}

function limit(perMinute: number, keyGenerator: (request: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: WINDOW,
    limit: perMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    validate: false,
    keyGenerator,
    handler: (_request, response) =>
      refuse(response, 429, 'too_many_requests', 'Too many tokens came in. Wait a minute, then try again.'),
  });
}
