import { pluralize } from '../../content/answer/pluralize.js';
import { COMPLETE, joinEnds } from '../../notion/endpoints/list-page.js';
import { endNotes, endOf } from '../list-end.js';
import { COMMENTS } from './comment-threads.js';
import { BLOCKS } from './walk-blocks.js';
/** How many comments were found, where, and whether these are all. */
export function summariseComments(read) {
    const { count, own, inspected, isContinued } = read;
    const found = `${count === 0 ? 'No' : count} ${isContinued ? 'further ' : ''}open ${count === 1 ? 'comment' : 'comments'}`;
    const looked = [
        ...(own === undefined ? [] : ['the page itself']),
        ...(inspected > 0 || own === undefined ? [pluralize(inspected, 'block')] : []),
    ].join(' and ');
    return `${found} on ${looked}; ${endingOf(read)}.`;
}
function endingOf({ own = COMPLETE, blocks, notShared, isBroken, cut, isMore }) {
    if (isMore) {
        return 'the rest of the page was not read yet';
    }
    if (isBroken) {
        return 'not all blocks could be read';
    }
    const { gap, unreadable, nextCursor } = joinEnds(own, blocks);
    return cut > 0
        ? 'not all are shown'
        : endOf({ gap, nextCursor, unreadable: unreadable + notShared }, false);
}
/** What is missing. */
export function commentNotes({ own = COMPLETE, blocks, cut }) {
    const notes = [
        cut > 0 ? `Only the first comments of ${pluralize(cut, 'block')} are shown.` : '',
        ...endNotes(own, COMMENTS),
        ...endNotes(blocks, BLOCKS),
    ];
    // Both lists may break off for one reason.
    return [...new Set(notes)];
}
