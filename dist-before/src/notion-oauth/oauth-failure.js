import { APIResponseError, UnknownHTTPResponseError } from '@notionhq/client';
import * as z from 'zod';
import { failureFrom } from '../notion/client/failure.js';
/**
 * A failed request to Notion's OAuth endpoints. Deliberately has no `cause`: third-party errors may quote the body that
 * they could not parse, which may contain tokens.
 */
export class OauthFailure extends Error {
    kind;
    /** HTTP status; absent if there was no response. */
    status;
    /** Notion's code, such as `invalid_client`; empty if the response has none. */
    code;
    retryAfterSeconds;
    constructor(kind, details = {}) {
        super(`Notion's OAuth endpoint failed: ${[kind, details.status, details.code].filter(Boolean).join(' ')}.`);
        this.name = 'OauthFailure';
        this.kind = kind;
        this.status = details.status;
        this.code = details.code ?? '';
        this.retryAfterSeconds = details.retryAfterSeconds;
    }
}
/** Statuses that say nothing about the request: too early, too many, or not Notion's fault. */
const TRANSIENT_STATUS = new Set([408, 409, 425, 429]);
/** Codes have this form; any other value may echo what was sent. */
const CODE = /^[a-z][a-z_]{0,63}$/;
/** Converts any rejection of the client library or of its transport. */
export function oauthFailureFrom(error, now) {
    const { kind, status, retryAfterSeconds } = failureFrom(error, now);
    if (kind !== 'http' || status === undefined) {
        return new OauthFailure('transient');
    }
    const code = codeOf(error);
    return new OauthFailure(kindOf(status, code), { status, code, retryAfterSeconds });
}
/** Only an explicit refusal by Notion may end a connection; all doubtful failures are transient. */
function kindOf(status, code) {
    if (status >= 500 || TRANSIENT_STATUS.has(status) || code === '') {
        return 'transient';
    }
    return code === 'invalid_grant' ? 'invalid_grant' : 'configuration';
}
/** Notion's guide has the RFC 6749 name in `error`, its schema has it in `code`; accepts both. */
const body = z.object({
    error: z.string().regex(CODE).optional().catch(undefined),
    code: z.string().regex(CODE).optional().catch(undefined),
});
function codeOf(error) {
    if (!APIResponseError.isAPIResponseError(error) &&
        !UnknownHTTPResponseError.isUnknownHTTPResponseError(error)) {
        return '';
    }
    try {
        const { error: name, code } = body.parse(JSON.parse(error.body));
        return name ?? code ?? '';
    }
    catch {
        return '';
    }
}
