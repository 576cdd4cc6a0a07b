import { joinReferences, referencesInProperty } from '../../content/collect-references.js';
import { renderPropertyValue } from '../../content/properties/property-value.js';
import { renderTable } from '../../content/answer/table.js';
import { truncateText } from '../../content/answer/truncate.js';
import { stateOf } from '../../notion/object-state.js';
import { valueIn } from '../../notion/query/columns/row-times.js';
import { undashed } from '../../notion/reference.js';
import { cacheSummary } from '../names/titles.js';
import { completeProperties } from '../properties/complete-properties.js';
import { numberFormats } from '../properties/number-formats.js';
import { lookUpNames } from '../names/look-up-names.js';
import { relatedRows } from '../names/related-titles.js';
/** The column that names a row for notion_read_page. */
const ID_COLUMN = 'page id';
/** Longest text in a cell, in UTF-16 code units; the page has the whole of it. */
const MAX_TEXT_CHARACTERS = 300;
/** Characters of a text that are rendered for a cell: some of them may turn out to show nothing. */
const MAX_RENDERED_CHARACTERS = 2 * MAX_TEXT_CHARACTERS;
/** Longest list of names: a relation is only useful whole. */
const MAX_LIST_CHARACTERS = 5000;
const LIST_TYPES = new Set(['relation', 'people', 'multi_select', 'rollup']);
/** Rows as a Markdown table with names in place of ids, and the id of each row's page at the end. */
export async function tableOfRows(session, rows, schema, columns, lookups, characters) {
    const columnNames = columns.map((column) => column.name);
    for (const row of rows) {
        cacheSummary(session, row);
    }
    const partial = await completeProperties(session, rows, { schema, columns }, lookups);
    const rowValues = rows.map((row) => columns.map((column) => valueIn(row, column) ?? { type: '' }));
    const references = rowValues.flat().map((value) => referencesInProperty(value));
    const names = await lookUpNames(session, joinReferences(references), lookups, relatedRows(rows, columns));
    const formats = numberFormats(session, schema, columns);
    let cutTexts = 0;
    const cells = [];
    // Rows that cannot have room any more are not rendered; a table escapes texts and so is hardly ever half as long as they.
    let length = 0;
    for (const [index, values] of rowValues.entries()) {
        if (length > 2 * characters) {
            break;
        }
        const row = values.map((value, at) => {
            const longestList = LIST_TYPES.has(value.type) ? MAX_LIST_CHARACTERS : MAX_TEXT_CHARACTERS;
            const format = formats.get(columnNames[at] ?? '');
            const style = { longest: MAX_RENDERED_CHARACTERS, longestList, format };
            const text = renderPropertyValue(value, names, style);
            const short = truncateText(text, longestList);
            cutTexts += short === text ? 0 : 1;
            length += short.length;
            return short;
        });
        const state = stateOf(rows[index]);
        cells.push(state === undefined ? row : [`${row[0] ?? ''} (${state})`.trim(), ...row.slice(1)]);
    }
    // The id stands second, so that a table that is too wide loses any other column before it.
    const [title = '', ...others] = columnNames;
    const table = renderTable([title, ID_COLUMN, ...others], cells.map(([name = '', ...rest], index) => [name, undashed(rows[index]?.id ?? ''), ...rest]), { characters, cellCharacters: MAX_LIST_CHARACTERS });
    return { ...table, cutCells: table.cutCells + cutTexts, unnamed: names.unnamed, partial };
}
