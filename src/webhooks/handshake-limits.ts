import type { RequestHandler, Response } from 'express';
import { addressOf, limitPerMinute } from '../authorization/request-limits.js';
import { refuse } from '../connect/http-answers.js';

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
  return [
    limitPerMinute(perAddress, addressOf, refuseToken),
    limitPerMinute(overall, () => 'all', refuseToken),
  ];
}

function refuseToken(response: Response): void {
  refuse(response, 429, 'too_many_requests', 'Too many tokens came in. Wait a minute, then try again.');
}
