import { sendRetryLater } from '../http-errors.js';
/** Seconds that a client is asked to wait while the audit log cannot be written. */
const AUDIT_WAIT_SECONDS = 5;
/**
 * Guards a handler. If everything must be audited, no request passes while the audit log cannot be written. Entries
 * from before the failure was noticed, within a second, stay buffered in memory.
 */
export function auditGuard(isRecordedOnly, audit) {
    return (handler) => !isRecordedOnly
        ? handler
        : (request, response, next) => {
            if (audit.isWriting) {
                return handler(request, response, next);
            }
            sendRetryLater(response, 503, 'Requests cannot be recorded at the moment.', AUDIT_WAIT_SECONDS);
        };
}
