import { readTag } from './markdown-tag.js';
/** Names collected of one text; a text with more of them is no text of Notion's. */
const MAX_UNKNOWN_TAGS = 10;
/** Tags that carry a colour, an underline or the shape of a table, and no text. */
const FORMATTING = new Set(['span', 'u', 'colgroup', 'col']);
/** Keeps the name of a tag that is left out, for a note. */
export function noteUnknownTag(names, name) {
    if (names.size < MAX_UNKNOWN_TAGS) {
        names.add(name);
    }
}
/**
 * Chooses the tags of a text that are left out, whereas the text between them stays: all that Notion can have written. What
 * people type is escaped; a single `<T>` may still be theirs where an escape is missing.
 */
export function tagsToLeaveOut(text, unknown) {
    let closed;
    return (tag) => {
        if (tag.form === 'close' || FORMATTING.has(tag.name)) {
            return true;
        }
        closed ??= closedNames(text);
        if (tag.form === 'open' && tag.attributes.size === 0 && !closed.has(tag.name)) {
            return false;
        }
        noteUnknownTag(unknown, tag.name);
        return true;
    };
}
function closedNames(text) {
    const names = new Set();
    for (let at = text.indexOf('</'); at >= 0; at = text.indexOf('</', at + 2)) {
        const tag = readTag(text, at);
        if (tag !== undefined) {
            names.add(tag.name);
        }
    }
    return names;
}
