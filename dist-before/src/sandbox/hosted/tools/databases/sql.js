import { ToolFailure } from '../tool.js';
import { cellsOf, quoted, rowsOf, tableColumns, tableDefinition } from './table.js';
/** Longest query, in UTF-16 code units. */
const MAX_QUERY = 10_000;
/** Reads only, in one statement; a recursive query could run for ever. */
const allowed = /^\s*(?:select|with)\b/i;
const refused = /\brecursive\b|;\s*\S/i;
const quotedParts = /"[^"]*"|'[^']*'/g;
/** Runs a query over tables made of these data sources, which are gone afterwards. */
export async function runSql(workspace, sources, query, parameters) {
    if (query.length > MAX_QUERY || !allowed.test(query) || refused.test(query.replaceAll(quotedParts, "''"))) {
        throw new ToolFailure('Invalid SQL query: only one SELECT statement is supported.');
    }
    const { default: Libsql } = await import('libsql');
    const database = new Libsql(':memory:');
    try {
        for (const source of sources) {
            database.exec(tableDefinition(source));
            const places = tableColumns(source).map(() => '?');
            const insert = database.prepare(`INSERT INTO ${quoted(`collection://${source.id}`)} VALUES (${places.join(', ')})`);
            for (const row of rowsOf(workspace, source)) {
                insert.run(...cellsOf(workspace, source, row));
            }
        }
        return database.prepare(query).all(...parameters);
    }
    catch (error) {
        throw new ToolFailure(`Error running SQL query: ${error instanceof Error ? error.message : 'unknown'}`);
    }
    finally {
        database.close();
    }
}
