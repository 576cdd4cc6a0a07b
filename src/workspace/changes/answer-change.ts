import { pluralize } from '../../content/answer/pluralize.js';
import { renderAnswer } from '../../content/answer/answer.js';
import { InputError, type ToolError, UncertainWriteError } from '../../errors.js';
import { say, Words } from '../../text/words.js';
import type { ChangeJournal, RecordedChange } from './change-journal.js';
import type { RunChange, StepResult } from './run-change.js';

/** The first answer to a request that is made again; nothing is sent. */
export function repeatedAnswer(earlier: RecordedChange, fingerprint: string, boundary: string): string {
  if (earlier.fingerprint !== fingerprint) {
    throw new InputError(
      'request_key',
      say`This key was used today for another request.`,
      say`Pass another key.`,
    );
  }
  if (earlier.answer === undefined) {
    throw new UncertainWriteError(
      say`This request was made before, and its call did not end: it may be under way, or saved in part.`,
      say`Look at the pages first; notion_undo {"change":"${Words.term(earlier.id)}"} takes back what is saved.`,
    );
  }
  return renderAnswer(
    {
      summary: `This request was made before, as change ${earlier.id}; nothing was sent again. What it answered:`,
      content: earlier.answer,
    },
    boundary,
  );
}

/** The error of a change of which nothing was saved; undefined if something was. */
export function wholeFailure(results: readonly StepResult<unknown>[]): ToolError | undefined {
  return results.some(({ kind }) => kind === 'saved')
    ? undefined
    : results.find((result) => result.kind === 'failed')?.error;
}

/** How a step that did not succeed is told; '' for one that did. */
export function failureText(result: StepResult<unknown>): string {
  switch (result.kind) {
    case 'saved':
      return '';
    case 'failed':
      return `${result.error instanceof UncertainWriteError ? 'Not known' : 'Not changed'}: ${String(result.error.wording.problem)} ${String(result.error.wording.advice)}`;
    case 'left':
      return 'Not changed: it was not sent, because of the failure before.';
  }
}

/** What is said at the end of every change. */
export function changeNotes({ id, results, isRecorded }: RunChange<unknown>): readonly string[] {
  const saved = results.flatMap((result) => (result.kind === 'saved' ? [result.saved] : []));
  const proven = saved.filter(({ by }) => by !== 'answered').length;
  return [
    proven > 0
      ? `Notion's answer was lost for ${pluralize(proven, 'request')}; what it saved was found, and not sent again.`
      : '',
    isRecorded
      ? `Change ${id}; notion_undo {"change":"${id}"} takes it back.`
      : `Change ${id} is saved, but could not be recorded as such, so notion_undo cannot take it back.`,
  ];
}

/** Stores the answer for a request that is made again. It is given in any case. */
export async function recordAnswer(journal: ChangeJournal, id: string, answer: string): Promise<string> {
  await journal.answered(id, answer).catch(() => undefined);
  return answer;
}
