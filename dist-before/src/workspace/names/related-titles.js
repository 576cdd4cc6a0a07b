import { queryDataSource } from '../../notion/endpoints/databases.js';
import { pagesOf } from '../../notion/endpoints/list-page.js';
import { otherSideOf, relatedSource } from '../../notion/query/columns/column-sources.js';
import { spareRequests } from '../spare-requests.js';
import { undefinedOnToolError } from '../tolerate.js';
import { cacheSummary, getCachedSummary } from './titles.js';
/** From this many unknown rows of one data source on, a query is asked for, which gives 100, instead of single rows. */
const MIN_ROWS_FOR_QUERY = 2;
/** Pages whose relations one query asks for: as many conditions as Notion is known to accept. */
const MAX_PAGES_PER_QUERY = 50;
/** Names that a query of 100 rows has to bring for the next one to be worth its place in the series. */
const MIN_NAMES_PER_QUERY = 10;
/** Queries without a hit that may be spent, as a share of the single reads that they would save. */
const MAX_MISS_SHARE = 0.25;
/** Most referenced objects were edited recently. */
const LATEST_FIRST = { timestamp: 'last_edited_time', direction: 'descending' };
/** The targets of these pages' relation columns, with their data sources. */
export function relatedRows(pages, columns) {
    return columns.flatMap((column) => {
        const dataSourceId = relatedSource(column);
        const relating = pages.flatMap(({ id, properties }) => {
            const value = properties[column.name];
            return value?.type === 'relation' ? [{ id, related: value.relation.map((entry) => entry.id) }] : [];
        });
        const ids = relating.flatMap(({ related }) => related);
        const back = otherSideOf(column);
        return dataSourceId === undefined || ids.length === 0
            ? []
            : [{ dataSourceId, ids, back: back === undefined ? undefined : { column: back, pages: relating } }];
    });
}
/**
 * Asks for the titles of related rows where that costs less than asking row by row, or takes fewer requests in series; what
 * stays unknown is for the caller to ask for row by row. Where the relation has another side, a query for what leads back
 * to the pages gives these rows and no others. Where it has none, the rows edited last may be the ones; after that it
 * depends on what is left of the request window: with enough to spare the others are asked for one by one, at once.
 */
export async function readRelatedTitles(session, related, lookups) {
    const all = [...related];
    await Promise.all(all.map((rows) => readFromOtherSide(session, rows, lookups)));
    const idsOf = new Map();
    for (const { dataSourceId, ids } of all) {
        idsOf.set(dataSourceId, new Set([...(idsOf.get(dataSourceId) ?? []), ...ids]));
    }
    await Promise.all([...idsOf].map(([source, ids]) => readLatest(session, source, ids, lookups)));
}
/** Those of the ids whose titles are not known. */
export function unknownTitles(session, ids) {
    return [...ids].filter((id) => getCachedSummary(session, id) === undefined);
}
/** A filter for the rows whose column leads to one of the pages. */
export function leadingTo(column, pageIds) {
    const [only, ...others] = pageIds.map((id) => ({ property: column, relation: { contains: id } }));
    return only !== undefined && others.length === 0
        ? only
        : { or: only === undefined ? [] : [only, ...others] };
}
async function readFromOtherSide(session, { dataSourceId, ids, back }, lookups) {
    if (back === undefined || unknownTitles(session, new Set(ids)).length < MIN_ROWS_FOR_QUERY) {
        return;
    }
    const open = back.pages.filter(({ related }) => unknownTitles(session, related).length > 0);
    const chunks = Array.from({ length: Math.ceil(open.length / MAX_PAGES_PER_QUERY) }, (_, index) => open.slice(index * MAX_PAGES_PER_QUERY, (index + 1) * MAX_PAGES_PER_QUERY));
    await Promise.all(chunks.map((pages) => {
        const filter = leadingTo(back.column, pages.map(({ id }) => id));
        const wanted = new Set(pages.flatMap((page) => page.related));
        return readPages(session, dataSourceId, { filter }, worthOf(session, wanted, lookups));
    }));
}
async function readLatest(session, dataSourceId, wanted, lookups) {
    await readPages(session, dataSourceId, { sorts: [LATEST_FIRST] }, worthOf(session, wanted, lookups));
}
/** Says before each of several queries in series whether it is worth a request, and takes that. */
function worthOf(session, wanted, lookups) {
    let missing;
    let fruitless = 0;
    return () => {
        const left = unknownTitles(session, wanted).length;
        if (missing !== undefined) {
            const named = missing - left;
            fruitless = named < 2 ? fruitless + 1 : 0;
            const canAskForEach = left <= Math.min(spareRequests(session), lookups.left);
            if (named < MIN_NAMES_PER_QUERY && canAskForEach) {
                return false;
            }
        }
        missing = left;
        return left >= MIN_ROWS_FOR_QUERY && fruitless <= left * MAX_MISS_SHARE && lookups.take();
    };
}
/** Remembers the titles of a query's rows, a page at a time, for as long as the next one is worth asking for. */
async function readPages(session, dataSourceId, query, isWorthNext) {
    if (!isWorthNext()) {
        return;
    }
    const read = (cursor) => queryDataSource(session, dataSourceId, { ...query, propertyIds: ['title'], cursor });
    await undefinedOnToolError(async () => {
        for await (const page of pagesOf(read)) {
            for (const row of page.items) {
                cacheSummary(session, row);
            }
            if (page.nextCursor === undefined || !isWorthNext()) {
                break;
            }
        }
    });
}
