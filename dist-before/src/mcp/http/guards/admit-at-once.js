import { spaceOfCaller } from '../../../access/space-of-request.js';
import { bearerCheck, bearerToken } from '../../../http/bearer-token.js';
import { authInfoOf } from '../../calls/request-caller.js';
import { isOfThisMachine } from './forwarded-guard.js';
import { headerSpace } from './space-guard.js';
/** Spaces of one key that are kept ready; a key for all of them may name any. */
const MAX_SPACES_PER_CALLER = 100;
const WITHOUT_SPACE = { auth: undefined };
/** As `refuseForwarded` does. */
export const admitOwnMachine = (request) => isOfThisMachine(request) ? WITHOUT_SPACE : undefined;
/** As `bearerGuard` does. */
export function admitToken(token) {
    const isToken = bearerCheck(token);
    return ({ headers }) => {
        const presented = bearerToken(headers.authorization);
        return presented !== undefined && isToken(presented) ? WITHOUT_SPACE : undefined;
    };
}
/** As `spaceGuard` does for service keys. Apps always pass the guard: each of their requests needs a look-up. */
export function admitKey(authenticate) {
    const admissions = new WeakMap();
    return (request, pathSpace) => {
        const presented = bearerToken(request.headers.authorization);
        const caller = presented === undefined ? undefined : authenticate(presented);
        if (caller === undefined) {
            return undefined;
        }
        const space = spaceOfCaller(caller, [pathSpace, headerSpace(request)]);
        if (space.kind !== 'space') {
            return undefined;
        }
        const ofCaller = admissions.get(caller) ?? new Map();
        admissions.set(caller, ofCaller);
        const admission = ofCaller.get(space.spaceId) ?? { auth: authInfoOf(caller, space.spaceId) };
        if (ofCaller.size < MAX_SPACES_PER_CALLER) {
            ofCaller.set(space.spaceId, admission);
        }
        return admission;
    };
}
/** As `auditGuard` does: nobody is admitted while requests cannot be recorded. */
export function admitRecorded(isRecordedOnly, audit, admit) {
    return isRecordedOnly
        ? (request, pathSpace) => (audit.isWriting ? admit(request, pathSpace) : undefined)
        : admit;
}
