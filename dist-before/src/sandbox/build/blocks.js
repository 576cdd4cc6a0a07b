import { rich } from './text.js';
/** A block of any type; the functions below are shorter words for the frequent ones. */
export function block(content, ...children) {
    return { content, children };
}
/** The same block under an id that something else refers to. */
export function withId(id, draft) {
    return { ...draft, id };
}
/** The same block in a colour such as `blue` or `yellow_background`. */
export function colored(color, draft) {
    return 'text' in draft.content && draft.content.type !== 'code' && draft.content.type !== 'template'
        ? { ...draft, content: { ...draft.content, color } }
        : draft;
}
export function paragraph(text, ...children) {
    return block({ type: 'paragraph', text: rich(text) }, ...children);
}
export function heading(level, text) {
    return block({ type: `heading_${level}`, text: rich(text) });
}
export function toggleHeading(level, text, ...children) {
    return block({ type: `heading_${level}`, text: rich(text), toggleable: true }, ...children);
}
export function bullet(text, ...children) {
    return block({ type: 'bulleted_list_item', text: rich(text) }, ...children);
}
export function numbered(text, ...children) {
    return block({ type: 'numbered_list_item', text: rich(text) }, ...children);
}
export function toDo(text, checked, ...children) {
    return block({ type: 'to_do', text: rich(text), checked }, ...children);
}
export function quote(text, ...children) {
    return block({ type: 'quote', text: rich(text) }, ...children);
}
export function toggle(text, ...children) {
    return block({ type: 'toggle', text: rich(text) }, ...children);
}
export function callout(emoji, text, ...children) {
    const icon = { kind: 'emoji', emoji };
    return block({ type: 'callout', text: rich(text), icon, color: 'gray_background' }, ...children);
}
/** Code is taken as it is, without markup. */
export function code(language, text, caption = []) {
    return block({
        type: 'code',
        text: [{ kind: 'text', content: text }],
        caption: rich(caption),
        language,
    });
}
export function divider() {
    return block({ type: 'divider' });
}
/** A table whose first row is a header. */
export function table(rows, rowHeader = false) {
    const width = Math.max(...rows.map((row) => row.length));
    return block({ type: 'table', width, columnHeader: true, rowHeader }, ...rows.map((cells) => block({ type: 'table_row', cells: cells.map((cell) => rich(cell)) })));
}
/** Columns side by side; widths share the page evenly unless ratios are given. */
export function columns(parts, ratios = []) {
    return block({ type: 'column_list' }, ...parts.map((children, index) => block({ type: 'column', widthRatio: ratios[index] }, ...children)));
}
export function media(type, source, caption = [], name) {
    return block({ type, source, caption: rich(caption), name });
}
