import type { Proof } from './send-write.js';

/** A block, as far as it tells one from another. */
export interface ListedBlock {
  readonly id: string;
  readonly type: string;
  /** Its text without marks. */
  readonly text: string;
}

/**
 * Whether blocks were added: those that are new are exactly these, in this order. New blocks of somebody else leave it
 * open which are whose.
 */
export function proveAppended(
  before: ReadonlySet<string>,
  now: readonly ListedBlock[],
  sent: readonly Omit<ListedBlock, 'id'>[],
): Proof<readonly string[]> {
  const added = now.filter(({ id }) => !before.has(id));
  if (added.length === 0) {
    return { kind: 'absent' };
  }
  const isSame =
    added.length === sent.length &&
    added.every(({ type, text }, at) => type === sent[at]?.type && text === sent[at].text);
  return isSame ? { kind: 'saved', result: added.map(({ id }) => id) } : { kind: 'unclear' };
}
