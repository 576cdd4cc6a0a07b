import { attributes } from './telemetry-names.js';
import { runningTelemetry } from './running.js';
/** Notion's known reasons for a 429 or 529. Others count as `other`, which bounds the time series. */
const KNOWN_REASONS = new Set([
    'public_api_request_rate_limit',
    'public_api_space_request_rate_limit',
    'public_api_endpoint_rate_limit',
    'public_api_request_blocked',
    'service_overload',
]);
/** Counts a look-up in the cache of one kind of read. */
export function recordCacheLookup(kind, result) {
    runningTelemetry()?.instruments.cacheLookups.add(1, {
        [attributes.cacheKind]: kind,
        [attributes.cacheResult]: result,
    });
}
/** Counts a delivery to the address for webhooks. */
export function recordWebhook(outcome) {
    runningTelemetry()?.instruments.webhooks.add(1, { [attributes.webhookOutcome]: outcome });
}
/** Counts an invalid token, by where it was presented. */
export function recordFailedAuthentication(endpoint) {
    runningTelemetry()?.instruments.failedAuthentications.add(1, { [attributes.door]: endpoint });
}
/** Counts a tool call that its caller's key does not allow: by tool, or by daily budget. */
export function recordKeyRefusal(reason) {
    runningTelemetry()?.instruments.keyRefusals.add(1, { [attributes.keyRefusal]: reason });
}
/** Counts a response of Notion that asked to slow down. */
export function recordRateLimit(reason) {
    runningTelemetry()?.instruments.rateLimits.add(1, {
        [attributes.rateLimitReason]: reason !== undefined && KNOWN_REASONS.has(reason) ? reason : 'other',
    });
}
/** Counts a row that was read and that this server did not write. */
export function recordForgedRow(table) {
    runningTelemetry()?.instruments.forgedRows.add(1, { [attributes.table]: table });
}
