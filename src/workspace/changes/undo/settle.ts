import type { PageObjectResponse } from '@notionhq/client';
import * as z from 'zod';
import { isNotFound } from '../../../errors.js';
import { retrieveBlock, type Block } from '../../../notion/endpoints/blocks.js';
import { retrieveComment } from '../../../notion/endpoints/comments.js';
import { retrieveCurrentDatabase, retrieveCurrentDataSource } from '../../../notion/endpoints/databases.js';
import { retrieveCurrentPage } from '../../../notion/endpoints/pages.js';
import type { WritingSession } from '../../../notion/session.js';
import { plainText } from '../../../notion/values/stored-value.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import type { Proof } from '../../../notion/writes/send-write.js';
import { findAppended, recordedAppend } from '../additions/find-appended.js';
import { findComment } from '../comments/comment-steps.js';
import { writtenText } from '../comments/comment-text.js';
import type {
  ChangeJournal,
  PageStateAction,
  PlannedStep,
  RecordedChange,
  StepOutcome,
} from '../change-journal.js';
import { isInState, recordedState } from '../edits/block-state.js';
import { liesIn } from '../organize/move-page.js';
import { hasState } from '../organize/page-state.js';
import { findMadePage } from '../new-pages/find-made-page.js';
import { holdsValues, pageValues } from '../pages/set-page.js';
import { findMadeDatabase } from '../schema/make-database.js';
import { isSchemaSaved, isSchemaUnsaved, recordedSchema } from '../schema/set-schema.js';
import { isAttached, isUnattached, recordedAttachment } from '../uploads/attach-file.js';
import { settleNewView, settleViewChange, settleViewRemoval } from '../views/settle-views.js';

type Saved = Extract<StepOutcome, { kind: 'saved' }>;

/** Looks whether a step is saved whose end is not recorded: Notion's answer was lost, or the process was killed. */
type Settle = (
  session: WritingSession,
  journal: ChangeJournal,
  step: PlannedStep,
  change: Pick<RecordedChange, 'id' | 'begunAt'>,
) => Promise<Proof<Saved>>;

const currentPage = (session: WritingSession, { target }: PlannedStep): Promise<PageObjectResponse> =>
  retrieveCurrentPage(session, target);
const settleState = settleUpdate(currentPage, hasStateOf);

/** How each kind of step is settled. */
export const SETTLES: Readonly<Record<PlannedStep['action'], Settle>> = {
  create: settleCreation,
  set: settleUpdate(
    currentPage,
    (page, step) => holdsValues(page, pageValues.parse(step.after)),
    (page, step) => holdsValues(page, pageValues.parse(step.before)),
  ),
  move: settleUpdate(currentPage, isMoved),
  trash: settleState,
  restore: settleState,
  archive: settleState,
  unarchive: settleState,
  lock: settleState,
  unlock: settleState,
  edit: settleUpdate<Block>(
    (session, { target }) => retrieveBlock(session, target),
    (block, step) => isInState(block, recordedState.parse(step.after)),
    (block, step) => isInState(block, recordedState.parse(step.before)),
  ),
  append: settleAddition,
  comment: settleComment,
  edit_comment: settleUpdate(
    (session, { target }) => retrieveComment(session, target),
    (comment, step) => writtenText(comment.rich_text) === editedText.parse(step.after).text,
    (comment, { title }) => writtenText(comment.rich_text) === title,
  ),
  delete_comment: settleDeletion,
  schema: settleUpdate(
    (session, { target }) => retrieveCurrentDataSource(session, target),
    (source, step) => isSchemaSaved(source, recordedSchema(step).values),
    (source, step) => {
      const { values, titleBefore } = recordedSchema(step);
      return isSchemaUnsaved(source, values, titleBefore);
    },
  ),
  create_database: settleDatabase,
  rename_database: settleUpdate(
    (session, { target }) => retrieveCurrentDatabase(session, target),
    ({ title }, step) => plainText(title) === named.parse(step.after).title,
    ({ title }, step) => plainText(title) === named.parse(step.before).title,
  ),
  create_view: settleNewView,
  change_view: settleViewChange,
  remove_view: settleViewRemoval,
  // Saved or not, it shows nowhere, and there is nothing to take back.
  upload: () => Promise.resolve(nothingMade),
  attach: settleUpdate(
    currentPage,
    (page, step) => isAttached(page, recordedAttachment(step)),
    (page, step) => isUnattached(page, recordedAttachment(step)),
  ),
};

