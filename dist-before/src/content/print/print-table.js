import { oneLine } from '../rich-text/escape.js';
/** Longest head, rule included, that each part of a divided table repeats. */
const MAX_HEAD_CHARACTERS = 600;
/**
 * Times as many cells as there are. One long row among many short ones would otherwise make a table of millions; GFM
 * reads a short row as one that ends in empty cells.
 */
const MAX_PADDING_CHARACTERS = 8;
/** A table in GFM. Without a header row the head is empty, because GFM knows no table without one. */
export function printTable(table) {
    const width = table.rows.reduce((widest, row) => Math.max(widest, row.length), 0);
    if (width === 0) {
        return { body: [] };
    }
    const cells = table.rows.reduce((sum, row) => sum + row.length, 0);
    const isRagged = width * table.rows.length > MAX_PADDING_CHARACTERS * (cells + table.rows.length);
    const rows = table.rows.map((row, rowAt) => Array.from({ length: isRagged && rowAt > 0 ? row.length : width }, (_, at) => {
        const text = cell(row[at] ?? '');
        return at === 0 && table.headerColumn ? emphasised(text) : text;
    }));
    const [head = [], ...body] = table.headerRow ? rows : [Array.from({ length: width }, () => ''), ...rows];
    const open = [line(head), line(head.map(() => '---'))];
    const lines = body.map(line);
    // A head of thousands of characters would leave no room for its rows: then it is printed once, and may be divided like them.
    return open.join('\n').length > MAX_HEAD_CHARACTERS ? { body: [...open, ...lines] } : { open, body: lines };
}
function line(cells) {
    return `| ${cells.join(' | ')} |`;
}
// Line breaks and pipes would end the cell. Dialect text never ends in a lone backslash, so the added one is never itself escaped.
function cell(text) {
    return text
        .split('\n')
        .map((part) => oneLine(part))
        .filter((part) => part !== '')
        .join('<br>')
        .replaceAll('|', '\\|');
}
function emphasised(text) {
    return text === '' || text.includes('**') ? text : `**${text}**`;
}
