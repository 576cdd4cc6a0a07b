import type { ConfirmableChange } from '../confirm-change.js';
import type { ChangeJournal } from '../change-journal.js';
import type { Lasting } from '../answer-change.js';
import type { ChangeStep, RunChange } from '../run-change.js';
import type { WritingSession } from '../../../notion/session.js';
import { quote } from '../../../text/quote.js';

/** A change of one database that was planned and checked. Nothing of it was sent. */
export interface DatabaseEdit {
  /** What the call would do, as a sentence. */
  readonly proposal: string;
  /** What it has done, likewise. */
  readonly report: string;
  /** Lines of what changes. */
  readonly content: string;
  readonly notes: readonly string[];
  /** What rows may lose; absent where they lose nothing. */
  readonly loss?: Pick<ConfirmableChange, 'effect' | 'seen'>;
  /** What of it no undo brings back. */
  readonly lasting?: Lasting;
  readonly steps: (session: WritingSession, journal: ChangeJournal) => readonly ChangeStep<unknown>[];
  /** What is to be said of the answers of Notion; the address of what was made comes before the content. */
  readonly afterwards: (
    run: RunChange<unknown>,
  ) => Promise<{ readonly heading: string; readonly notes: readonly string[] }>;
}

/** Names of what a call asks for and the database has already: nothing is sent for them. */
export interface NothingToEdit {
  readonly already: readonly string[];
}

/** The sentence of a call that has nothing to do. */
export function nothingToEditSummary({ already }: NothingToEdit): string {
  return already.length === 0
    ? 'Nothing to change.'
    : `Nothing to change; as asked for already: ${already.map((name) => quote(name)).join(', ')}.`;
}
