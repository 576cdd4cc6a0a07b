/** Statuses that a read may be repeated on: Notion or the edge was overloaded, briefly unavailable or in a conflict. */
const RETRYABLE_STATUSES = new Set([409, 429, 500, 502, 503, 504, 529]);
/** Notion restricted the connection: repeating makes it worse (`rate_limit_reason` of a 429). */
const BLOCKED = 'public_api_request_blocked';
/** The 429 that asks for a person at Notion instead of a wait. */
export function isBlocked(failure) {
    return failure.status === 429 && failure.rateLimitReason === BLOCKED;
}
/** Notion asked to slow down: the whole key pauses and the attempt is not counted against the retries. */
export function isRateLimit(failure) {
    return (failure.status === 429 || failure.status === 529) && !isBlocked(failure);
}
/**
 * Whether a failed read may be sent again. `POST /search` and `POST /data_sources/{id}/query` are reads although they
 * are POST; writes do not pass here.
 */
export function mayRetryRead(failure) {
    if (failure.kind !== 'http') {
        // What was too large will be so again.
        return failure.kind !== 'too_large';
    }
    return failure.status !== undefined && RETRYABLE_STATUSES.has(failure.status) && !isBlocked(failure);
}
/** Whose limit was met. An endpoint's own says nothing about the connection, and overload nothing about either. */
export function refusedBy({ status, rateLimitReason }) {
    if (status !== 429) {
        return 'neither';
    }
    switch (rateLimitReason) {
        case 'public_api_request_rate_limit':
            return 'connection';
        case 'public_api_space_request_rate_limit':
            return 'workspace';
        default:
            return 'neither';
    }
}
