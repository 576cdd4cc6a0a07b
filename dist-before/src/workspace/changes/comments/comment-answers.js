import { pluralize } from '../../../content/answer/pluralize.js';
import { quote } from '../../../text/quote.js';
import { lockedNote } from '../locked-note.js';
import { mentionedPeople, shownText } from './comment-text.js';
/** `comment on the page "Plans"`, for a dry run. */
export function wouldOf(planned) {
    return planned.kind === 'make'
        ? `comment on ${placeOf(planned)}`
        : planned.kind === 'edit'
            ? 'edit a comment'
            : 'delete a comment';
}
/** The same once it is done. */
export function doneOf(planned) {
    return planned.kind === 'make'
        ? `Commented on ${placeOf(planned)}`
        : planned.kind === 'edit'
            ? 'Comment edited'
            : 'Comment deleted';
}
function placeOf({ target: { place, title } }) {
    switch (place.kind) {
        case 'page':
            return `the page ${quote(title)}`;
        case 'block':
            return `a block of ${quote(title)}`;
        case 'discussion':
            return 'the discussion';
    }
}
/** What the caller should know of it. */
export function commentNotes(planned) {
    if (planned.kind === 'delete') {
        return [];
    }
    const people = mentionedPeople(planned.text);
    return [
        planned.kind === 'make' && planned.target.page !== undefined ? lockedNote([planned.target.page]) : '',
        planned.isRepaired ? 'Line breaks that were written as \\n were turned into line breaks.' : '',
        people > 0 ? `Notion notifies ${pluralize(people, 'person', 'people')} of it.` : '',
    ];
}
/** Before → after, in the words of the workspace. */
export function linesOf(planned) {
    switch (planned.kind) {
        case 'make': {
            const { excerpt } = planned.target;
            return `${excerpt === '' ? '' : `On: ${excerpt}\n`}${shownText(planned.text)}`;
        }
        case 'edit':
            return `${shownText(planned.comment.rich_text)} → ${shownText(planned.text)}`;
        case 'delete':
            return shownText(planned.comment.rich_text);
    }
}
