import { nextTick } from 'node:process';
import { Kysely } from 'kysely';
import Libsql from 'libsql';
import { cacheStatements } from './cache-statements.js';
import { migrate } from '../migrate.js';
import { createPrivately, keepPrivate } from '../../sealing/private-files.js';
import { noMacs } from '../macs/row-macs.js';
import { SharedSqliteDialect, sqlite, retryWhileBusy } from './sqlite-dialect.js';
/** An in-memory database; for tests and trials. */
export const IN_MEMORY = ':memory:';
const SETTINGS = [
    // Readers do not wait for the writer.
    'journal_mode = WAL',
    // A committed rotation must survive a power cut: Notion has ended the old pair already.
    'synchronous = FULL',
    'foreign_keys = ON',
    // Otherwise `insert or replace` would delete a row without firing its trigger.
    'recursive_triggers = ON',
    // Zeroes deleted content, so that an erased key does not linger in free pages.
    'secure_delete = ON',
    // The driver waits for locks instead, without blocking the process.
    'busy_timeout = 0',
];
/**
 * Opens the database file, creating it (mode 600) and its folder (mode 700) if needed, and migrates its schema. Any
 * number of processes of one machine may open the same file, even at the same moment. Not for network file systems:
 * their locks are not reliable enough for WAL.
 */
export async function openSqlite(path, clock) {
    if (path !== IN_MEMORY) {
        await createPrivately(path, 'The database');
        // SQLite creates its side files with the database's mode, but does not change existing ones.
        for (const suffix of ['-wal', '-shm', '-journal']) {
            await keepPrivate(`${path}${suffix}`, 'A file of the database,');
        }
    }
    const connection = new Libsql(path);
    try {
        for (const setting of SETTINGS) {
            await retryWhileBusy(() => connection.pragma(setting));
        }
        const state = new SqliteState(connection);
        const dialect = new SharedSqliteDialect(cacheStatements(connection), () => state.committed());
        const queries = new Kysely({ dialect });
        // Every transaction holds the only write lock from its start, so each is exclusive.
        const change = (work) => queries.transaction().execute(work);
        const database = {
            queries,
            dialect: sqlite,
            macs: noMacs,
            stateMark: () => state.mark(),
            change,
            changeInTurn: change,
            changeAlone: change,
            close: () => queries.destroy(),
        };
        await migrate(database, clock);
        return database;
    }
    catch (error) {
        connection.close();
        throw error;
    }
}
/** Commits of every connection of this process; SQLite's `data_version` does not count a connection's own. */
let commits = 0;
/** Detects commits to a database since the last call. */
class SqliteState {
    #connection;
    #statement;
    /** What was found in this task of the event loop, and how many commits this process had made by then. */
    #seen;
    constructor(connection) {
        this.#connection = connection;
    }
    /** Must be called after each commit of this connection. */
    committed() {
        commits += 1;
    }
    /**
     * A value that differs after each commit, of any connection and process. Undefined if SQLite cannot determine it now,
     * such as behind another process's lock. Looked up once in a task of the event loop, because the look takes locks: a
     * task begins with what has arrived on one socket, so that each request looks for itself.
     */
    mark() {
        if (this.#seen?.commits !== commits) {
            if (this.#seen === undefined) {
                // After all that follows in this task: ticks come when no promise is left to be continued.
                void Promise.resolve().then(() => nextTick(() => (this.#seen = undefined)));
            }
            this.#seen = { mark: this.#look(), commits };
        }
        return this.#seen.mark;
    }
    #look() {
        try {
            this.#statement ??= this.#connection.prepare('pragma data_version').raw();
            return `${String(this.#statement.get())} ${commits}`;
        }
        catch {
            // libsql does not reset a failed statement. The following read reports the error.
            this.#statement = undefined;
            return undefined;
        }
    }
}
