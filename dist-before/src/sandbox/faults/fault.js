export function jsonError(status, code, message, additionalData, headers = {}) {
    const body = {
        object: 'error',
        status,
        code,
        message,
        ...(additionalData && { additional_data: additionalData }),
    };
    return { status, headers, body };
}
/** The 429 of the budget that is used up. */
export function rateLimitedAnswer(reason, retryAfterSeconds) {
    const message = 'You have been rate limited. Please try again later.';
    if (reason === 'public_api_request_blocked') {
        return jsonError(429, 'rate_limited', message, { rate_limit_reason: reason });
    }
    const seconds = String(retryAfterSeconds);
    return jsonError(429, 'rate_limited', message, { rate_limit_reason: reason, retry_after: seconds }, { 'retry-after': seconds });
}
/** Why an answer is a 429; undefined if it is none. */
export function reasonOf({ status, body }) {
    if (status !== 429 || typeof body === 'string') {
        return undefined;
    }
    const { rate_limit_reason: reason } = body['additional_data'];
    return reason;
}
/** Whether the request is carried out before the fault comes. */
export function isAfterSaving(fault) {
    return 'saved' in fault && fault.saved !== undefined && fault.saved !== false;
}
/** The answer of a fault, or undefined where the fault is the lack of one. */
export function faultAnswer(fault) {
    switch (fault.kind) {
        case 'refused':
            return jsonError(fault.status, fault.code, 'The request was refused.');
        case 'internal_server_error':
            return jsonError(500, 'internal_server_error', 'Unexpected error occurred.');
        case 'bad_gateway':
            return {
                status: 502,
                headers: { 'cf-ray': '8sandbox00000000-AMS', server: 'cloudflare' },
                body: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
            };
        case 'service_unavailable':
            return jsonError(503, 'service_unavailable', 'Notion is currently unavailable. Please try again later.', { retry_guidance: 'Retry with exponential backoff, a smaller page_size or a narrower filter.' });
        case 'conflict':
            return jsonError(409, 'conflict_error', 'Conflict occurred while saving. Please try again.');
        case 'gateway_timeout':
            return jsonError(504, 'gateway_timeout', 'The request timed out. Please try a smaller request.');
        case 'unauthorized':
            return jsonError(401, 'unauthorized', 'API token is invalid.');
        case 'service_overload': {
            const seconds = String(fault.retryAfterSeconds ?? 1);
            return jsonError(529, 'service_overload', 'Notion is temporarily overloaded. Please try again later.', { retry_after: seconds }, { 'retry-after': seconds });
        }
        case 'rate_limited':
            return rateLimitedAnswer(fault.reason ?? 'public_api_request_rate_limit', fault.retryAfterSeconds ?? 1);
        case 'reset':
        case 'hang':
        case 'cut_json':
            return undefined;
    }
}
