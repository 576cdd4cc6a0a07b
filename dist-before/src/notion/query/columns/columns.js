import { findColumns, findIfAny, findPropertyOrTimestamp, isTitle, propertiesOf } from './find-property.js';
import { timeColumn } from './row-times.js';
/** Columns of a table when the caller names none; more make rows hard to read and answers long. */
export const DEFAULT_COLUMNS = 8;
/** Columns that are read to stand in for empty ones. */
export const MAX_SPARES = 8;
/** Not among those: Notion has to compute them, or their names to be looked up. */
const COSTLY_TYPES = new Set(['formula', 'rollup', 'relation']);
/**
 * Most informative types first. Types that are missing here (long texts, files, addresses of things, who touched the
 * row when) come after these, in Notion's order.
 */
const INFORMATIVE_TYPES = [
    'title',
    'unique_id',
    'status',
    'select',
    'people',
    'date',
    'relation',
    'multi_select',
    'number',
    'checkbox',
    'formula',
    'rollup',
];
/** Never shown unless asked for: without a value the API can give. */
const UNSHOWN_TYPES = new Set(['button']);
/**
 * The title, then the caller's columns in the caller's order; without `names` a readable choice, with `*` all.
 * Rejects with an `InputError` for a name that neither a property nor the row's own times have.
 */
export function chooseColumns(schema, names = []) {
    const properties = propertiesOf(schema);
    const title = properties.filter(isTitle);
    const wanted = names.length === 0
        ? byInformativeness(properties).slice(0, DEFAULT_COLUMNS)
        : names.flatMap((name, position) => isAll(schema, name)
            ? byInformativeness(properties)
            : columnsNamed(schema, name, `columns[${position}]`));
    // A time may be named twice, and then it is two objects.
    const chosen = new Set([...title, ...wanted]);
    const rest = properties
        .filter((property) => !chosen.has(property))
        .toSorted((left, right) => rank(left) - rank(right));
    const isDefault = names.length === 0;
    const cheap = rest.filter(({ type }) => !COSTLY_TYPES.has(type) && !UNSHOWN_TYPES.has(type));
    return {
        columns: [...new Map([...chosen].map((column) => [column.name, column])).values()],
        omitted: isDefault || names.some((name) => isAll(schema, name)) ? rest.map(({ name }) => name) : [],
        isDefault,
        spares: isDefault ? cheap.slice(0, MAX_SPARES) : [],
    };
}
/** `*`, or the word for it where no column is called so. */
function isAll(schema, name) {
    const word = name.trim();
    return word === '*' || (word.toLowerCase() === 'all' && findIfAny(schema, word) === undefined);
}
function columnsNamed(schema, name, argument) {
    return findColumns(schema, name, argument, findPropertyOrTimestamp).map((found) => 'timestamp' in found ? timeColumn(found.timestamp) : found.property);
}
function byInformativeness(properties) {
    return properties
        .filter((property) => !UNSHOWN_TYPES.has(property.type))
        .toSorted((left, right) => rank(left) - rank(right));
}
function rank(property) {
    const position = INFORMATIVE_TYPES.indexOf(property.type);
    return position === -1 ? INFORMATIVE_TYPES.length : position;
}
