import type { WritingSession } from '../../../notion/session.js';
import type { Words } from '../../../text/words.js';
import type { ChangeJournal, PlannedStep, StepOutcome } from '../change-journal.js';
import type { ShownChange } from '../pages/change-lines.js';
import type { ChangeStep } from '../run-change.js';

/** One request that takes something back. */
export interface PossibleInverse {
  readonly kind: 'possible';
  readonly step: ChangeStep<unknown>;
  /** What answers count: `page`. */
  readonly unit: string;
  /** What it takes back, for the answer: values as they would become, or a line that says it. */
  readonly shown: ShownChange | string;
  /** Names of values that cannot be brought back. */
  readonly lost: readonly string[];
}

/** Why something stays as the change left it, or as somebody has made it since. */
interface RefusedInverse {
  readonly kind: 'refused';
  readonly title: string;
  readonly reason: Words;
}

/** It is as it was before the change already: it was never saved, or somebody has taken it back. */
interface NeedlessInverse {
  readonly kind: 'needless';
  /** What the answer says besides. */
  readonly note?: Words;
}

export type Inverse = PossibleInverse | RefusedInverse | NeedlessInverse;

/**
 * Takes back one step of a change that is saved. It reads what is there now: only what is still as the step left it is touched.
 */
export type Invert = (
  session: WritingSession,
  step: PlannedStep,
  outcome: Extract<StepOutcome, { kind: 'saved' }>,
  /** Where what is made again is recorded, and since when. */
  call: { readonly journal: ChangeJournal; readonly now: Date },
) => Promise<readonly Inverse[]>;

export function refused({ title }: Pick<PlannedStep, 'title'>, reason: Words): RefusedInverse {
  return { kind: 'refused', title, reason };
}
