import { isFullDataSource, isFullPage } from './full-objects.js';
import { withoutForeignValues } from './foreign-values.js';
import { listPage } from './list-page.js';
import { readWithSmallerPages } from './smaller-pages.js';
/**
 * `POST /v1/search`, one page of it. Notion matches titles only, any of the words, and orders by last edit rather than
 * by fit. Databases come as their data sources.
 */
export async function searchTitles(session, search) {
    const parameters = {
        ...(search.query === ''
            ? { sort: { timestamp: 'last_edited_time', direction: 'descending' } }
            : { query: search.query }),
        ...(search.kind === undefined ? {} : { filter: { property: 'object', value: search.kind } }),
        ...(search.cursor === undefined ? {} : { start_cursor: search.cursor }),
    };
    const answer = await readWithSmallerPages(search.pageSize, (pageSize) => session.read('POST /v1/search', (client) => client.search({ ...parameters, page_size: pageSize })));
    const page = listPage(answer, search.cursor, (found) => isFullPage(found) || isFullDataSource(found));
    return { ...page, items: await readable(session, page.items) };
}
async function readable(session, results) {
    const { lockdown } = session;
    if (lockdown === undefined) {
        return results;
    }
    const kept = [];
    for (const result of results) {
        const kind = result.object === 'page' ? 'page' : 'database';
        for (const item of await lockdown.keep(session, kind, [result])) {
            kept.push(item.object === 'page' ? withoutForeignValues(session, item) : item);
        }
    }
    return kept;
}
