import { pluralize } from '../../content/answer/pluralize.js';
import { UncertainWriteError } from '../../errors.js';
import { changeData } from './change-data.js';
/** The error of a change of which nothing was saved; undefined if something was. What may be saved is told before refusals. */
export function wholeFailure(results) {
    if (results.some(({ kind }) => kind === 'saved')) {
        return undefined;
    }
    const errors = results.flatMap((result) => (result.kind === 'failed' ? [result.error] : []));
    return errors.find((error) => error instanceof UncertainWriteError) ?? errors[0];
}
/** How a step that did not succeed is told; '' for one that did. */
export function failureText(result) {
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
export function changeNotes({ id, results, isRecorded }, lasting = { what: [], isAll: false }) {
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
function undoClause(id, { what, isAll }) {
    const call = `notion_undo {"change":"${id}"}`;
    if (what.length === 0) {
        return `${call} takes it back`;
    }
    return isAll
        ? `notion_undo cannot take back ${joined(what, 'or')}`
        : `${call} takes back all but ${joined(what, 'and')}`;
}
function joined(parts, word) {
    return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1) ?? ''}`;
}
/** Stores the answer for a request that is made again. It is given in any case, with what programs need of it. */
export async function recordAnswer(journal, { id, made }, text) {
    await journal.answered(id, text).catch(() => undefined);
    return { text, data: changeData(id, made) };
}
