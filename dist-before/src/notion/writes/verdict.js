import { isBlocked, isRateLimit } from '../client/retry-policy.js';
/** Failures before there is a connection that could carry a request (Node's and libuv's codes). */
const NEVER_CONNECTED = new Set([
    'EAI_AGAIN',
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
]);
/** Errors within errors that are looked at; a library wraps once or twice. */
const MAX_CAUSES = 5;
/**
 * The one decision about a failed write, beside that about a read (`retry-policy.ts`). A write is sent again only where
 * nothing was saved; what may be saved has to be proven absent first.
 */
export function judgeWrite(failure) {
    switch (failure.kind) {
        case 'network':
            return isUnsent(failure) ? { kind: 'unsent' } : { kind: 'unknown', comes: 'soon' };
        case 'timeout':
            return { kind: 'unknown', comes: 'any time' };
        case 'malformed':
        case 'too_large':
            // The answer had begun, and with it the end of the work.
            return { kind: 'unknown', comes: 'no' };
        case 'http':
            return judgeStatus(failure);
    }
}
function judgeStatus(failure) {
    const { status = 0, committed } = failure;
    if (isBlocked(failure)) {
        return { kind: 'refused' };
    }
    if (isRateLimit(failure)) {
        return { kind: 'wait' };
    }
    if (status === 409) {
        return { kind: 'conflict' };
    }
    if (status === 503 && committed !== undefined) {
        return { kind: 'saved', ...committed };
    }
    if (status >= 400 && status < 500 && status !== 408) {
        return { kind: 'refused' };
    }
    // An edge that gives up (502, 504) says nothing about the server behind it.
    return { kind: 'unknown', comes: status === 500 || status === 503 ? 'no' : 'soon' };
}
function isUnsent(failure) {
    let error = failure.cause;
    for (let depth = 0; depth < MAX_CAUSES && error instanceof Object; depth += 1) {
        const { code, cause } = error;
        if (typeof code === 'string') {
            return NEVER_CONNECTED.has(code);
        }
        error = cause;
    }
    return false;
}
