import { revealInvisible } from '../../text/invisible.js';
import { withoutMarkup } from '../../text/quote.js';
import { truncateText } from './truncate.js';
const DEFAULT_CELL_CHARACTERS = 300;
/** Longest header, in UTF-16 code units; column names have no limit in Notion. */
const MAX_HEADER_CHARACTERS = 100;
/** Cells are not cut below this, not even when the budget is too small for one row. */
const MIN_CELL_CHARACTERS = 10;
/** Between the cells of a line. */
const SEPARATOR = ' | ';
/** Share of a cell's room that is left after each attempt to fit. */
const SHRINK_FACTOR = 0.8;
/**
 * A GitHub-flavoured Markdown table. What does not fit goes in this order: rows from the end; then, when not even one row
 * fits, columns from the end; then the ends of that row's cells. Rows shorter than `columns` have empty cells.
 */
export function renderTable(columns, rows, budget) {
    const cellCharacters = budget.cellCharacters ?? DEFAULT_CELL_CHARACTERS;
    const all = columns.map((name, index) => ({
        name,
        cells: rows.map((row) => cellOf(row[index] ?? '', cellCharacters)),
    }));
    const filled = withoutEmpty(all);
    const isFilled = new Set(filled);
    const kept = columnsThatFit(filled, budget.characters);
    const shown = rowsThatFit(kept, rows.length, budget.characters);
    const sized = rows.length > 0 && sizeOf(kept, 1) > budget.characters ? shrunk(kept, budget.characters) : kept;
    return {
        text: print(sized, shown),
        rows: shown,
        droppedColumns: filled.slice(kept.length).map((column) => column.name),
        emptyColumns: all.filter((column) => !isFilled.has(column)).map((column) => column.name),
        cutCells: sized.flatMap((column) => column.cells.slice(0, shown)).filter((cell) => cell.cut).length,
    };
}
/** The first column names the row, so it stays even when it is empty. */
function withoutEmpty(columns) {
    return columns.filter((column, index) => index === 0 || column.cells.length === 0 || column.cells.some((cell) => cell.text !== ''));
}
function columnsThatFit(columns, characters) {
    let size = sizeOf(columns.slice(0, 1), 1);
    let count = Math.min(1, columns.length);
    for (const column of columns.slice(1)) {
        size += sizeOf([column], 1) - sizeOf([], 1) + 2 * SEPARATOR.length;
        if (size > characters) {
            break;
        }
        count += 1;
    }
    return columns.slice(0, count);
}
function rowsThatFit(columns, rows, characters) {
    let size = sizeOf(columns, 0);
    let count = 0;
    while (count < rows) {
        size += lineSize(columns.map((column) => column.cells[count]?.text ?? '')) + 1;
        if (size > characters && count > 0) {
            break;
        }
        count += 1;
    }
    return count;
}
/** Escapes make text longer, so the room is narrowed until the row really fits. */
function shrunk(columns, characters) {
    let room = Math.floor(characters / Math.max(1, columns.length));
    let narrowed = columns;
    do {
        room = Math.max(MIN_CELL_CHARACTERS, Math.floor(room * SHRINK_FACTOR));
        narrowed = columns.map(({ name, cells }) => ({ name, cells: cells.slice(0, 1).map(cutTo(room)) }));
    } while (room > MIN_CELL_CHARACTERS && sizeOf(narrowed, 1) > characters);
    return narrowed;
}
function cutTo(characters) {
    return (cell) => (cell.raw.length > characters ? cellOf(cell.raw, characters) : cell);
}
function sizeOf(columns, rows) {
    return print(columns, rows).length;
}
function lineSize(texts) {
    return line(texts).length;
}
function print(columns, rows) {
    const header = line(columns.map((column) => cellOf(withoutMarkup(column.name), MAX_HEADER_CHARACTERS).text));
    const rule = `|${columns.map(() => '---|').join('')}`;
    const body = Array.from({ length: rows }, (_, row) => line(columns.map((column) => column.cells[row]?.text ?? '')));
    return [header, rule, ...body].join('\n');
}
function line(texts) {
    return `| ${texts.join(SEPARATOR)} |`;
}
function cellOf(text, characters) {
    const raw = revealInvisible(text).trim();
    const short = truncateText(raw, characters);
    return { raw, text: escapeCell(short), cut: short !== raw };
}
/** A cell ends at a line break or a bar, so it may contain neither. */
function escapeCell(text) {
    return text
        .replaceAll(/\s+/g, (space) => (/[\n\r\u2028\u2029\v\f]/.test(space) ? '<br>' : ' '))
        .replaceAll('|', '\\|');
}
