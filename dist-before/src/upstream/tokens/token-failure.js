import * as z from 'zod';
/** A failed request to the token endpoint. Has no `cause`: the SDK's errors may quote the whole answer. */
export class TokenFailure extends Error {
    name = 'TokenFailure';
    kind;
    /** Absent if there was no answer. */
    status;
    /** Such as `invalid_grant`; empty if the answer has none. */
    code;
    retryAfterSeconds;
    constructor(kind, details = {}) {
        super(`The hosted server's token endpoint failed: ${[kind, details.status, details.code].filter(Boolean).join(' ')}.`);
        this.kind = kind;
        this.status = details.status;
        this.code = details.code ?? '';
        this.retryAfterSeconds = details.retryAfterSeconds;
    }
}
/** Statuses that say nothing about the request. */
const TRANSIENT_STATUS = new Set([408, 409, 425, 429]);
/** How the REST API words that a code is none of its own, which are UUIDs. */
const FOREIGN_CODE = /should be a valid uuid/i;
const errorBody = z.object({
    error: z
        .string()
        .regex(/^[a-z][a-z_]{0,63}$/)
        .catch(''),
});
/** Only an explicit refusal may end a connection; all doubtful failures are transient. */
export function tokenFailureOf(seen) {
    if (seen === undefined || seen.status < 300) {
        return new TokenFailure('transient');
    }
    const { status, retryAfterSeconds, body } = seen;
    const code = errorBody.safeParse(body).data?.error ?? '';
    const details = { status, code, retryAfterSeconds };
    if (FOREIGN_CODE.test(JSON.stringify(body ?? '').slice(0, 2000))) {
        return new TokenFailure('wrong_endpoint', details);
    }
    if (status >= 500 || TRANSIENT_STATUS.has(status) || code === '') {
        return new TokenFailure('transient', details);
    }
    switch (code) {
        case 'invalid_grant':
            return new TokenFailure('invalid_grant', details);
        case 'invalid_client':
        case 'unauthorized_client':
            return new TokenFailure('client_unknown', details);
        default:
            return new TokenFailure('configuration', details);
    }
}
