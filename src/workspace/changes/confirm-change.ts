import { ConfirmationError } from '../../errors.js';
import { say, Words } from '../../text/words.js';

/** Arguments that say how a call is run, and not what it changes. */
export const MODE_ARGUMENTS: ReadonlySet<string> = new Set(['confirm', 'dry_run', 'request_key']);

/** A change that loses something, as it is shown before it is made. */
export interface ConfirmableChange {
  readonly tool: string;
  /** The call's arguments; {@link MODE_ARGUMENTS} do not count. */
  readonly input: object;
  /** What would be lost, as it is now: a confirmation counts as long as the next call sees the same. Becomes JSON. */
  readonly seen: unknown;
  /** What would be lost, for a person: a sentence. */
  readonly effect: Words;
}

/** Confirms changes that lose something. */
export interface Confirmations {
  /** The client asks its person during the call; otherwise a dry run gives out a token for the call that follows. */
  readonly asksPerson: boolean;
  /** Stands for the consent of this caller to exactly this change, for some minutes. */
  tokenFor(change: ConfirmableChange): Promise<string>;
  /** Whether the person has agreed during this call, or the argument is the token for this change. */
  isConfirmed(change: ConfirmableChange, given: string | undefined): Promise<boolean>;
}

/** For a dry run: how the change is confirmed. */
export async function confirmationNote(
  { isProposal, confirmations }: { readonly isProposal: boolean; readonly confirmations: Confirmations },
  change: ConfirmableChange,
): Promise<string> {
  if (isProposal) {
    return '';
  }
  return confirmations.asksPerson
    ? `${String(change.effect)} The person is asked to confirm it during the call.`
    : `${String(change.effect)} Ask the person; once they have agreed, call again within 10 minutes with "confirm":"${await confirmations.tokenFor(change)}".`;
}

/** Rejects with a `ConfirmationError` unless the person has agreed, or `given` shows that the caller has seen the dry run. */
export async function requireConfirmation(
  { confirmations }: { readonly confirmations: Confirmations },
  change: ConfirmableChange,
  given: string | undefined,
): Promise<void> {
  if (await confirmations.isConfirmed(change, given)) {
    return;
  }
  const { effect } = change;
  if (confirmations.asksPerson) {
    const token = await confirmations.tokenFor(change);
    throw new ConfirmationError(
      effect,
      say`${effect} Nothing was changed: the person has to confirm it.`,
      say`Ask them, and call again.`,
      token,
    );
  }
  throw new ConfirmationError(
    effect,
    given === undefined
      ? say`${effect} Nothing was changed: this has to be confirmed.`
      : say`${effect} Nothing was changed: the token is for another call, or ended, or something has changed there since.`,
    say`Call with ${Words.term('dry_run')} first: its answer has the token to pass once the person has agreed.`,
  );
}
