import type { PageObjectResponse } from '@notionhq/client';
import * as z from 'zod';
import { isNotFound } from '../../../errors.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import type { WritingSession } from '../../../notion/session.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import type { Proof } from '../../../notion/writes/send-write.js';
import { findMadePage } from '../pages/find-made-page.js';
import type {
  ChangeJournal,
  PageStateAction,
  PlannedStep,
  RecordedChange,
  StepOutcome,
} from '../change-journal.js';
import { liesIn } from '../organize/move-page.js';
import { hasState } from '../organize/page-state.js';
import { holdsValues, pageValues } from '../pages/set-page.js';

type Saved = Extract<StepOutcome, { kind: 'saved' }>;

/** Looks whether a step is saved whose end is not recorded: Notion's answer was lost, or the process was killed. */
type Settle = (
  session: WritingSession,
  journal: ChangeJournal,
  step: PlannedStep,
  change: Pick<RecordedChange, 'id' | 'begunAt'>,
) => Promise<Proof<Saved>>;

/** Kinds of steps that a look can settle. */
export const SETTLES: Readonly<Partial<Record<PlannedStep['action'], Settle>>> = {
  create: settleCreation,
  set: settleValues,
  move: settlePage(isMoved),
  trash: settlePage(hasStateOf),
  restore: settlePage(hasStateOf),
  archive: settlePage(hasStateOf),
  unarchive: settlePage(hasStateOf),
  lock: settlePage(hasStateOf),
  unlock: settlePage(hasStateOf),
};

const movedTo = z.object({ parent: z.object({ id: z.string() }) });
const madePage = z.object({ parent: z.enum(['database', 'page', 'private']), values: pageValues });

async function settleCreation(
  session: WritingSession,
  journal: ChangeJournal,
  { target, title, after }: PlannedStep,
  { id: change, begunAt: since }: Pick<RecordedChange, 'id' | 'begunAt'>,
): Promise<Proof<Saved>> {
  const planned = madePage.safeParse(after);
  if (!planned.success) {
    return { kind: 'unclear' };
  }
  const { parent, values } = planned.data;
  const proof = await findMadePage(session, journal, {
    parent: { kind: parent, id: target },
    title,
    values,
    since,
    change,
  });
  if (proof.kind !== 'saved') {
    return proof;
  }
  const { id, page } = proof.result;
  // It was made as it is sent: what came later was an edit.
  return { kind: 'saved', result: { kind: 'saved', ids: [id], editedAt: page?.created_time } };
}

function settleValues(
  session: WritingSession,
  journal: ChangeJournal,
  step: PlannedStep,
  change: Pick<RecordedChange, 'id' | 'begunAt'>,
): Promise<Proof<Saved>> {
  const [was, sent] = [pageValues.parse(step.before), pageValues.parse(step.after)];
  const settle = settlePage(
    (page) => holdsValues(page, sent),
    (page) => holdsValues(page, was),
  );
  return settle(session, journal, step, change);
}

/** What is done to a page shows on it. */
function settlePage(
  isSaved: (page: PageObjectResponse, step: PlannedStep) => boolean,
  isUntouched: typeof isSaved = (page, step) => !isSaved(page, step),
): Settle {
  return async (session, _journal, step) => {
    const { target } = step;
    try {
      const proof = await proveUpdated({
        read: () => retrieveCurrentPage(session, target),
        isSaved: (page) => isSaved(page, step),
        isUntouched: (page) => isUntouched(page, step),
      });
      return proof.kind === 'saved' ? { kind: 'saved', result: { kind: 'saved', ids: [target] } } : proof;
    } catch (error) {
      if (isNotFound(error)) {
        return { kind: 'unclear' };
      }
      throw error;
    }
  };
}

function isMoved(page: PageObjectResponse, { after }: PlannedStep): boolean {
  return liesIn(page, movedTo.parse(after).parent);
}

function hasStateOf(page: PageObjectResponse, { action }: PlannedStep): boolean {
  return hasState(page, action as PageStateAction);
}
