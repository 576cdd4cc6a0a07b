import { pagesOf } from '../../notion/endpoints/list-page.js';
import { computeRollup } from '../../notion/endpoints/pages.js';
import { relationsBehind } from '../../notion/query/columns/column-sources.js';
import { hasMore } from './complete-values.js';
import { undefinedOnToolError } from '../tolerate.js';
/** Relations whose length decides whether these columns are computed over all of it. They must be read with the rows. */
export function relationsToWatch(schema, columns) {
    return [...new Set(columns.flatMap((column) => relationsBehind(schema, column)))];
}
/**
 * Completes, in place, the number and date rollups that Notion computed over the first 25 related pages only. Returns how
 * many values stay so: those for which the allowance did not reach, and formulas, which Notion never computes over more.
 */
export async function completeRollups(session, pages, lookups, schema, columns) {
    const behind = columns.map((column) => ({ column, relations: relationsBehind(schema, column) }));
    const partial = pages.flatMap((page) => behind.flatMap(({ column, relations }) => {
        const isCut = relations.some(({ name }) => hasMore(page.properties[name]));
        const value = page.properties[column.name];
        return isCut && value !== undefined ? [{ page, value }] : [];
    }));
    const rollups = partial.flatMap(({ page, value }) => (value.type === 'rollup' ? [{ page, value }] : []));
    const completed = await Promise.all(rollups.map(({ page, value }) => completeRollup(session, page.id, value, lookups)));
    const formulas = partial.filter(({ value }) => value.type === 'formula').length;
    return formulas + completed.filter((whole) => !whole).length;
}
/** Lists are completed with the other lists. The aggregate is final on the last page of its items. */
async function completeRollup(session, pageId, value, lookups) {
    if (value.rollup.type === 'array') {
        return true;
    }
    if (!lookups.take()) {
        return false;
    }
    const read = (cursor) => computeRollup(session, pageId, value.id, cursor);
    const rollup = await undefinedOnToolError(async () => {
        for await (const page of pagesOf(read)) {
            if (page.nextCursor === undefined) {
                return page.gap === undefined ? page.rollup : undefined;
            }
            if (!lookups.take()) {
                break;
            }
        }
        return undefined;
    });
    if (rollup !== undefined) {
        value.rollup = rollup;
    }
    return rollup !== undefined;
}
