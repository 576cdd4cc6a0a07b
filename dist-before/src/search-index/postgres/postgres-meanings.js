import { DimensionsError, MAX_UNEMBEDDED, } from '../meanings.js';
import { MODEL_KEY, modelText, readModel } from '../meaning/model-state.js';
import { embeddedText, hashOfText } from '../meaning/passage-text.js';
import { bytesOfVector, signsOf } from '../meaning/quantize.js';
import { putVectors } from './passage-vectors.js';
import { headingsOf } from './read-rows.js';
/** The vectors of one index. */
export class PostgresMeanings {
    #database;
    #index;
    constructor(database, index) {
        this.#database = database;
        this.#index = index;
    }
    async begin(model) {
        await this.#change(async (rows) => {
            if ((await modelOf(rows, this.#target))?.model === model) {
                return;
            }
            const { schema, index } = this.#target;
            for (const table of ['signatures', 'vectors', 'unembedded']) {
                await rows.all(`delete from ${schema}.${table} where index = $1`, [index]);
            }
            await rows.all(`insert into ${schema}.unembedded select index, document, position from ${schema}.passages where index = $1`, [index]);
            await this.#setModel(rows, { model, dimensions: 0 });
        });
    }
    async unembedded(limit) {
        const { schema, index } = this.#target;
        const rows = await this.#database.all(`select document, position, title, headings, body from ${schema}.unembedded
         join ${schema}.passages using (index, document, position)
         join ${schema}.documents on documents.index = unembedded.index and documents.number = unembedded.document
         where unembedded.index = $1 order by document, position limit $2`, [index, Math.min(limit, MAX_UNEMBEDDED)]);
        return rows.map(unembeddedOf);
    }
    put(model, passages) {
        return this.#change(async (rows) => {
            const known = await modelOf(rows, this.#target);
            if (known?.model !== model) {
                return 0;
            }
            const expected = known.dimensions === 0 ? (passages[0]?.vector.length ?? 0) : known.dimensions;
            if (passages.some(({ vector }) => vector.length !== expected)) {
                throw new DimensionsError();
            }
            if (known.dimensions !== expected) {
                await this.#setModel(rows, { model, dimensions: expected });
            }
            const current = await this.#takeCurrent(rows, passages);
            await putVectors(rows, this.#target, current.map(({ key, hash, vector }) => ({
                ...placeOf(key),
                hash,
                signs: signsOf(vector),
                vector: bytesOfVector(vector),
            })));
            return current.length;
        });
    }
    async skip(model, passages) {
        await this.#change(async (rows) => {
            if ((await modelOf(rows, this.#target))?.model === model) {
                await this.#takeCurrent(rows, passages);
            }
        });
    }
    async count() {
        const { schema, index } = this.#target;
        const [row] = await this.#database.all(`select (select count(*) from ${schema}.signatures where index = $1) as embedded,
          (select count(*) from ${schema}.unembedded where index = $1) as unembedded`, [index]);
        return { embedded: Number(row?.['embedded']), unembedded: Number(row?.['unembedded']) };
    }
    async countUnembedded() {
        const { schema, index } = this.#target;
        const [row] = await this.#database.all(`select count(*) as count from ${schema}.unembedded where index = $1`, [index]);
        return Number(row?.['count']);
    }
    get #target() {
        return { schema: this.#database.schema, index: this.#index };
    }
    /** Those that wait for a vector and say what the vector is of; they do not wait any more. */
    async #takeCurrent(rows, passages) {
        const { schema, index } = this.#target;
        const places = passages.map(({ key }) => placeOf(key));
        const given = [index, places.map(({ document }) => document), places.map(({ position }) => position)];
        const waiting = await rows.all(`select document, position, title, headings, body
         from unnest($2::bigint[], $3::integer[]) as given (document, position)
         join ${schema}.unembedded using (document, position)
         join ${schema}.passages using (index, document, position)
         join ${schema}.documents on documents.index = unembedded.index and documents.number = unembedded.document
         where unembedded.index = $1`, given);
        const hashes = new Map(waiting.map(unembeddedOf).map(({ key, hash }) => [key, hash]));
        const current = passages.filter(({ key, hash }) => hashes.get(key) === hash);
        const taken = current.map(({ key }) => placeOf(key));
        await rows.all(`delete from ${schema}.unembedded using unnest($2::bigint[], $3::integer[]) as given (document, position)
         where index = $1 and unembedded.document = given.document and unembedded.position = given.position`, [index, taken.map(({ document }) => document), taken.map(({ position }) => position)]);
        return current;
    }
    async #setModel(rows, state) {
        const { schema, index } = this.#target;
        await rows.all(`insert into ${schema}.state (index, key, value) values ($1, $2, $3)
         on conflict (index, key) do update set value = excluded.value`, [index, MODEL_KEY, modelText(state)]);
    }
    /** One change of an index after the other, as its documents are written. */
    #change(work) {
        const { schema, index } = this.#target;
        return this.#database.change(async (rows) => {
            const [locked] = await rows.all(`select 1 as one from ${schema}.indexes where index = $1 for update`, [
                index,
            ]);
            if (locked === undefined) {
                throw new Error('The index was purged.');
            }
            return work(rows);
        });
    }
}
/** Whose vectors an index has. */
export async function modelOf(rows, { schema, index }) {
    const [row] = await rows.all(`select value from ${schema}.state where index = $1 and key = $2`, [
        index,
        MODEL_KEY,
    ]);
    return row === undefined ? undefined : readModel(String(row['value']));
}
function unembeddedOf(row) {
    const text = embeddedText(String(row['title']), {
        headings: headingsOf(row['headings']),
        text: String(row['body']),
    });
    return { key: `${String(row['document'])}/${String(row['position'])}`, text, hash: hashOfText(text) };
}
function placeOf(key) {
    const [document, position] = key.split('/').map(Number);
    return { document: document ?? 0, position: position ?? 0 };
}