const nothingMade: Proof<Saved> = { kind: 'saved', result: { kind: 'saved', ids: [] } };
const movedTo = z.object({ parent: z.object({ id: z.string() }) });
const madePage = z.object({ parent: z.enum(['database', 'page', 'private']), values: pageValues });
const editedText = z.object({ text: z.string() });
const madeComment = z.object({
  text: z.string(),
  on: z.object({ kind: z.enum(['page', 'block', 'discussion']), id: z.string(), in: z.string().optional() }),
});
const named = z.object({ title: z.string() });

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

async function settleDatabase(
  session: WritingSession,
  journal: ChangeJournal,
  { target: parentId, title }: PlannedStep,
  { id: change, begunAt: since }: Pick<RecordedChange, 'id' | 'begunAt'>,
): Promise<Proof<Saved>> {
  const proof = await findMadeDatabase(session, journal, { parentId, title, since, change });
  if (proof.kind !== 'saved') {
    return proof;
  }
  const { created_time: editedAt } = await retrieveCurrentDatabase(session, proof.result);
  return { kind: 'saved', result: { kind: 'saved', ids: [proof.result], editedAt } };
}

async function settleAddition(
  session: WritingSession,
  journal: ChangeJournal,
  { target, title, after }: PlannedStep,
  { id: change, begunAt: since }: Pick<RecordedChange, 'id' | 'begunAt'>,
): Promise<Proof<Saved>> {
  const { parent, isTop, keys } = recordedAppend.parse(after);
  if (!isTop) {
    // What is nested goes with what it is nested in.
    return nothingMade;
  }
  const page = { id: target, title };
  const proof = await unclearIfGone(() =>
    findAppended(session, journal, { parent, page, keys, since, change }),
  );
  return proof.kind === 'saved'
    ? { kind: 'saved', result: { kind: 'saved', ids: proof.result.map(({ id }) => id) } }
    : proof;
}

async function settleComment(
  session: WritingSession,
  journal: ChangeJournal,
  { after }: PlannedStep,
  { id: change, begunAt: since }: Pick<RecordedChange, 'id' | 'begunAt'>,
): Promise<Proof<Saved>> {
  const { text, on } = madeComment.parse(after);
  const proof = await unclearIfGone(() => findComment(session, journal, { on, text, since, change }));
  return proof.kind === 'saved' ? { kind: 'saved', result: { kind: 'saved', ids: [proof.result] } } : proof;
}

async function settleDeletion(
  session: WritingSession,
  _journal: ChangeJournal,
  { target }: PlannedStep,
): Promise<Proof<Saved>> {
  try {
    await retrieveComment(session, target);
    return { kind: 'absent' };
  } catch (error) {
    if (isNotFound(error)) {
      return { kind: 'saved', result: { kind: 'saved', ids: [target] } };
    }
    throw error;
  }
}

/** What is done to one object shows on it. */
function settleUpdate<State>(
  read: (session: WritingSession, step: PlannedStep) => Promise<State>,
  isSaved: (state: State, step: PlannedStep) => boolean,
  isUntouched: typeof isSaved = (state, step) => !isSaved(state, step),
): Settle {
  return async (session, _journal, step) => {
    const proof = await unclearIfGone(() =>
      proveUpdated({
        read: () => read(session, step),
        isSaved: (state) => isSaved(state, step),
        isUntouched: (state) => isUntouched(state, step),
      }),
    );
    return proof.kind === 'saved' ? { kind: 'saved', result: { kind: 'saved', ids: [step.target] } } : proof;
  };
}

/** What is gone, or no longer shared, tells nothing. */
async function unclearIfGone<Result>(prove: () => Promise<Proof<Result>>): Promise<Proof<Result>> {
  try {
    return await prove();
  } catch (error) {
    if (isNotFound(error)) {
      return { kind: 'unclear' };
    }
    throw error;
  }
}

function isMoved(page: PageObjectResponse, { after }: PlannedStep): boolean {
  return liesIn(page, movedTo.parse(after).parent);
}

function hasStateOf(page: PageObjectResponse, { action }: PlannedStep): boolean {
  return hasState(page, action as PageStateAction);
}
