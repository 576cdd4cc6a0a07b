import { revealInvisible } from '../../text/invisible.js';
import { fence, withoutBoundary } from './fence.js';
/** Every answer has this one shape, so that a reader knows which words are the server's and which the workspace's. */
export function renderAnswer(answer, boundary) {
    const parts = [
        own(answer.summary, boundary),
        answer.content === undefined || answer.content === '' ? '' : fence(answer.content, boundary),
        own((answer.notes ?? []).filter((note) => note !== '').join('\n'), boundary),
        answer.next === undefined ? '' : `Next: ${answer.next.tool} ${visibleJson(answer.next.arguments)}`,
    ];
    return parts.filter((part) => part !== '').join('\n\n');
}
// Our own words may quote a name of the workspace's, such as a column's.
function own(text, boundary) {
    return withoutBoundary(revealInvisible(text), boundary);
}
// The caller's own words have to come back as they were, so invisible characters are written as escapes.
function visibleJson(value) {
    return JSON.stringify(value).replace(/[\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\p{Cc}]/gu, (character) => Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''));
}
