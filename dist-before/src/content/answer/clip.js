import { arrayOf, recordOf, writtenOf } from '../../text/json.js';
/**
 * The beginning of rich text, in characters of the text as it was written: where the rest would be cut off after it was
 * rendered, it is not rendered at all. Ends in `…` if something is missing. With no characters the mentions
 * remain, which determine the names that a text needs.
 */
export function clipRichText(items, most) {
    if (most === Infinity) {
        return arrayOf(items);
    }
    if (most === 0) {
        return arrayOf(items).filter((item) => recordOf(item)['type'] === 'mention');
    }
    const kept = [];
    let left = most;
    for (const each of arrayOf(items)) {
        const item = recordOf(each);
        const { length } = writtenText(item);
        if (length > left) {
            return [...kept, clippedItem(item, left)];
        }
        kept.push(each);
        left -= length;
    }
    return kept;
}
/** Characters of rich text as it was written. */
export function richTextLength(items) {
    return arrayOf(items).reduce((sum, item) => sum + writtenText(recordOf(item)).length, 0);
}
/** The beginning of a text, ending in `…` if something is missing. */
export function clipText(text, most) {
    return text.length <= most ? text : `${wholeCharacters(text, most)}…`;
}
/** The longest length to which texts may keep, each whole or cut there, so that all together keep to `total`. */
export function fairLength(lengths, total) {
    let left = total;
    let open = lengths.length;
    for (const length of lengths.toSorted((one, other) => one - other)) {
        if (length * open > left) {
            return Math.floor(left / open);
        }
        left -= length;
        open -= 1;
    }
    return Infinity;
}
function writtenText(item) {
    const equation = writtenOf(recordOf(item['equation'])['expression']);
    const content = writtenOf(recordOf(item['text'])['content']);
    return equation || content || writtenOf(item['plain_text']);
}
/** A text that is cut keeps its style and link; part of an equation or a mention would mean something else. */
function clippedItem(item, most) {
    const content = clipText(item['type'] === 'text' ? writtenText(item) : '…', most);
    const text = recordOf(item['text']);
    return { ...item, type: 'text', text: { ...text, content }, plain_text: content };
}
/** Does not leave half of a character beyond the basic plane. */
function wholeCharacters(text, most) {
    const last = text.charCodeAt(most - 1);
    return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}
