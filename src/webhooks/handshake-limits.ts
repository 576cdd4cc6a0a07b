import type { RequestHandler, Response } from 'express';
import { refuse } from '../http/http-responses.js';
import { limitPerAddress } from '../http/limits/limit-per-minute.js';

/** A person who makes subscriptions, and clicks again. */
const DEFAULT_PER_ADDRESS = 5;

/** Handshakes in a minute. */
export interface HandshakeLimits {
  readonly perAddress?: number;
}

/**
 * Bounds what a stranger can write: handshakes are unsigned. There is no limit for all of them together, which strangers
 * could use up before the operator's own; the list of those that wait is short by itself.
 */
export function handshakeLimits({
  perAddress = DEFAULT_PER_ADDRESS,
}: HandshakeLimits): readonly RequestHandler[] {
  return limitPerAddress(perAddress, refuseToken);
}

function refuseToken(response: Response): void {
  refuse(response, 429, 'too_many_requests', 'Too many tokens came in. Wait a minute, then try again.');
}
