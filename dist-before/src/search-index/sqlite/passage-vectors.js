import { MODEL_KEY } from '../meaning/model-state.js';
import { hashOfText } from '../meaning/passage-text.js';
import { bytesOf } from './stored-values.js';
const NOTHING = new Map();
/** Keeps vectors with the passages of a transaction. Does nothing while no vectors are wanted. */
export class PassageVectors {
    #connection;
    #isWanted;
    constructor(connection) {
        this.#connection = connection;
        this.#isWanted = connection.get('select 1 as one from state where key = ?', [MODEL_KEY]) !== undefined;
    }
    /** Forgets the vectors of these passages, and gives them back for others with the same texts. */
    take(range) {
        if (!this.#isWanted) {
            return NOTHING;
        }
        const rows = this.#connection.all('select hash, signs, vector from vectors join signatures using (passage) where passage between ? and ?', range);
        for (const table of ['signatures', 'vectors', 'unembedded']) {
            this.#connection.run(`delete from ${table} where passage between ? and ?`, range);
        }
        return new Map(rows.map((row) => [bytesOf(row['hash']).toString('hex'), row]));
    }
    /** Gives a new passage the vector that its text had, or notes that it has none. */
    add(passage, text, kept) {
        if (!this.#isWanted) {
            return;
        }
        const found = kept.size === 0 ? undefined : kept.get(hashOfText(text()));
        if (found === undefined) {
            this.#connection.run('insert or replace into unembedded values (?)', [passage]);
            return;
        }
        this.#connection.run('insert into signatures values (?, ?)', [passage, bytesOf(found['signs'])]);
        this.#connection.run('insert into vectors values (?, ?, ?)', [
            passage,
            bytesOf(found['hash']),
            bytesOf(found['vector']),
        ]);
    }
}
