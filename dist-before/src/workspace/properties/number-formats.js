import { numberFormatOf } from '../../content/properties/number-format.js';
import { dataSourceCache } from '../../notion/endpoints/databases.js';
import { rollupFunction, rollupSource } from '../../notion/query/columns/column-sources.js';
/** Functions of a rollup whose result is a number, or numbers, of the column that it looks at. */
const KEEPS_FORMAT = new Set([
    'sum',
    'average',
    'median',
    'min',
    'max',
    'range',
    'show_original',
    'show_unique',
]);
/**
 * The formats of number columns and of rollups over such columns, by name. A rollup's other database is looked at where its
 * columns were read lately: a format is worth no request.
 */
export function numberFormats(session, schema, columns = Object.values(schema)) {
    return new Map(columns.flatMap((column) => {
        const format = numberFormatOf(column) ?? formatBehind(session, schema, column);
        return format === undefined ? [] : [[column.name, format]];
    }));
}
function formatBehind(session, schema, column) {
    const source = column.type === 'rollup' && KEEPS_FORMAT.has(rollupFunction(column))
        ? rollupSource(schema, column)
        : undefined;
    const known = source && session.getCached(dataSourceCache, source.dataSourceId);
    const behind = known && source.find(known.properties);
    return behind && numberFormatOf(behind);
}
