import { quotaKeyOf } from '../../calls/request-caller.js';
import { sendError, sendRetryLater } from '../http-errors.js';
/** Messages in one batch. */
const MAX_BATCH_MESSAGES = 20;
/** The last version of the protocol that has batches; later ones took them out. Versions are dates. */
const LAST_WITH_BATCHES = '2025-03-26';
const VERSION_HEADER = 'mcp-protocol-version';
/** Seconds that a client is asked to wait while it has too many requests under way. */
const BUSY_RETRY_SECONDS = 2;
/** JSON-RPC 2.0: the body is no message. */
const INVALID_REQUEST = -32_600;
/**
 * Refuses batches in protocol versions without them, and bounds them in others: each message takes a slot among the
 * running requests, as if sent alone. Clients that send no version header use versions that had batches. The request
 * itself already has its slot.
 */
export function batchGuard(places) {
    return (request, response, next) => {
        if (!Array.isArray(request.body)) {
            next();
            return;
        }
        const version = request.get(VERSION_HEADER);
        if (version !== undefined && version > LAST_WITH_BATCHES) {
            sendError(response, 400, 'This protocol version has no batches.', INVALID_REQUEST);
            return;
        }
        if (request.body.length > MAX_BATCH_MESSAGES) {
            sendError(response, 400, `A batch has at most ${MAX_BATCH_MESSAGES} messages.`, INVALID_REQUEST);
            return;
        }
        const key = quotaKeyOf(request.auth);
        const taken = Array.from(request.body.slice(1), () => places.acquire(key));
        response.once('close', () => taken.forEach((giveBack) => giveBack?.()));
        if (taken.includes(undefined)) {
            sendRetryLater(response, 429, 'Too many requests are running.', BUSY_RETRY_SECONDS);
            return;
        }
        next();
    };
}
