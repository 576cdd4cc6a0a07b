import { plainText } from '../../content/rich-text/rich-text.js';
import { getKnownDatabase, retrieveDatabase } from '../../notion/endpoints/databases.js';
import { stateOf } from '../../notion/object-state.js';
import { parentOf } from '../../notion/parent-of.js';
import { undefinedOnToolError } from '../tolerate.js';
import { summaryOfDataSource } from './titles.js';
/** Id of the database that holds a data source; undefined for those that are synced from elsewhere. */
export function databaseIdOf(source) {
    const parent = parentOf(source.parent);
    return parent?.kind === 'database' ? parent.id : undefined;
}
/** The databases of these data sources, each read once, at most `limit` of them; those that cannot be read are left out. */
export async function readDatabasesOf(session, sources, limit) {
    const ids = new Set(sources.flatMap((source) => databaseIdOf(source) ?? []));
    const read = await Promise.all([...ids].slice(0, limit).map((id) => undefinedOnToolError(() => retrieveDatabase(session, id))));
    return read.flatMap((database) => (database === undefined ? [] : [named(database)]));
}
/** Between the names of a database and its data source. */
export const WITHIN = ' > ';
/** The name of one of a database's data sources that is no other's: `CRM > People`. */
export function nameWithin(database, name) {
    return database.title === '' ? name : `${database.title}${WITHIN}${name}`;
}
/**
 * The name of a data source as people see it, as far as it is known without a request: the title of its database, and the
 * name of the data source where the database has several.
 */
export function nameOfDataSource(session, source) {
    const own = summaryOfDataSource(source).title;
    const databaseId = databaseIdOf(source);
    const known = databaseId === undefined ? undefined : getKnownDatabase(session, databaseId);
    const database = known && named(known);
    if (database === undefined || database.title === '') {
        return own;
    }
    return database.sources.length > 1 ? nameWithin(database, own) : database.title;
}
function named(database) {
    return {
        id: database.id,
        title: plainText(database.title).trim(),
        state: stateOf(database),
        sources: database.data_sources,
    };
}
