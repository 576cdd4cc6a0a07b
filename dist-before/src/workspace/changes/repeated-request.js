import { createHash } from 'node:crypto';
import { renderAnswer } from '../../content/answer/answer.js';
import { InputError, UncertainWriteError } from '../../errors.js';
import { say, Words } from '../../text/words.js';
import { isWithoutEffect, } from './change-journal.js';
import { changeData } from './change-data.js';
import { MODE_ARGUMENTS } from './confirm-change.js';
/** The caller's own name for a call, and what tells its arguments from others. */
export function requestOf(input) {
    const { request_key: key } = input;
    const what = Object.fromEntries(Object.entries(input).filter(([name]) => !MODE_ARGUMENTS.has(name)));
    return key === undefined
        ? undefined
        : { key, fingerprint: createHash('sha256').update(JSON.stringify(what)).digest('hex') };
}
/**
 * The first answer to a call that is made again under its key; undefined for a new one. It is asked before anything is planned:
 * made again, a call finds what it has changed itself.
 */
export async function earlierAnswer(changes, input, boundary) {
    const request = requestOf(input);
    if (request === undefined || input.dry_run || changes.isProposal) {
        return undefined;
    }
    const earlier = await (await changes.openJournal()).named(request.key);
    return earlier === undefined ? undefined : repeatedAnswer(earlier, request, boundary);
}
/** The first answer to a request that is made again; nothing is sent. */
export function repeatedAnswer(earlier, request, boundary) {
    if (earlier.fingerprint !== request?.fingerprint) {
        throw new InputError('request_key', say `This key was used today for another request.`, say `Pass another key.`);
    }
    if (earlier.answer === undefined && isWithoutEffect(earlier)) {
        throw new InputError('request_key', say `This request was made before, and nothing of it was saved.`, say `To make it again, pass another key.`);
    }
    if (earlier.answer === undefined) {
        throw new UncertainWriteError(say `This request was made before, and its call did not end: it may be under way, or saved in part.`, say `Look at the pages first; notion_undo {"change":"${Words.term(earlier.id)}"} takes back what is saved.`);
    }
    const text = renderAnswer({
        summary: `This request was made before, as change ${earlier.id}; nothing was sent again. What it answered:`,
        content: earlier.answer,
    }, boundary);
    const made = earlier.steps.flatMap((planned, at) => {
        const outcome = earlier.outcomes.get(at);
        return outcome?.kind === 'saved' ? [{ planned, ids: outcome.ids }] : [];
    });
    return { text, data: changeData(earlier.id, made) };
}
