import {
  AccessError,
  ConflictError,
  InputError,
  ToolError,
  UncertainWriteError,
  UnexpectedResponseError,
} from '../../errors.js';
import { systemClock } from '../../clock.js';
import { say, Words } from '../../text/words.js';
import { sendWrite, type SavedWrite, type Write, type WriteCourse } from '../../notion/writes/send-write.js';
import type { WritingSession } from '../../notion/session.js';
import type { ChangeJournal, NewChange, PlannedStep, RecordedChange, StepOutcome } from './change-journal.js';

/** Notion answers in a tenth of it; a write that is repeated takes longer. */
const MAX_CHECK_AGE_MS = 2000;

/** One request of a change. */
export interface ChangeStep<Result> {
  readonly planned: PlannedStep;
  readonly write: Write<Result>;
  /** Ids of what it has made or changed. */
  idsOf(result: Result): readonly string[];
  /** When Notion says that the page it has made was edited last. */
  editedAtOf?(result: Result): string | undefined;
}

/** How a step went. */
export type StepResult<Result> =
  | { readonly kind: 'saved'; readonly saved: SavedWrite<Result> }
  | { readonly kind: 'failed'; readonly error: ToolError }
  /** Not sent, because one before it has failed for a reason that concerns all. */
  | { readonly kind: 'left' };

/** What one saved request has made or changed. */
export interface MadeStep {
  readonly planned: PlannedStep;
  readonly ids: readonly string[];
}

/** A change could not be recorded, so nothing of it was sent. */
export class UnrecordedChangeError extends Error {
  override readonly name = 'UnrecordedChangeError';
}

/** A change that was run. */
export interface RunChange<Result> {
  readonly id: string;
  readonly results: readonly StepResult<Result>[];
  /** What it has made and changed. */
  readonly made: readonly MadeStep[];
  /** False if its outcome could not be recorded: then it cannot be undone here. */
  readonly isRecorded: boolean;
}

/**
 * Runs the requests of a change one after the other. The journal has it all before the first is sent: a change that cannot be
 * recorded is not made.
 */
export async function runChange<Result>(
  session: WritingSession,
  journal: ChangeJournal,
  change: Omit<NewChange, 'steps'>,
  steps: readonly ChangeStep<Result>[],
): Promise<RunChange<Result> | { readonly earlier: RecordedChange }> {
  const begun = await begin(journal, { ...change, steps: steps.map(({ planned }) => planned) });
  if ('earlier' in begun) {
    return begun;
  }
  const { id } = begun;
  const results: StepResult<Result>[] = [];
  let isRecorded = true;
  let ahead: (() => Promise<void>) | undefined;
  for (const [at, step] of steps.entries()) {
    const check = ahead;
    ahead = undefined;
    const next = steps[at + 1]?.write;
    const onSend = (): void => {
      if (step.write.leavesOthers === true && next?.isCheckedFirst === true) {
        ahead = checkAhead(next);
      }
    };
    const result = results.some(concernsAll)
      ? ({ kind: 'left' } as const)
      : await runStep(session, step.write, id, { check, onSend });
    results.push(result);
    isRecorded = (await record(journal, id, at, outcomeOf(result, step))) && isRecorded;
  }
  const made = steps.flatMap((step, at): MadeStep[] => {
    const result = results[at];
    return result?.kind === 'saved' ? [{ planned: step.planned, ids: step.idsOf(result.saved.result) }] : [];
  });
  const isTold = made.length > 0 && change.completes === undefined;
  if (isRecorded && !isTold) {
    // It gets no answer of its own: it was refused, or is told with another. What has ended is not looked through any more.
    await journal.answered(id).catch(() => undefined);
  }
  return { id, results, made, isRecorded };
}

async function begin(journal: ChangeJournal, change: NewChange): ReturnType<ChangeJournal['begin']> {
  try {
    return await journal.begin(change);
  } catch (error) {
    throw error instanceof ToolError
      ? error
      : new UnrecordedChangeError('The journal did not take the change.', { cause: error });
  }
}

/**
 * Begins the check of a write while the one before it is sent. Both take as long, so that the check is no older than one that
 * is made afterwards; where the write took longer, it is made again.
 */
function checkAhead({ recheck }: Pick<Write<unknown>, 'recheck'>): () => Promise<void> {
  const begun = performance.now();
  const checked = recheck();
  checked.catch(() => {});
  return () => (performance.now() - begun <= MAX_CHECK_AGE_MS ? checked : recheck());
}

async function runStep<Result>(
  session: WritingSession,
  write: Write<Result>,
  change: string,
  course: WriteCourse,
): Promise<Exclude<StepResult<Result>, { kind: 'left' }>> {
  try {
    return { kind: 'saved', saved: await sendWrite(session, write, systemClock, course) };
  } catch (error) {
    if (error instanceof UncertainWriteError) {
      return { kind: 'failed', error: withChange(error, change) };
    }
    if (error instanceof ToolError) {
      return { kind: 'failed', error };
    }
    throw error;
  }
}

/** What may be saved can be taken back if it is. */
function withChange({ wording, cause }: UncertainWriteError, change: string): UncertainWriteError {
  return new UncertainWriteError(
    wording.problem,
    say`${wording.advice} notion_undo {"change":"${Words.term(change)}"} takes it back if it is there.`,
    { cause },
  );
}

/** A refusal concerns its own page; what is unavailable, used up or unknown is no reason to go on. */
function concernsAll(result: StepResult<unknown>): boolean {
  return (
    result.kind === 'left' ||
    (result.kind === 'failed' &&
      !(
        result.error instanceof AccessError ||
        result.error instanceof ConflictError ||
        result.error instanceof InputError ||
        result.error instanceof UnexpectedResponseError
      ))
  );
}

function outcomeOf<Result>(result: StepResult<Result>, step: ChangeStep<Result>): StepOutcome {
  if (result.kind === 'saved') {
    const made = result.saved.result;
    return { kind: 'saved', ids: step.idsOf(made), editedAt: step.editedAtOf?.(made) };
  }
  return {
    kind: result.kind === 'failed' && result.error instanceof UncertainWriteError ? 'unknown' : 'absent',
  };
}

/** What is saved is saved: a journal that fails afterwards must not make the answer say otherwise. */
async function record(
  journal: ChangeJournal,
  id: string,
  step: number,
  outcome: StepOutcome,
): Promise<boolean> {
  try {
    await journal.end(id, step, outcome);
    return true;
  } catch {
    return false;
  }
}
