import type { ChangeEntriesTable } from '../database/change-tables.js';
import type { Sealer } from '../sealing/seal.js';
import type { RecordedChange, StepOutcome } from '../workspace/changes/change-journal.js';
import { answeredPayload, begunPayload, endedPayload, openEntry } from './journal-rows.js';

/** A change as its entries tell of it, which are given in order, at least the first. */
export function recordedChange(sealer: Sealer, rows: readonly ChangeEntriesTable[]): RecordedChange {
  const [begun, ...later] = rows;
  if (begun === undefined) {
    throw new Error('A change has at least one entry.');
  }
  const { steps, undoes, completes, fingerprint } = begunPayload.parse(openEntry(sealer, begun));
  const outcomes = new Map<number, StepOutcome>();
  let answer: string | undefined;
  for (const row of later) {
    switch (row.kind) {
      case 'saved':
        outcomes.set(row.step - 1, { kind: 'saved', ...endedPayload.parse(openEntry(sealer, row)) });
        break;
      case 'absent':
      case 'unknown':
        outcomes.set(row.step - 1, { kind: row.kind });
        break;
      case 'answered':
        ({ answer } = answeredPayload.parse(openEntry(sealer, row)));
    }
  }
  return {
    id: begun.change_id,
    tool: begun.tool,
    begunAt: new Date(begun.occurred_at),
    steps,
    outcomes,
    undoes,
    completes,
    isUndone: later.some(({ kind }) => kind === 'undone'),
    answer,
    fingerprint,
  };
}
