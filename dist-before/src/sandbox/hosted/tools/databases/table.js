import { readValue } from '../../../query/read-value.js';
import { objectUrl } from '../../../ids.js';
import { listed } from '../../../trash.js';
import { flatName, flatValue } from '../shown/flat-properties.js';
/** The columns of a data source: address and time first, dates and places in parts. */
export function tableColumns(source) {
    return [
        { name: 'url', type: 'TEXT' },
        { name: 'createdTime', type: 'TEXT' },
        ...source.properties.flatMap(columnsFor),
    ];
}
function columnsFor(column) {
    const { name } = column;
    switch (column.type) {
        case 'date':
            return [
                { name: `date:${name}:start`, type: 'TEXT' },
                { name: `date:${name}:end`, type: 'TEXT' },
                { name: `date:${name}:is_datetime`, type: 'INTEGER' },
            ];
        case 'place':
            return [
                { name: `place:${name}:name`, type: 'TEXT' },
                { name: `place:${name}:address`, type: 'TEXT' },
                { name: `place:${name}:latitude`, type: 'REAL' },
                { name: `place:${name}:longitude`, type: 'REAL' },
            ];
        case 'number':
            return [{ name: flatName(column), type: 'REAL' }];
        case 'button':
            return [];
        default:
            return [{ name: flatName(column), type: 'TEXT' }];
    }
}
/** `CREATE TABLE …`, as `fetch` shows it. */
export function tableDefinition(source) {
    const columns = tableColumns(source).map(({ name, type }) => `  ${quoted(name)} ${type}${name === 'url' ? ' UNIQUE' : ''}`);
    return `CREATE TABLE IF NOT EXISTS ${quoted(`collection://${source.id}`)} (\n${columns.join(',\n')}\n)`;
}
/** A name as SQL writes it; SQLite's text would end at a NUL. */
export function quoted(name) {
    return `"${name.replaceAll('\0', '').replaceAll('"', '""')}"`;
}
/** The rows of the data source that are not in the trash. */
export function rowsOf(workspace, source) {
    return listed(workspace, source.rows).flatMap((id) => workspace.pages.get(id) ?? []);
}
/** A row in the order of the columns. Lists are JSON in a text. */
export function cellsOf(workspace, source, row) {
    const values = { url: objectUrl(row.id), createdTime: row.created };
    for (const column of source.properties) {
        Object.assign(values, flatValue(workspace, column, readValue(workspace, row, column)));
    }
    return tableColumns(source).map(({ name }) => {
        const value = values[name];
        return typeof value === 'string' || typeof value === 'number'
            ? value
            : value === undefined
                ? null
                : JSON.stringify(value);
    });
}
