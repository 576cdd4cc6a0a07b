import { titleText } from '../print/title-text.js';
/** Share of an answer that the outline may take before its deeper levels are left out. */
const MAX_OUTLINE_SHARE = 0.25;
const CONTINUED = '\n(outline continues; use section or find)';
/**
 * The headings with the characters of their sections, indented by level. When there are too many for the budget, the
 * deepest levels are left out and counted.
 */
export function outlineText(entries, maximumCharacters) {
    const deepest = entries.reduce((most, entry) => Math.max(most, entry.path.length), 0);
    for (let depth = deepest; depth > 0; depth -= 1) {
        const text = print(entries, depth);
        if (text.length <= maximumCharacters * MAX_OUTLINE_SHARE) {
            return text;
        }
    }
    const text = print(entries, 1);
    const end = text.lastIndexOf('\n', Math.floor(maximumCharacters * MAX_OUTLINE_SHARE) - CONTINUED.length);
    return end <= 0 ? '' : `${text.slice(0, end)}${CONTINUED}`;
}
function print(entries, depth) {
    const shown = entries.filter((entry) => entry.path.length <= depth);
    const lines = shown.map((entry) => {
        const indent = '  '.repeat(entry.path.length - 1);
        return `${indent}- ${titleText(entry.name)} (${entry.characters})`;
    });
    const left = entries.length - shown.length;
    return [...lines, ...(left > 0 ? [`(${left} deeper headings omitted)`] : [])].join('\n');
}
