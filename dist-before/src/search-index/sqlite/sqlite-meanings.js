import { DimensionsError, MAX_UNEMBEDDED, } from '../meanings.js';
import { MODEL_KEY, modelText, readModel } from '../meaning/model-state.js';
import { embeddedText, hashOfText } from '../meaning/passage-text.js';
import { bytesOfVector } from '../meaning/quantize.js';
import { MAX_PASSAGES } from '../document/bounded-document.js';
import { readHeadings, readText, textOf } from './stored-values.js';
const TABLES = ['signatures', 'vectors', 'unembedded'];
/** The vectors of one file. */
export class SqliteMeanings {
    #connection;
    /** Runs work as the index does: damage ends it. */
    #guard;
    constructor(connection, guard) {
        this.#connection = connection;
        this.#guard = guard;
    }
    begin(model) {
        return this.#change(() => {
            if (this.#model()?.model === model) {
                return;
            }
            for (const table of TABLES) {
                this.#connection.run(`delete from ${table}`, []);
            }
            this.#connection.run('insert into unembedded select number from passages', []);
            this.#setModel({ model, dimensions: 0 });
        });
    }
    unembedded(limit) {
        return this.#guard(() => {
            const rows = this.#connection.all('select passage from unembedded order by passage limit ?', [
                Math.min(limit, MAX_UNEMBEDDED),
            ]);
            return rows.flatMap((row) => this.#passage(Number(row['passage'])) ?? []);
        });
    }
    put(model, passages) {
        return this.#change(() => {
            const known = this.#model();
            const dimensions = passages[0]?.vector.length ?? 0;
            if (known?.model !== model) {
                return 0;
            }
            const expected = known.dimensions === 0 ? dimensions : known.dimensions;
            if (passages.some(({ vector }) => vector.length !== expected)) {
                throw new DimensionsError();
            }
            if (known.dimensions !== expected) {
                this.#setModel({ model, dimensions: expected });
            }
            const current = passages.filter((passage) => this.#isCurrent(passage));
            for (const { key, hash, vector } of current) {
                const passage = Number(key);
                // libsql packs the signs of a vector of 32-bit numbers.
                this.#connection.run('insert or replace into signatures values (?, vector1bit(?))', [
                    passage,
                    Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength),
                ]);
                this.#connection.run('insert or replace into vectors values (?, ?, ?)', [
                    passage,
                    Buffer.from(hash, 'hex'),
                    bytesOfVector(vector),
                ]);
                this.#connection.run('delete from unembedded where passage = ?', [passage]);
            }
            return current.length;
        });
    }
    skip(model, passages) {
        return this.#change(() => {
            if (this.#model()?.model === model) {
                for (const passage of passages.filter((one) => this.#isCurrent(one))) {
                    this.#connection.run('delete from unembedded where passage = ?', [Number(passage.key)]);
                }
            }
        });
    }
    count() {
        return this.#guard(() => ({
            embedded: this.#countOf('signatures'),
            unembedded: this.#countOf('unembedded'),
        }));
    }
    countUnembedded() {
        return this.#guard(() => this.#countOf('unembedded'));
    }
    /** Whether the passage waits for a vector, and says what the vector is of. */
    #isCurrent({ key, hash }) {
        const waits = this.#connection.get('select 1 as one from unembedded where passage = ?', [Number(key)]);
        return waits !== undefined && this.#passage(Number(key))?.hash === hash;
    }
    #passage(number) {
        const row = this.#connection.get(`select title, headings, body from passages join documents on documents.number = passages.number / ${MAX_PASSAGES}
         where passages.number = ?`, [number]);
        if (row === undefined) {
            return undefined;
        }
        const text = embeddedText(textOf(row['title']), {
            headings: readHeadings(row['headings']),
            text: readText(row['body']),
        });
        return { key: String(number), text, hash: hashOfText(text) };
    }
    #model() {
        const row = this.#connection.get('select value from state where key = ?', [MODEL_KEY]);
        return row === undefined ? undefined : readModel(textOf(row['value']));
    }
    #setModel(state) {
        this.#connection.run('insert or replace into state (key, value) values (?, ?)', [
            MODEL_KEY,
            modelText(state),
        ]);
    }
    #countOf(table) {
        return Number(this.#connection.get(`select count(*) as count from ${table}`, [])?.['count'] ?? 0);
    }
    #change(work) {
        return this.#guard(() => this.#connection.change(work));
    }
}
