import { createHmac, timingSafeEqual } from 'node:crypto';
import { derivedSecret, KeyError } from '../../sealing/keys.js';
import { keyColumns, uncoveredColumns } from './mac-tables.js';
/** Version of the encoding, the first part of every MAC. */
const FORMAT = 'v1';
/** Rows that are reported once each; beyond so many a report may come twice, and memory stays bounded. */
const MAX_REPORTED_ROWS = 1000;
/** What the key of the MACs is derived for. */
const PURPOSE = 'row mac';
/**
 * Distinguishes rows that this server wrote from rows written by anyone else. Each carries an HMAC-SHA-256,
 * under a key derived from the sealing key, over its table and all its columns (see `mac-tables.ts` for the exceptions):
 * an attacker who can write to the database but lacks the sealing key can neither make a row nor change, move or copy one.
 *
 * A MAC does not reveal that a row was deleted, or that an older version of a whole row was restored.
 */
export class RowMacs {
    #keyring;
    #listener;
    #derived = new Map();
    #reported = new Set();
    constructor(keyring, listener = () => undefined) {
        this.#keyring = keyring;
        this.#listener = listener;
    }
    /** Id of the key that rows are written with now. */
    get currentKeyId() {
        return this.#keyring.current().id;
    }
    /** The row as it is to be written. Every column that is not named counts as null. */
    signed(table, row) {
        const key = this.#keyring.current();
        return {
            ...row,
            mac: `${macPrefix(key.id)}${this.#macOf(key, encode(table, row)).toString('base64url')}`,
        };
    }
    /**
     * Whether this server wrote the row as it is, and it is the requested one. Others are reported, and must be treated
     * as absent. `asked`: the values of the query. An attacker who can write the database's file can point an index at
     * another row, and SQLite does not check again whether the row matches the query.
     */
    isGenuine(table, row, asked = {}) {
        const isAsked = Object.entries(asked).every(([column, value]) => Reflect.get(row, column) === value);
        const isGenuine = isAsked && this.verifies(table, row);
        if (!isGenuine) {
            this.#report(table, row);
        }
        return isGenuine;
    }
    /** The rows among these that this server wrote and that were asked for. */
    genuine(table, rows, asked = {}) {
        return rows.filter((row) => this.isGenuine(table, row, asked));
    }
    /** The same as {@link isGenuine}, without a report. */
    verifies(table, row) {
        const mac = Reflect.get(row, 'mac');
        if (typeof mac !== 'string') {
            return false;
        }
        const [format, keyId = '', body = '', ...rest] = mac.split('.');
        const key = format === FORMAT && rest.length === 0 ? this.#keyring.find(keyId) : undefined;
        const text = encodeIfPossible(table, row);
        if (key === undefined || text === undefined) {
            return false;
        }
        const expected = this.#macOf(key, text);
        const found = Buffer.from(body, 'base64url');
        return found.length === expected.length && timingSafeEqual(found, expected);
    }
    /** Whether the key is at hand that this MAC names. */
    knows(mac) {
        return this.#keyring.find(keyIdOf(mac)) !== undefined;
    }
    #macOf(key, text) {
        let secret = this.#derived.get(key.id);
        if (secret === undefined) {
            secret = derivedSecret(key, PURPOSE);
            this.#derived.set(key.id, secret);
        }
        return createHmac('sha256', secret).update(text).digest();
    }
    #report(table, row) {
        const name = JSON.stringify([
            table,
            ...keyColumns(table).map((column) => String(Reflect.get(row, column))),
        ]);
        const isNew = !this.#reported.has(name);
        if (isNew && this.#reported.size >= MAX_REPORTED_ROWS) {
            this.#reported.clear();
        }
        this.#reported.add(name);
        this.#listener(table, isNew);
    }
}
/** How the MAC of every row begins that was written with this key. */
export function macPrefix(keyId) {
    return `${FORMAT}.${keyId}.`;
}
/** The id of the key that a MAC names. */
export function keyIdOf(mac) {
    return mac.split('.')[1] ?? '';
}
/**
 * For a database that is opened without a key, to be inspected or moved: no row in it is valid, and none can be
 * written.
 */
export const noMacs = new RowMacs({
    current: () => {
        throw new KeyError('The database was opened without a key: no row can be written to it.');
    },
    find: () => undefined,
});
/**
 * An unambiguous encoding of a row as JSON. Columns are sorted by name, and nulls are omitted like missing columns, so
 * that a column added by a later version is covered without rewriting every row.
 */
function encode(table, row) {
    const text = encodeIfPossible(table, row);
    if (text === undefined) {
        throw new TypeError(`A row of ${table} holds a value that a MAC cannot cover.`);
    }
    return text;
}
/**
 * Undefined if a value is neither text nor number. SQLite stores any type in any column, and a blob that spells a date
 * sorts after every text: only a value of the original type counts as equal.
 */
function encodeIfPossible(table, row) {
    const uncovered = uncoveredColumns(table);
    const parts = [];
    for (const [column, value] of Object.entries(row)) {
        if (uncovered.has(column) || value === null || value === undefined) {
            continue;
        }
        const plain = typeof value === 'boolean' ? Number(value) : value;
        if (typeof plain !== 'string' && typeof plain !== 'number') {
            return undefined;
        }
        parts.push([column, plain]);
    }
    parts.sort(([one], [other]) => (one < other ? -1 : 1));
    return JSON.stringify([FORMAT, table, parts]);
}
