import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { openIndexDatabase } from './index-database.js';
import { FORMAT } from './index-tables.js';
import { PostgresIndex } from './postgres-index.js';
/** The schema that indexes are kept in: never that of the connections. */
const DEFAULT_SCHEMA = 'notion_search_index';
/** Indexes that are known by their number; one that is not is opened again. */
const MAX_KNOWN = 1000;
/** Indexes in one schema of Postgres: rows of one authorization carry its number, and every statement asks for it. */
export async function openPostgresIndexes({ database: settings, clock, schema = DEFAULT_SCHEMA, }) {
    return new PostgresIndexes(await openIndexDatabase(settings, schema), clock);
}
class PostgresIndexes {
    #database;
    #clock;
    #open = new LRUCache({ max: MAX_KNOWN });
    constructor(database, clock) {
        this.#database = database;
        this.#clock = clock;
    }
    async open(authorization) {
        const database = this.#database;
        const { schema } = database;
        const hash = hashOf(authorization);
        const known = await this.#find(hash);
        if (known?.format === FORMAT) {
            return this.#opened(known.index, undefined);
        }
        if (known !== undefined) {
            await database.all(`delete from ${schema}.indexes where index = $1`, [known.index]);
        }
        // Of several processes that begin it at once, one does.
        await database.all(`insert into ${schema}.indexes (authorization_hash, format) values ($1, $2) on conflict do nothing`, [hash, FORMAT]);
        const begun = await this.#find(hash);
        if (begun === undefined) {
            throw new Error('The index was purged while it was begun.');
        }
        return this.#opened(begun.index, known === undefined ? 'new' : 'other format');
    }
    /** The same while it is known: one that was purged and begun again has another number. */
    #opened(index, begun) {
        const known = this.#open.get(index);
        if (known !== undefined) {
            return known;
        }
        const opened = new PostgresIndex(this.#database, index, { clock: this.#clock, begun });
        this.#open.set(index, opened);
        return opened;
    }
    async purge(authorization) {
        const rows = await this.#database.all(`delete from ${this.#database.schema}.indexes where authorization_hash = $1 returning index`, [hashOf(authorization)]);
        return rows.length > 0;
    }
    close() {
        return this.#database.close();
    }
    async #find(hash) {
        const [row] = await this.#database.all(`select index, format from ${this.#database.schema}.indexes where authorization_hash = $1`, [hash]);
        return row === undefined ? undefined : { index: Number(row['index']), format: Number(row['format']) };
    }
}
function hashOf(authorization) {
    return createHash('sha256').update(`search index ${authorization}`).digest('hex');
}
