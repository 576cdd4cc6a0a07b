import { pluralize } from '../../../content/answer/pluralize.js';
import { shortUrl } from '../../../content/notion-id.js';
import { titleText } from '../../../content/print/title-text.js';
import { field } from '../../../text/json.js';
import { changeNotes, failureText } from '../answer-change.js';
import { isInState } from './block-state.js';
import { stateLines } from './edit-lines.js';
/** Characters of the heading above a block. */
const MAX_HEADING_CHARACTERS = 80;
/** Why nothing was changed, with what helps to correct it. */
export function refusedAnswer(problems, notes) {
    const shown = problems.filter(({ shows }) => shows.length > 0);
    return {
        summary: `Nothing was changed: ${pluralize(problems.length, 'problem')}.`,
        content: shown.map(({ argument, shows }) => [`${argument}:`, ...shows].join('\n')).join('\n\n'),
        notes: [...problems.map(({ argument, says }) => `${argument}: ${says}`), ...notes],
    };
}
/** What would change; nothing was sent. */
export function proposedEdits(page, edits, notes) {
    return {
        summary: edits.length === 0
            ? 'Nothing to change.'
            : `Nothing was changed. This call would change ${pluralize(edits.length, 'block')}.`,
        content: edits.length === 0 ? '' : contentOf(page, edits),
        notes,
    };
}
/** What has changed, and what has not. */
export function changedEdits(page, edits, run, notes) {
    const ends = edits.flatMap((shown, at) => {
        const result = run.results[at];
        return result === undefined ? [] : [{ shown, result }];
    });
    const saved = ends.flatMap(({ shown, result }) => result.kind === 'saved' ? [{ shown, stored: result.saved.result }] : []);
    const failures = ends.flatMap(({ result }) => (result.kind === 'saved' ? [] : [failureText(result)]));
    const otherwise = saved.filter(({ shown, stored }) => stored !== undefined && !isInState(stored, shown.states.after));
    return {
        summary: `${pluralize(saved.length, 'block')} changed${failures.length > 0 ? `, ${failures.length} not` : ''}.`,
        content: contentOf(page, saved.map(({ shown }) => shown), saved.map(({ shown, stored }) => field(stored, shown.edit.block.type))),
        notes: [
            ...new Set(failures),
            otherwise.length > 0
                ? `Notion stored ${pluralize(otherwise.length, 'block')} otherwise than sent: read the page.`
                : '',
            ...notes,
            ...changeNotes(run),
        ],
    };
}
/** `stored`: what Notion has now of each. */
function contentOf({ page, title }, edits, stored) {
    const lines = edits.map(({ edit: { block }, states }, at) => {
        const { heading, content } = block;
        const isNext = at > 0 && edits[at - 1]?.edit.block.heading === heading;
        const above = isNext || heading === '' ? '' : `\n${titleText(heading, MAX_HEADING_CHARACTERS)}:\n`;
        return above + stateLines(states.before, states.after, content, stored?.[at]);
    });
    return [`${titleText(title)} ${shortUrl(page.url)}`, ...lines].join('\n');
}
