import { attribute, readTag } from './markdown-tag.js';
/** A `<table>`: rows and cells come as tags, cells hold rich text only. */
export function tableBlock(parser, tag, rest) {
    const source = tag.form === 'empty' ? '' : tableSource(parser, rest);
    const rows = rowsOf(source).map((row) => row.map(parser.render));
    return {
        kind: 'table',
        headerRow: attribute(tag, 'header-row') === 'true',
        headerColumn: attribute(tag, 'header-column') === 'true',
        rows,
        children: [],
    };
}
function tableSource(parser, rest) {
    if (rest.trimEnd().endsWith('</table>')) {
        return rest;
    }
    const lines = parser.lines.takeUntil('</table>', (raw) => raw.trim() === '</table>') ??
        // Cut off before the end: take what still looks like a table.
        unclosedTable(parser);
    return [rest, ...lines].join('\n');
}
function unclosedTable({ lines }) {
    const taken = [];
    while (/^<\/?(?:tr|td|th|col|colgroup|thead|tbody)\b/i.test(lines.peek()?.text.trim() ?? '')) {
        taken.push(lines.take()?.text ?? '');
    }
    return taken;
}
function rowsOf(source) {
    const rows = [];
    let cell;
    const finishCell = () => {
        if (cell !== undefined) {
            rows.at(-1)?.push(cell.trim());
            cell = undefined;
        }
    };
    for (const piece of source.split(/(<\/?(?:tr|td|th)\b[^<>]*>)/i)) {
        const tag = readTag(piece, 0);
        if (tag?.end !== piece.length || !/^t[rdh]$/.test(tag.name)) {
            // Inline code may hold what looks like a tag; everything until the cell ends is its text.
            if (cell !== undefined) {
                cell += piece;
            }
            else if (strayText(piece) !== '') {
                rows.push([strayText(piece)]);
            }
        }
        else if (cell !== undefined && insideCode(cell)) {
            cell += piece;
        }
        else {
            finishCell();
            if (tag.form === 'open' && tag.name === 'tr') {
                rows.push([]);
            }
            else if (tag.form !== 'close' && tag.name !== 'tr') {
                cell = '';
                if (rows.length === 0) {
                    rows.push([]);
                }
                if (tag.form === 'empty') {
                    finishCell();
                }
            }
        }
    }
    finishCell();
    return rows;
}
// Text outside every cell is damage; it gets a row of its own.
function strayText(piece) {
    return piece.replace(/<\/?(?:table|colgroup|col|thead|tbody)\b[^<>]*>/gi, '').trim();
}
// An odd number of backticks on a cell's last line: a code span is open. Escaped ones do not count.
function insideCode(cell) {
    return (cell.replace(/\\[\s\S]/g, '').match(/`/g)?.length ?? 0) % 2 === 1;
}
