import { pluralize } from '../../../content/answer/pluralize.js';
import { quote } from '../../../text/quote.js';
import { changeNotes, failureText } from '../answer-change.js';
import { lockedNote } from '../locked-note.js';
import { changeLines, storedOtherwise } from './change-lines.js';
/** What would change, before → after; nothing was sent. */
export function proposedAnswer(targets, names, notes) {
    return {
        summary: targets.length === 0
            ? 'Nothing to change.'
            : `Nothing was changed. This call would change ${pluralize(targets.length, 'page')}.`,
        content: targets.map((each) => changeLines(each, names)).join('\n\n'),
        notes,
    };
}
/** The targets as Notion has stored them, where it has. */
export function afterChange(targets, { results }) {
    return targets.map((target, at) => {
        const result = results[at];
        return result?.kind === 'saved' ? { ...target, after: result.saved.result } : target;
    });
}
/** What has changed, before → after, and which pages have not. `titles` are those of the targets, in order. */
export function changedAnswer(run, done, titles, names, notes) {
    const saved = done.filter((_, at) => run.results[at]?.kind === 'saved');
    const failures = run.results.flatMap((result, at) => result.kind === 'saved' ? [] : [`${quote(titles[at] ?? '')}: ${failureText(result)}`]);
    const otherwise = [...new Set(done.flatMap(storedOtherwise))];
    return {
        summary: `${pluralize(saved.length, 'page')} changed${failures.length > 0 ? `, ${failures.length} not` : ''}.`,
        content: saved.map((each) => changeLines(each, names)).join('\n\n'),
        notes: [
            ...failures,
            otherwise.length > 0
                ? `Notion stored these otherwise than they were sent: ${otherwise.map((name) => quote(name)).join(', ')}.`
                : '',
            ...notes,
            ...changeNotes(run),
        ],
    };
}
/** A note on locked pages that stay so. */
export function lockedTargets(targets) {
    return lockedNote(targets.filter(({ values }) => values.fields.is_locked === undefined).map(({ page }) => page));
}
