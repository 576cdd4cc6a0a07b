import { say, Words } from '../text/words.js';
/** Whether the list was read to its end and all of it may be read. */
export function isComplete({ nextCursor, gap, unreadable }) {
    return nextCursor === undefined && gap === undefined && unreadable === 0;
}
/** The end of a summary's sentence, such as `that is all`; `isMore` if the reader gets a call that continues. */
export function endOf({ nextCursor, gap, unreadable }, isMore = nextCursor !== undefined) {
    if (isMore) {
        return 'there are more';
    }
    switch (gap?.kind) {
        case undefined:
            return unreadable > 0 ? 'that is all this connection may read' : 'that is all';
        case 'result limit':
            return 'more match than Notion returns';
        case 'no cursor':
        case 'cursor repeated':
            return 'there are more, but Notion does not give them';
        case 'incomplete':
        case 'no list':
            return 'there may be more';
    }
}
/** Why a list breaks off, and what helps. */
export function gapText(gap, { several, narrow }) {
    switch (gap.kind) {
        case 'result limit':
            return say `Notion returns at most 10,000 ${several} per query, and more match: ${narrow}`;
        case 'incomplete':
            return say `Notion reports its answer as incomplete (${Words.term(gap.reason ?? 'no reason given')}). Call again in a minute.`;
        case 'no cursor':
            return say `Notion says that there are more, but not where they continue. Call again in a minute, or ask for less.`;
        case 'cursor repeated':
            return say `Notion's list leads back to what was already read; its rest cannot be reached. Call again in a minute, or ask for less.`;
        case 'no list':
            return say `Notion's answer held no list. Call again in a minute.`;
    }
}
/** What a list lacks besides what its cursor leads to; none where it lacks nothing. */
export function endNotes(end, words) {
    return missingIn(end, words).map(String);
}
/** The same for a list that could not be searched to its end, in which something was not found. */
export function unreadText(end, words) {
    const others = end.nextCursor === undefined ? [] : [say `There are more ${words.several}, which were not read.`];
    return Words.join([...others, ...missingIn(end, words)], ' ');
}
function missingIn({ gap, unreadable }, words) {
    return [
        ...(gap === undefined ? [] : [gapText(gap, words)]),
        ...(unreadable > 0
            ? [
                say `${unreadable} ${unreadable === 1 ? words.one : words.several} may not be read by this connection.`,
            ]
            : []),
    ];
}
