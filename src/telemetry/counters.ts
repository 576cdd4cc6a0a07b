import { attributes } from './names.js';
import { runningTelemetry } from './running.js';

/** `joined`: an identical read was under way, and this one waits for its answer. */
export type CacheResult = 'hit' | 'joined' | 'miss';

/** Reasons of Notion for a 429 or 529 that are told apart; another one is counted as `other`, so that none can invent a time series. */
const KNOWN_REASONS = new Set([
  'public_api_request_rate_limit',
  'public_api_space_request_rate_limit',
  'public_api_endpoint_rate_limit',
  'public_api_request_blocked',
  'service_overload',
]);

/** Counts a look-up in the cache of one kind of read. */
export function recordCacheLookup(kind: string, result: CacheResult): void {
  runningTelemetry()?.instruments.cacheLookups.add(1, {
    [attributes.cacheKind]: kind,
    [attributes.cacheResult]: result,
  });
}

/** Counts an answer of Notion that asked to slow down. */
export function recordRateLimit(reason: string | undefined): void {
  runningTelemetry()?.instruments.rateLimits.add(1, {
    [attributes.rateLimitReason]: reason !== undefined && KNOWN_REASONS.has(reason) ? reason : 'other',
  });
}
