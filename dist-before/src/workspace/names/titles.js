import { plainText } from '../../content/rich-text/rich-text.js';
import { retrieveBlock } from '../../notion/endpoints/blocks.js';
import { dataSourceCache, retrieveDatabase, retrieveDataSource } from '../../notion/endpoints/databases.js';
import { retrievePage } from '../../notion/endpoints/pages.js';
import { stateOf } from '../../notion/object-state.js';
import { parentOf } from '../../notion/parent-of.js';
/** Shown for what has no title; Notion's own word. */
export const UNTITLED = 'Untitled';
const summaryCache = { name: 'card', lifetimeMs: 10 * 60_000, isShared: true };
/** A cached card, without a request. */
export function getCachedSummary(session, id) {
    return session.getCached(summaryCache, id);
}
/** Gets cards that other processes read recently, for {@link getCachedSummary} to find. Sends nothing to Notion. */
export function prefetchSummaries(session, ids) {
    return session.prefetchShared(summaryCache, ids);
}
/** Reads one object for its card, at the cost of one request when it is not known yet. */
export function readSummary(session, kind, id) {
    return session.cached(summaryCache, id, async (reader) => {
        switch (kind) {
            case 'page':
                return summaryOfPage(await retrievePage(reader, id));
            case 'database':
                return summaryOfDatabase(await retrieveDatabase(reader, id));
            case 'data_source':
                return summaryOfDataSource(await retrieveDataSource(reader, id));
            case 'block':
                return summaryOfBlock(await retrieveBlock(reader, id));
        }
    });
}
/** Keeps the card of a page or data source that came with a search or a query, and the data source's columns. */
export function cacheSummary(session, object) {
    const card = object.object === 'page' ? summaryOfPage(object) : summaryOfDataSource(object);
    session.setCached(summaryCache, object.id, card);
    if (object.object === 'data_source') {
        session.setCached(dataSourceCache, object.id, object);
    }
    return card;
}
function summaryOfPage(page) {
    return {
        kind: 'page',
        id: page.id,
        title: titleOf(page),
        parent: parentOf(page.parent),
        state: stateOf(page),
    };
}
/** The title property may have any name; its type is always `title`. */
export function titleOf(page) {
    const property = Object.values(page.properties).find((value) => value.type === 'title');
    return orUntitled(property?.type === 'title' ? plainText(property.title) : '');
}
function summaryOfDatabase(database) {
    return {
        kind: 'database',
        id: database.id,
        title: orUntitled(plainText(database.title)),
        parent: parentOf(database.parent),
        state: stateOf(database),
    };
}
/** A data source lies where its database lies: readers see one name for both unless a database has several. */
export function summaryOfDataSource(source) {
    return {
        kind: 'data_source',
        id: source.id,
        title: orUntitled(plainText(source.title)),
        parent: parentOf(source.database_parent),
        state: stateOf(source),
    };
}
function summaryOfBlock(block) {
    return {
        kind: 'block',
        id: block.id,
        title: '',
        parent: 'parent' in block ? parentOf(block.parent) : undefined,
    };
}
function orUntitled(title) {
    return title.trim() === '' ? UNTITLED : title;
}
