import { plainText } from '../content/rich-text/rich-text.js';
import { queryDataSource, retrieveCurrentDatabase, retrieveCurrentDataSource, } from '../notion/endpoints/databases.js';
import { pagesOf } from '../notion/endpoints/list-page.js';
import { stateOf } from '../notion/object-state.js';
import { passagesOfText } from '../search-index/document/passages.js';
import { factsOfDatabase, parentId } from './document-facts.js';
/** Data sources of one database that are read. */
const MAX_SOURCES = 20;
/** Reads a database with its descriptions and columns; undefined for one in the trash. Rejects as reads do. */
export async function readDatabase(session, id) {
    const database = await retrieveCurrentDatabase(session, id);
    if (stateOf(database) === 'in the trash') {
        return undefined;
    }
    const sources = [];
    for (const { id: source } of database.data_sources.slice(0, MAX_SOURCES)) {
        sources.push(await retrieveCurrentDataSource(session, source));
    }
    const facts = factsOfDatabase(database, sources, await parentId(session, database.parent));
    return {
        put: {
            ...facts,
            passages: [
                ...passagesOfText('description', plainText(database.description)),
                ...sources.flatMap((source) => passagesOfText('description', describe(source, facts.title))),
            ],
        },
        sources: sources.map((source) => source.id),
    };
}
/**
 * The rows of a data source, last edited first, in lists of a hundred. Of more than Notion gives, the rest is left to
 * searches.
 */
export async function* rowsOfSource(session, sourceId) {
    const sorts = [{ timestamp: 'last_edited_time', direction: 'descending' }];
    for await (const { items } of pagesOf((cursor) => queryDataSource(session, sourceId, { sorts, cursor }))) {
        yield items;
    }
}
/** What a data source says about itself: its name where it is another than the database's, description and columns. */
function describe(source, title) {
    const name = plainText(source.title);
    const columns = Object.values(source.properties).map((column) => [column.name, 'description' in column ? (column.description ?? '') : ''].filter(Boolean).join(': '));
    return [name === title ? '' : name, plainText(source.description), columns.join('\n')]
        .filter((part) => part !== '')
        .join('\n');
}
