import { queryDataSource } from '../../../notion/endpoints/databases.js';
import { storedOptions } from '../../../notion/values/columns/column-options.js';
import { isComplete } from '../../list-end.js';
import { readUntil } from '../../read-all.js';
/** Queries for one count, a hundred rows each. */
const MAX_QUERIES = 10;
/** Types that Notion filters by whether they are empty. */
const FILTERED = new Set('rich_text number select multi_select status date people files url email phone_number relation'.split(' '));
/** Counts the rows with a value, up to a thousand; undefined for types that Notion does not filter so. */
export function countValues(session, dataSourceId, { name, type }) {
    if (type === 'checkbox') {
        return countRows(session, dataSourceId, { property: name, checkbox: { equals: true } });
    }
    return FILTERED.has(type)
        ? countRows(session, dataSourceId, { property: name, [type]: { is_not_empty: true } })
        : Promise.resolve(undefined);
}
/**
 * Rows with something that somebody has entered, up to a thousand; every row of a status column has a value, at first its
 * default. Undefined for types that Notion does not filter so.
 */
export async function countEntered(session, dataSourceId, column) {
    if (column.type !== 'status') {
        return (await countValues(session, dataSourceId, column))?.rows;
    }
    const [first] = storedOptions(column);
    const filter = { property: column.name, status: { does_not_equal: first?.name ?? '' } };
    return (await countRows(session, dataSourceId, filter)).rows;
}
/** Whether no row has the option. */
export async function isUnusedOption(session, dataSourceId, { name, type }, option) {
    const condition = type === 'multi_select' ? { contains: option } : { equals: option };
    const { rows, isWhole } = await countRows(session, dataSourceId, { property: name, [type]: condition });
    return rows === 0 && isWhole;
}
async function countRows(session, dataSourceId, filter) {
    const read = await readUntil((cursor) => queryDataSource(session, dataSourceId, {
        filter: filter,
        propertyIds: ['title'],
        cursor,
    }), MAX_QUERIES);
    return { rows: read.items.length, isWhole: isComplete(read) };
}
