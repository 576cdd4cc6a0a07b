import { findDocuments } from '../find/find-documents.js';
import { MAX_LISTED, } from '../search-index.js';
import { PostgresCandidates } from './postgres-candidates.js';
import { PostgresMeanings } from './postgres-meanings.js';
import { PostgresWriter } from './postgres-writer.js';
import { selectDocuments } from './read-rows.js';
const TABLE_NAMES = ['ids', 'documents', 'passages', 'words'];
/** The rows of one index. */
export class PostgresIndex {
    begun;
    meanings;
    #database;
    #index;
    #clock;
    constructor(database, index, { clock, begun }) {
        this.begun = begun;
        this.#database = database;
        this.#index = index;
        this.#clock = clock;
        this.meanings = new PostgresMeanings(database, index);
    }
    commit({ put = [], remove = [], state = {}, ifState = {} }) {
        const { schema } = this.#database;
        return this.#database.change(async (rows) => {
            // One change of an index after the other.
            const [locked] = await rows.all(`select 1 as one from ${schema}.indexes where index = $1 for update`, [
                this.#index,
            ]);
            if (locked === undefined) {
                throw new Error('The index was purged.');
            }
            for (const [key, value] of Object.entries(ifState)) {
                if ((await this.#state(rows, key)) !== (value ?? undefined)) {
                    return false;
                }
            }
            const writer = new PostgresWriter(rows, { schema, index: this.#index, now: this.#clock.now() });
            for (const id of remove) {
                await writer.remove(id);
            }
            for (const document of put) {
                await writer.put(document);
            }
            await writer.end();
            await this.#writeState(rows, state);
            return true;
        });
    }
    list({ after = '', limit }) {
        return selectDocuments(this.#database, this.#index, 'ids.id > $2 order by ids.id limit $3', [
            after,
            Math.min(limit, MAX_LISTED),
        ]);
    }
    lookUp(ids) {
        return selectDocuments(this.#database, this.#index, 'ids.id = any($2)', [ids.slice(0, MAX_LISTED)]);
    }
    find(query, options) {
        return findDocuments(new PostgresCandidates(this.#database, this.#index), query, options);
    }
    readState(key) {
        return this.#state(this.#database, key);
    }
    async listState(prefix, { after = '', limit }) {
        const rows = await this.#database.all(`select key, value from ${this.#database.schema}.state
         where index = $1 and starts_with(key, $2) and key > $3 order by key limit $4`, [this.#index, prefix, after, Math.min(limit, MAX_LISTED)]);
        return rows.map((row) => ({ key: String(row['key']), value: String(row['value']) }));
    }
    async extent() {
        const kinds = await this.#database.all(`select kind, count(*) as count, max(edited_at) as newest
         from ${this.#database.schema}.documents where index = $1 group by kind`, [this.#index]);
        const countOf = (kind) => Number(kinds.find((row) => row['kind'] === kind)?.['count'] ?? 0);
        const newest = kinds.reduce((latest, row) => Math.max(latest, Number(row['newest'])), -1);
        return {
            documents: {
                page: countOf('page'),
                row: countOf('row'),
                database: countOf('database'),
                comments: countOf('comments'),
            },
            newestEdit: newest < 0 ? undefined : new Date(newest).toISOString(),
        };
    }
    async status() {
        const { schema, trigrams } = this.#database;
        const [extent, [documents], [passages]] = await Promise.all([
            this.extent(),
            this.#database.all(`select coalesce(sum(pg_column_size(documents.*)), 0) as size from ${schema}.documents where index = $1`, [this.#index]),
            this.#database.all(`select count(*) as count, coalesce(sum(octet_length(body)), 0) as bytes,
            coalesce(sum(pg_column_size(passages.*)), 0) as size
           from ${schema}.passages where index = $1`, [this.#index]),
        ]);
        return {
            ...extent,
            passages: Number(passages?.['count'] ?? 0),
            textBytes: Number(passages?.['bytes'] ?? 0),
            sizeBytes: Number(documents?.['size'] ?? 0) + Number(passages?.['size'] ?? 0) + 1,
            missing: trigrams === undefined ? ['pg_trgm'] : [],
        };
    }
    /** Space is tidied by Postgres itself. What its planner knows of a table has to be true of it now, not in some minutes. */
    async tidy() {
        const { schema } = this.#database;
        await this.#database.all(`select gin_clean_pending_list('${schema}.passages_words')`);
        await this.#database.all(`analyze ${TABLE_NAMES.map((name) => `${schema}.${name}`).join(', ')}`);
    }
    /** Connections belong to all indexes. */
    close() {
        return Promise.resolve();
    }
    async #state(rows, key) {
        const [row] = await rows.all(`select value from ${this.#database.schema}.state where index = $1 and key = $2`, [this.#index, key]);
        return row === undefined ? undefined : String(row['value']);
    }
    async #writeState(rows, state) {
        const { schema } = this.#database;
        const entries = Object.entries(state);
        const forgotten = entries.flatMap(([key, value]) => (value === null ? [key] : []));
        const kept = entries.filter(([, value]) => value !== null);
        if (forgotten.length > 0) {
            await rows.all(`delete from ${schema}.state where index = $1 and key = any($2)`, [
                this.#index,
                forgotten,
            ]);
        }
        if (kept.length > 0) {
            await rows.all(`insert into ${schema}.state (index, key, value)
           select $1, key, value from unnest($2::text[], $3::text[]) as given (key, value)
           on conflict (index, key) do update set value = excluded.value`, [this.#index, kept.map(([key]) => key), kept.map(([, value]) => value)]);
        }
    }
}
