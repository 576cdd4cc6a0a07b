import { listWords, say, Words } from '../../text/words.js';
import { dataSourceReference } from '../names/find-database.js';
import { summaryOfDataSource } from '../names/titles.js';
/** Whether a data source may hold databases besides rows: only wikis do, and they verify their pages. */
export function mayHoldDatabases(schema) {
    // The library's types lack it.
    return Object.values(schema).some(({ type }) => type === 'verification');
}
/** Databases that a query met among the rows, each once. */
export class DatabasesInside {
    #found = new Map();
    add(databases) {
        for (const database of databases) {
            this.#found.set(database.id, database);
        }
    }
    /** What the reader should know of them; '' where there are none. */
    get note() {
        const named = listWords([...this.#found.values()], (source) => say `${summaryOfDataSource(source).title} (${Words.term(dataSourceReference(source.id))})`, '; ');
        return this.#found.size === 0 ? '' : String(say `Databases inside, which are no rows: ${named}.`);
    }
}
