import { queryDataSource } from '../../notion/endpoints/databases.js';
import { otherSideOf, relatedSource } from '../../notion/query/columns/column-sources.js';
import { leadingTo } from '../names/related-titles.js';
import { cacheSummary } from '../names/titles.js';
import { listPropertyItems } from '../../notion/endpoints/pages.js';
import { readAll } from '../read-all.js';
import { undefinedOnToolError } from '../tolerate.js';
/** Notion shows this many references of a property in a page; the rest has to be asked for. */
const NOTION_REFERENCE_LIMIT = 25;
/**
 * Completes the relation, people and list rollup values of which Notion shows only the first 25, in place. Returns how
 * many values stay incomplete because the allowance was used up or Notion could not be asked.
 */
export async function completeValues(session, pages, lookups, schema, names) {
    const cut = pages.flatMap((page) => Object.entries(page.properties)
        .filter(([name, property]) => (names === undefined || names.includes(name)) && mayBeCut(property))
        .map(([name, property]) => ({ page, name, property })));
    const completed = await Promise.all(cut.map(({ page, name, property }) => completeValue(session, { pageId: page.id, name, property }, lookups, schema)));
    return completed.filter((whole) => !whole).length;
}
/** Whether a relation has more entries than the page shows. `has_more` is missing in the library's types. */
export function hasMore(property) {
    return property?.type === 'relation' && 'has_more' in property && property.has_more === true;
}
function mayBeCut(property) {
    switch (property.type) {
        case 'people':
            return property.people.length >= NOTION_REFERENCE_LIMIT;
        case 'rollup':
            return property.rollup.type === 'array' && property.rollup.array.length >= NOTION_REFERENCE_LIMIT;
        default:
            return hasMore(property);
    }
}
async function completeValue(session, { pageId, name, property }, lookups, schema) {
    const column = schema?.[name];
    if (property.type === 'relation' && column !== undefined) {
        const known = property.relation.map(({ id }) => id);
        const ids = await relatedFromOtherSide(session, pageId, column, known, lookups);
        if (ids !== undefined) {
            Object.assign(property, { relation: ids.map((id) => ({ id })), has_more: false });
            return true;
        }
    }
    const read = await undefinedOnToolError(() => readAll(lookups, (cursor) => listPropertyItems(session, pageId, property.id, cursor)));
    if (read?.complete !== true) {
        return false;
    }
    const { items } = read;
    if (property.type === 'relation') {
        const relation = items.flatMap((item) => (item.type === 'relation' ? [item.relation] : []));
        Object.assign(property, { relation, has_more: false });
    }
    else if (property.type === 'people') {
        property.people = items.flatMap((item) => (item.type === 'people' ? [item.people] : []));
    }
    else if (property.type === 'rollup' && property.rollup.type === 'array') {
        // A rollup's items are those of the property it rolls up, without their list.
        property.rollup.array = items;
    }
    return true;
}
/**
 * All entries of a two-way relation, asked from its other side: a hundred to a request like the property itself, but with
 * their titles. Those that are known stay first, in their order. Undefined where the other side cannot be asked, or does
 * not know of all that are known.
 */
async function relatedFromOtherSide(session, pageId, column, known, lookups) {
    const dataSourceId = relatedSource(column);
    const back = otherSideOf(column);
    if (dataSourceId === undefined || back === undefined) {
        return undefined;
    }
    const filter = leadingTo(back, [pageId]);
    const read = await undefinedOnToolError(() => readAll(lookups, async (cursor) => {
        const page = await queryDataSource(session, dataSourceId, { filter, propertyIds: ['title'], cursor });
        for (const row of page.items) {
            cacheSummary(session, row);
        }
        return page;
    }));
    const found = new Set(read?.items.map(({ id }) => id));
    const isWhole = read?.complete === true && known.every((id) => found.has(id)) && found.size > known.length;
    return isWhole ? [...new Set([...known, ...found])] : undefined;
}
