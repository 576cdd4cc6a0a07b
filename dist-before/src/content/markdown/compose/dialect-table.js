import { isRuleRow } from '../markdown-literal.js';
/** A table of GFM; undefined where the second line is not its rule. */
export function readTable(reader) {
    const { lines } = reader;
    const rows = [];
    for (let at = reader.at; lines[at]?.trimStart().startsWith('|') === true; at += 1) {
        rows.push(lines[at]?.trim() ?? '');
    }
    if (!isRuleRow(rows[1] ?? '')) {
        return undefined;
    }
    reader.at += rows.length;
    const [head = [], ...body] = rows.filter((_row, at) => at !== 1).map(cellsOf);
    // GFM knows no table without a head, so an empty one stands for none.
    const headerRow = head.some((cell) => cell !== '');
    const shown = headerRow || body.length === 0 ? [head, ...body] : body;
    return { kind: 'table', headerRow, headerColumn: false, rows: shown, children: [] };
}
function cellsOf(row) {
    const inner = row.slice(1);
    const ends = /(?<!\\)\|$/.test(inner);
    return (ends ? inner.slice(0, -1) : inner)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('\\|', '|'));
}
