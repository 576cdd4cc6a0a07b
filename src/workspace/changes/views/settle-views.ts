import { isNotFound } from '../../../errors.js';
import { retrieveCurrentDataSource } from '../../../notion/endpoints/databases.js';
import { retrieveCurrentView } from '../../../notion/endpoints/views.js';
import type { WritingSession } from '../../../notion/session.js';
import { proveUpdated } from '../../../notion/writes/prove-updated.js';
import type { Proof } from '../../../notion/writes/send-write.js';
import type { ChangeJournal, PlannedStep, RecordedChange, StepOutcome } from '../change-journal.js';
import { recordedDefinition, recordedRemoval, recordedSettings } from './recorded-view.js';
import { asSettings, hasSettings } from './view-settings.js';
import { findMadeView, proveGone } from './view-steps.js';

type Settled = Proof<Extract<StepOutcome, { kind: 'saved' }>>;

/** Looks whether a view was made by a call that did not get to its end. */
export function settleNewView(
  session: WritingSession,
  journal: ChangeJournal,
  { target: databaseId, after }: PlannedStep,
  { id: change, begunAt: since }: Pick<RecordedChange, 'id' | 'begunAt'>,
): Promise<Settled> {
  return unclearIfGone(async () => {
    const definition = recordedDefinition.parse(after);
    const { properties: schema } = await retrieveCurrentDataSource(session, definition.data_source_id);
    const proof = await findMadeView(session, journal, { databaseId, schema, definition, since, change });
    return proof.kind === 'saved' ? savedAs(proof.result) : proof;
  });
}

/** Looks whether a view was changed so. */
export function settleViewChange(
  session: WritingSession,
  _journal: ChangeJournal,
  { target, before, after }: PlannedStep,
): Promise<Settled> {
  return unclearIfGone(async () => {
    const view = await retrieveCurrentView(session, target);
    const source = view.dataSourceId;
    const schema = source === undefined ? {} : (await retrieveCurrentDataSource(session, source)).properties;
    const proof = await proveUpdated({
      read: () => Promise.resolve(view),
      isSaved: (now) => hasSettings(now, asSettings(recordedSettings.parse(after)), schema),
      isUntouched: (now) => hasSettings(now, asSettings(recordedSettings.parse(before)), schema),
    });
    return proof.kind === 'saved' ? savedAs(target) : proof;
  });
}

/** Looks whether a view was removed. */
export function settleViewRemoval(
  session: WritingSession,
  _journal: ChangeJournal,
  { target: databaseId, before }: PlannedStep,
): Promise<Settled> {
  return unclearIfGone(async () => {
    const { id } = recordedRemoval.parse(before);
    const proof = await proveGone(session, databaseId, id);
    return proof.kind === 'saved' ? savedAs(id) : proof;
  });
}

function savedAs(id: string): Settled {
  return { kind: 'saved', result: { kind: 'saved', ids: [id] } };
}

/** What is gone, or no longer shared, tells nothing. */
async function unclearIfGone(prove: () => Promise<Settled>): Promise<Settled> {
  try {
    return await prove();
  } catch (error) {
    if (isNotFound(error)) {
      return { kind: 'unclear' };
    }
    throw error;
  }
}
