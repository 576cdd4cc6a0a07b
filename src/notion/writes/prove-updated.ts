import type { Proof } from './send-write.js';

/** What an update would turn into what. */
interface UpdatedObject<State> {
  /** Reads it past every cache. */
  readonly read: () => Promise<State>;
  /** Whether it is as the update would leave it. */
  readonly isSaved: (state: State) => boolean;
  /** Whether it is as it was before. */
  readonly isUntouched: (state: State) => boolean;
}

/** An update is all or nothing: what is neither as before nor as sent was changed by somebody else. */
export async function proveUpdated<State>({
  read,
  isSaved,
  isUntouched,
}: UpdatedObject<State>): Promise<Proof<State>> {
  const state = await read();
  if (isSaved(state)) {
    return { kind: 'saved', result: state };
  }
  return { kind: isUntouched(state) ? 'absent' : 'unclear' };
}
