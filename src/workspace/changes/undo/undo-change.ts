import type { WritingSession } from '../../../notion/session.js';
import type { PlannedStep, RecordedChange } from '../change-journal.js';
import { refused, type Inverse, type Invert } from './inverse.js';
import { invertCreation } from './invert-creation.js';
import { invertMove } from './invert-move.js';
import { invertState } from './invert-state.js';
import { invertValues } from './invert-values.js';

/** How each kind of step is taken back. */
const INVERSES: Readonly<Record<PlannedStep['action'], Invert>> = {
  create: invertCreation,
  set: invertValues,
  move: invertMove,
  trash: invertState,
  restore: invertState,
  archive: invertState,
  unarchive: invertState,
  lock: invertState,
  unlock: invertState,
};

/**
 * What takes a change back, the last step first. Only what is still as the change left it is touched: what somebody has edited
 * since is theirs.
 */
export async function inverseOf(
  session: WritingSession,
  change: RecordedChange,
): Promise<readonly Inverse[]> {
  const inverses: Inverse[] = [];
  for (const [at, step] of [...change.steps.entries()].toReversed()) {
    const outcome = change.outcomes.get(at);
    if (outcome?.kind === 'saved') {
      inverses.push(...(await INVERSES[step.action](session, step, outcome)));
    } else if (outcome?.kind !== 'absent') {
      inverses.push(refused(step, 'It is not known whether this was saved; look at it in Notion.'));
    }
  }
  return inverses;
}
