import { dedented, indentationOf, isBlank, markerOf } from './dialect-lines.js';
/** Columns by which a line must stand further in than the sign of an item to belong to it. CommonMark asks for more in places. */
const MIN_NESTED_COLUMNS = 2;
/** Spaces after a sign that are not part of the text. */
const MAX_SIGN_SPACES = 4;
/** One item of a list with all that is nested in it. */
export function readListItem(reader, before) {
    const { lines } = reader;
    const first = lines[reader.at] ?? '';
    const columns = indentationOf(first);
    const { sign, width } = markerOf(first.trimStart()) ?? { sign: '-', width: 1 };
    const spaces = width - sign.length;
    const inner = columns + sign.length + (spaces > MAX_SIGN_SPACES || spaces === 0 ? 1 : spaces);
    const nested = [];
    let end = reader.at + 1;
    for (let at = end; at < lines.length; at += 1) {
        const line = lines[at] ?? '';
        if (!isBlank(line) && indentationOf(line) < columns + MIN_NESTED_COLUMNS) {
            break;
        }
        nested.push(isBlank(line) ? '' : dedented(line, Math.min(indentationOf(line), inner)));
        if (!isBlank(line)) {
            end = at + 1;
        }
    }
    nested.length = end - reader.at - 1;
    reader.at = end;
    return itemOf(sign, first.trimStart().slice(width).trimEnd(), nested, reader, before);
}
function itemOf(sign, rest, nested, reader, before) {
    const [, check, task = ''] = /^\[([ xX])\](?:\s(.*))?$/.exec(rest) ?? [];
    const isToggle = /^▸(?:\s|$)/.test(rest);
    const begins = (check === undefined ? rest.slice(isToggle ? 1 : 0) : task).trimStart();
    const { text, children } = hoisted(begins, nested, reader);
    if (check !== undefined) {
        return { kind: 'to-do', checked: check !== ' ', text, children };
    }
    if (isToggle) {
        return { kind: 'toggle', text, children };
    }
    return /\d/.test(sign)
        ? { kind: 'numbered', text, ...startOf(Number.parseInt(sign, 10), before), children }
        : { kind: 'bullet', text, children };
}
/** Only where a list begins, or jumps forward, is its number more than the next one: `1.` may stand before each item. */
function startOf(number, before) {
    if (before?.kind !== 'numbered') {
        return number === 1 ? {} : { start: number };
    }
    return before.start !== undefined && number > before.start + 1 ? { start: number } : {};
}
/** The text of an item is its first paragraph, if it begins with one. */
function hoisted(begins, nested, { nested: read }) {
    if (begins === '') {
        return { text: '', children: read(nested) };
    }
    const [first, ...children] = read([begins, ...nested]);
    return first?.kind === 'paragraph'
        ? { text: first.text, children }
        : { text: '', children: first === undefined ? [] : [first, ...children] };
}
