import { ConfirmationError } from '../../errors.js';
import { say, Words } from '../../text/words.js';
/** Arguments that say how a call is run, and not what it changes. */
export const MODE_ARGUMENTS = new Set(['confirm', 'dry_run', 'request_key']);
/** For a dry run: how the change is confirmed. */
export async function confirmationNote({ isProposal, confirmations }, change) {
    if (isProposal) {
        return '';
    }
    return confirmations.asksPerson
        ? `${String(change.effect)} The person is asked to confirm it during the call.`
        : `${String(change.effect)} Ask the person; once they have agreed, call again within 10 minutes with "confirm":"${await confirmations.tokenFor(change)}".`;
}
/** Rejects with a `ConfirmationError` unless the person has agreed, or `given` shows that the caller has seen the dry run. */
export async function requireConfirmation({ confirmations }, change, given) {
    if (await confirmations.isConfirmed(change, given)) {
        return;
    }
    const { effect } = change;
    if (confirmations.asksPerson) {
        const token = await confirmations.tokenFor(change);
        throw new ConfirmationError(effect, say `${effect} Nothing was changed: the person has to confirm it.`, say `Ask them, and call again.`, token);
    }
    throw new ConfirmationError(effect, given === undefined
        ? say `${effect} Nothing was changed: this has to be confirmed.`
        : say `${effect} Nothing was changed: the token is for another call, or ended, or something has changed there since.`, say `Call with ${Words.term('dry_run')} first: its answer has the token to pass once the person has agreed.`);
}
