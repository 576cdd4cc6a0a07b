import { noNames } from '../../content/names.js';
import { renderPropertyValue } from '../../content/properties/property-value.js';
import { DEFAULT_COLUMNS } from '../../notion/query/columns/columns.js';
/**
 * The caller's columns as they are. Where none are named, those that the rows are sorted by are among them, and others
 * may be replaced. `chosen` are the ids of the spares that an earlier part of the table shows.
 */
export function planColumns({ columns, spares, isDefault }, schema, sorts, chosen) {
    if (!isDefault) {
        return { columns, spares: [] };
    }
    const sorted = sorts.flatMap((sort) => ('property' in sort ? (schema[sort.property] ?? []) : []));
    const missing = sorted.filter((column) => !columns.includes(column));
    const first = [...new Set([...columns.slice(0, 1), ...missing, ...columns])].slice(0, DEFAULT_COLUMNS);
    const others = [...new Set([...columns, ...spares])].filter((column) => !first.includes(column));
    return chosen === undefined
        ? { columns: first, spares: others }
        : { columns: [...first, ...others.filter(({ id }) => chosen.includes(id))], spares: [] };
}
/** As many spares with a value as there are columns without one; the table itself leaves empty columns out. */
export function fillColumns({ columns, spares }, rows) {
    if (spares.length === 0) {
        return [];
    }
    const isFilled = ({ name }) => rows.some((row) => {
        const value = row.properties[name];
        return value !== undefined && renderPropertyValue(value, noNames, { longest: 1 }) !== '';
    });
    const empty = columns.slice(1).filter((column) => !isFilled(column));
    return empty.length === 0 ? [] : spares.filter(isFilled).slice(0, empty.length);
}
