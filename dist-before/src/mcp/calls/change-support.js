import { confirmToken, isTokenFor } from './confirm-tokens.js';
import { identityOf } from './request-caller.js';
/** The same for one call of a caller; undefined for a tool that only reads. */
export function changeContext({ annotations }, support, session, { caller, approval }, now) {
    return annotations.readOnlyHint || support === undefined
        ? undefined
        : {
            isProposal: support.isProposal,
            session,
            localFiles: support.localFiles,
            openJournal: () => support.openJournal(caller, session.connectionKey),
            confirmations: confirmationsOf(async () => ({
                secret: await support.confirmationSecret(),
                identity: identityOf(caller),
                connectionKey: session.connectionKey,
            }), approval, now),
        };
}
/** What confirms the changes of one call. Where the person is asked, only their answer counts, and no argument. */
export function confirmationsOf(readOwner, approval, now) {
    return {
        asksPerson: approval !== undefined,
        tokenFor: async (change) => confirmToken(await readOwner(), change, now()),
        isConfirmed: async (change, given) => {
            const token = approval === undefined ? given : approval.token;
            return token !== undefined && isTokenFor(await readOwner(), change, now(), token);
        },
    };
}
