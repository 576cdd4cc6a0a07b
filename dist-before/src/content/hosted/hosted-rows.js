import * as z from 'zod';
import { hostedJson } from './hosted-json.js';
/** Rows and columns that are read of one answer. */
const MAX_ROWS = 200;
const MAX_COLUMNS = 100;
const MAX_CELL_CHARACTERS = 2000;
const answer = z.object({
    results: z.array(z.record(z.string(), z.unknown())),
    has_more: z.boolean().optional().catch(undefined),
});
/** The rows of an answer of a query; undefined for an answer of another form. */
export function hostedRows(text) {
    const parsed = answer.safeParse(hostedJson(text));
    if (!parsed.success) {
        return undefined;
    }
    const { results, has_more: hasMore } = parsed.data;
    const rows = results.slice(0, MAX_ROWS);
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].slice(0, MAX_COLUMNS);
    return {
        columns,
        rows: rows.map((row) => columns.map((column) => cellText(row[column]))),
        hasMore: hasMore === true || results.length > rows.length,
    };
}
function cellText(value) {
    if (value === null || value === undefined) {
        return '';
    }
    return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, MAX_CELL_CHARACTERS);
}
/** The addresses of the data sources of a database that was fetched; those that its relations lead to are not meant. */
export function dataSourcesIn(text) {
    const found = text.matchAll(/<data-source [^<>]{0,200}?url=\\?"\{{0,2}(collection:\/\/[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12})/gi);
    return [...new Set(Array.from(found, ([, address = '']) => address.toLowerCase()))].slice(0, 20);
}
