import { pluralize } from '../../content/answer/pluralize.js';
import { type ToolError, UncertainWriteError } from '../../errors.js';
import type { ChangeJournal } from './change-journal.js';
import type { RunChange, StepResult } from './run-change.js';

/** The error of a change of which nothing was saved; undefined if something was. What may be saved is told before refusals. */
export function wholeFailure(results: readonly StepResult<unknown>[]): ToolError | undefined {
  if (results.some(({ kind }) => kind === 'saved')) {
    return undefined;
  }
  const errors = results.flatMap((result) => (result.kind === 'failed' ? [result.error] : []));
  return errors.find((error) => error instanceof UncertainWriteError) ?? errors[0];
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
