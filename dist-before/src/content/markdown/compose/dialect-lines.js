import { fenceOf } from '../markdown-literal.js';
/** Columns of a tab before a text. */
const TAB_COLUMNS = 4;
const MARKER = /^([-*+]|\d{1,9}[.)])(?:[ \t]+|$)/;
/** Columns before the text of a line. */
export function indentationOf(line) {
    let columns = 0;
    for (const character of line) {
        if (character === ' ') {
            columns += 1;
        }
        else if (character === '\t') {
            columns += TAB_COLUMNS;
        }
        else {
            break;
        }
    }
    return columns;
}
/** The line without so many columns before its text. */
export function dedented(line, columns) {
    const rest = Math.max(0, indentationOf(line) - columns);
    return ' '.repeat(rest) + line.trimStart();
}
export function isBlank(line) {
    return line?.trim() === '';
}
/** The sign that begins an item of a list, with the white space after it. */
export function markerOf(text) {
    const [whole, sign] = MARKER.exec(text) ?? [];
    return whole === undefined || sign === undefined ? undefined : { sign, width: whole.length };
}
/** Whether a line of text ends before this one, though no blank line is between them. */
export function beginsBlock(text) {
    return (markerOf(text) !== undefined ||
        /^(?:#{1,6}(?:\s|$)|>|\$\$)/.test(text) ||
        isRule(text) ||
        fenceOf(text) !== undefined);
}
export function isRule(text) {
    return /^(?:-{3,}|\*{3,}|_{3,})\s*$/.test(text);
}
