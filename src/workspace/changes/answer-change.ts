import { pluralize } from '../../content/answer/pluralize.js';
import { type ToolError, UncertainWriteError } from '../../errors.js';
import type { ChangeJournal } from './change-journal.js';
import { changeData, type ChangeData } from './change-data.js';
import type { RunChange, StepResult } from './run-change.js';

/** An answer for a person, with what programs need of it. */
export interface AnswerWithData {
  readonly text: string;
  readonly data: ChangeData;
}

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

/** What an undo leaves, in words that may stand in a sentence; `isAll` if it leaves everything. */
export interface Lasting {
  readonly what: readonly string[];
  readonly isAll: boolean;
}

/** What is said at the end of every change. */
export function changeNotes(
  { id, results, isRecorded }: RunChange<unknown>,
  lasting: Lasting = { what: [], isAll: false },
): readonly string[] {
  const saved = results.flatMap((result) => (result.kind === 'saved' ? [result.saved] : []));
  const proven = saved.filter(({ by }) => by !== 'answered').length;
  return [
    proven > 0
      ? `Notion's answer was lost for ${pluralize(proven, 'request')}; what it saved was found, and not sent again.`
      : '',
    isRecorded
      ? `Change ${id}; ${undoClause(id, lasting)}.`
      : `Change ${id} is saved, but could not be recorded as such, so notion_undo cannot take it back.`,
  ];
}

function undoClause(id: string, { what, isAll }: Lasting): string {
  const call = `notion_undo {"change":"${id}"}`;
  if (what.length === 0) {
    return `${call} takes it back`;
  }
  return isAll
    ? `notion_undo cannot take back ${joined(what, 'or')}`
    : `${call} takes back all but ${joined(what, 'and')}`;
}

function joined(parts: readonly string[], word: 'and' | 'or'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1) ?? ''}`;
}

/**
 * Stores the answer for a request that is made again, unless the journal lacks the end of a step: a change that is answered has
 * made nothing that is not recorded. The answer is given in any case, with what programs need of it.
 */
export async function recordAnswer(
  journal: Pick<ChangeJournal, 'answered'>,
  { id, made, isRecorded }: Pick<RunChange<unknown>, 'id' | 'made' | 'isRecorded'>,
  text: string,
): Promise<AnswerWithData> {
  if (isRecorded) {
    await journal.answered(id, text).catch(() => undefined);
  }
  return { text, data: changeData(id, made) };
}
