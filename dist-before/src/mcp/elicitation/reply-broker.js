import { createHash } from 'node:crypto';
import { identityOf } from '../calls/request-caller.js';
/**
 * The address of an exchange. The caller is part of it, so that any other caller finds nothing there, in the same way
 * and time as with an unknown id. It is a digest: comparison timing reveals nothing about the id, and knowing an
 * address does not allow answering.
 */
export function replyAddress(caller, ...id) {
    return createHash('sha256')
        .update(JSON.stringify([...identityOf(caller), ...id]))
        .digest('base64url');
}
