import { pluralize } from './pluralize.js';
/** Attempts that take away just what is missing. */
const MAX_EXACT_ATTEMPTS = 4;
/**
 * Renders an answer in at most `maximum` characters. The size of what surrounds its text is known only once it is rendered, so the
 * text begins with `room` and gets less, down to `least`, until all fits.
 */
export async function renderWithin(maximum, begin, least, render) {
    let room = Math.max(least, begin);
    let answer = await render(room);
    for (let attempt = 1; answer.length > maximum && room > least; attempt += 1) {
        const missing = answer.length - maximum;
        // The notes about a cut may grow by as much as the text shrinks: halving ends that after a few attempts.
        const half = attempt > MAX_EXACT_ATTEMPTS ? Math.floor(room / 2) : room;
        room = Math.max(least, Math.min(room - missing, half));
        answer = await render(room);
    }
    return answer;
}
/** The notes that fit, in their order, and the number of the others. */
export function fitNotes(notes, maximum) {
    const all = notes.filter((note) => note !== '');
    if (all.join('\n').length <= maximum) {
        return all;
    }
    let left = maximum - leftOutNote(all.length).length;
    const shown = all.filter((note) => {
        left -= note.length + 1;
        const isShown = left >= 0;
        left += isShown ? 0 : note.length + 1;
        return isShown;
    });
    return [...shown, leftOutNote(all.length - shown.length)];
}
function leftOutNote(count) {
    return `${pluralize(count, 'more note')} omitted (size limit).`;
}
