import { APIResponseError, InvalidPathParameterError, RequestTimeoutError, UnknownHTTPResponseError, } from '@notionhq/client';
import { RequestTimeError } from './http-fetch.js';
import { ResponseTooLargeError } from './response-limits.js';
/**
 * One failed attempt, in our terms. Foreign errors end here: what a request rejects with is not even an `Error` in some
 * realms, and p-retry stops at the first of those, so everything is translated before the retry sees it.
 */
export class NotionFailure extends Error {
    kind;
    /** HTTP status, for `http`. */
    status;
    /** Notion's stable error code, such as `object_not_found`. Empty where the body was not Notion's (an edge's HTML page). */
    code;
    /** Notion's own sentence. It may echo what was sent and is never branched on. */
    notionMessage;
    rateLimitReason;
    /** Whole seconds, from the `Retry-After` header or the body. */
    retryAfterSeconds;
    requestId;
    /** Notion's free plan allows no more blocks: a 403 that no capability cures. */
    isBlockLimit;
    /** What Notion says it has saved before it ran out of time for the answer. */
    committed;
    constructor(kind, details = {}) {
        super(`Notion request failed: ${[kind, details.status, details.code].filter(Boolean).join(' ')}`, {
            cause: details.cause,
        });
        this.name = 'NotionFailure';
        this.kind = kind;
        this.status = details.status;
        this.code = details.code ?? '';
        this.notionMessage = details.notionMessage ?? '';
        this.rateLimitReason = details.rateLimitReason;
        this.retryAfterSeconds = details.retryAfterSeconds;
        this.requestId = details.requestId;
        this.isBlockLimit = details.isBlockLimit ?? false;
        this.committed = details.committed;
    }
}
/** Seconds from a `Retry-After` value: whole seconds or an HTTP date (RFC 9110 §10.2.3). Undefined when unreadable. */
export function retryAfterSeconds(value, now) {
    if (value === null || value === undefined || value.trim() === '') {
        return undefined;
    }
    const seconds = Number(value);
    if (Number.isFinite(seconds)) {
        return Math.max(0, Math.ceil(seconds));
    }
    const date = Date.parse(value);
    return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now.getTime()) / 1000));
}
/** Translates whatever the client library, or what it sends with, rejected with. */
export function failureFrom(error, now) {
    if (error instanceof NotionFailure) {
        return error;
    }
    if (APIResponseError.isAPIResponseError(error) ||
        UnknownHTTPResponseError.isUnknownHTTPResponseError(error)) {
        return httpFailure(error, now);
    }
    if (error instanceof RequestTimeError || RequestTimeoutError.isRequestTimeoutError(error)) {
        return new NotionFailure('timeout', { cause: error });
    }
    if (InvalidPathParameterError.isInvalidPathParameterError(error)) {
        return new NotionFailure('http', { status: 400, code: 'validation_error', cause: error });
    }
    if (error instanceof ResponseTooLargeError) {
        return new NotionFailure('too_large', { cause: error });
    }
    // The client parses the body itself and lets a SyntaxError through: a cut answer or an edge's HTML with status 200.
    if (nameOf(error) === 'SyntaxError') {
        return new NotionFailure('malformed', { cause: error });
    }
    return new NotionFailure('network', { cause: error });
}
function httpFailure(error, now) {
    const body = readBody(error.body);
    const additional = record(body['additional_data']);
    return new NotionFailure('http', {
        status: error.status,
        code: text(body['code']),
        notionMessage: text(body['message']),
        rateLimitReason: text(additional['rate_limit_reason']),
        retryAfterSeconds: retryAfterSeconds(headerOf(error, 'retry-after'), now) ??
            retryAfterSeconds(text(additional['retry_after']), now),
        requestId: text(body['request_id']) ?? headerOf(error, 'x-notion-request-id'),
        isBlockLimit: additional['block_limit'] !== undefined,
        committed: committedIn(additional),
        cause: error,
    });
}
/** Ids are short; more children than one request takes were not made by it. */
const MAX_ID_CHARACTERS = 64;
const MAX_COMMITTED_CHILDREN = 1000;
function committedIn(additional) {
    const { committed_resource_id: resource, committed_child_ids: children } = additional;
    const childIds = Array.isArray(children)
        ? children.slice(0, MAX_COMMITTED_CHILDREN).flatMap((id) => shortText(id) ?? [])
        : [];
    const resourceId = shortText(resource);
    return resourceId === undefined && childIds.length === 0 ? undefined : { resourceId, childIds };
}
function shortText(value) {
    return typeof value === 'string' && value !== '' && value.length <= MAX_ID_CHARACTERS ? value : undefined;
}
function headerOf(error, name) {
    return text(record(error.headers)[name]);
}
function readBody(body) {
    try {
        return record(JSON.parse(body));
    }
    catch {
        return {};
    }
}
function record(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
function text(value) {
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}
function nameOf(error) {
    return text(record({ name: error?.name })['name']);
}
