import { statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import Libsql from 'libsql';
import { cacheStatements } from '../../database/sqlite/cache-statements.js';
import { retryWhileBusy } from '../../database/sqlite/sqlite-dialect.js';
import { createPrivately, keepPrivate } from '../../sealing/private-files.js';
import { isRecord, recordOf } from '../../text/json.js';
import { FORMAT, SCHEMA } from './index-schema.js';
import { LAST_TABLE, MEANING_SCHEMA } from './meaning-schema.js';
const SETTINGS = [
    'auto_vacuum = INCREMENTAL',
    'journal_mode = WAL',
    // A power cut may lose the last commits, never a part of one: what they held is crawled again.
    'synchronous = NORMAL',
    // Otherwise large sorts would be written to a file that is not encrypted.
    'temp_store = MEMORY',
    // Zeroes deleted content, so that what was removed does not linger in free pages.
    'secure_delete = ON',
    'busy_timeout = 0',
    // 16 MB of decrypted pages: each page read anew is decrypted again.
    'cache_size = -16000',
];
/** What follows a database's name in those of the files that SQLite keeps beside it. */
const SIDE_FILES = ['-wal', '-shm', '-journal'];
const UNREADABLE = /^SQLITE_(?:NOTADB|CORRUPT)/;
/** The file is no index of this key and program. */
export class UnreadableIndexError extends Error {
    reason;
    constructor(reason, options) {
        super(`The file of the index is ${reason}.`, options);
        this.name = 'UnreadableIndexError';
        this.reason = reason;
    }
}
/** Whether SQLite takes the file for damaged, or for encrypted with another key. */
export function isUnreadable(error) {
    return error instanceof Error && 'code' in error && UNREADABLE.test(String(error.code));
}
/** Opens the file, creating it if there is none. Throws {@link UnreadableIndexError} if it has to be begun anew. */
export async function openIndexFile(path, key) {
    await createPrivately(path, 'The index');
    for (const suffix of SIDE_FILES) {
        await keepPrivate(`${path}${suffix}`, 'A file of the index,');
    }
    // The whole file is encrypted (AES-256-CBC, by libsql). Its types do not know the option.
    const options = { encryptionKey: key };
    const driver = new Libsql(path, options);
    try {
        for (const setting of SETTINGS) {
            await retryWhileBusy(() => driver.pragma(setting));
        }
        const connection = indexConnection(cacheStatements(driver));
        await prepareSchema(connection, driver);
        await prepareMeanings(connection, driver);
        return connection;
    }
    catch (error) {
        driver.close();
        throw isUnreadable(error) ? new UnreadableIndexError('unreadable', { cause: error }) : error;
    }
}
/** Deletes the file and what belongs to it. True if there was one. */
export async function deleteIndexFile(path) {
    const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
    for (const suffix of ['', ...SIDE_FILES]) {
        await rm(`${path}${suffix}`, { force: true });
    }
    return isThere;
}
/** Several processes may open a new file at once: the first one makes the tables. */
async function prepareSchema(connection, driver) {
    const format = () => Number(connection.get('pragma user_version', [])?.['user_version']);
    const isEmpty = () => connection.get('select 1 as one from sqlite_master limit 1', []) === undefined;
    if (format() === FORMAT) {
        return;
    }
    await connection.change(() => {
        if (isEmpty()) {
            driver.exec(SCHEMA);
            driver.exec(`pragma user_version = ${FORMAT}`);
        }
    });
    if (format() !== FORMAT) {
        throw new UnreadableIndexError('other format');
    }
}
/** Files from before there were vectors get their tables. */
async function prepareMeanings(connection, driver) {
    const isThere = () => connection.get('select 1 as one from sqlite_master where name = ?', [LAST_TABLE]) !== undefined;
    if (!isThere()) {
        await connection.change(() => {
            driver.exec(MEANING_SCHEMA);
        });
    }
}
function indexConnection(driver) {
    const all = (sql, values) => driver
        .prepare(sql)
        .all(values)
        .filter((row) => isRecord(row));
    return {
        all,
        get: (sql, values) => {
            const [row] = all(sql, values);
            return row === undefined ? undefined : recordOf(row);
        },
        run: (sql, values) => {
            driver.prepare(sql).run(values);
        },
        // Without a pause from its beginning to its end: the connection is that of every call.
        change: (work) => retryWhileBusy(() => {
            driver.exec('begin immediate');
            try {
                const result = work();
                driver.exec('commit');
                return result;
            }
            catch (error) {
                // SQLite rolls back by itself after some failures, such as a full disk.
                if (driver.inTransaction) {
                    driver.exec('rollback');
                }
                throw error;
            }
        }),
        close: () => driver.close(),
    };
}
