import { access, constants, stat } from 'node:fs/promises';
import { Kysely } from 'kysely';
import Libsql from 'libsql';
import { SharedSqliteDialect, retryWhileBusy } from './sqlite-dialect.js';
/** Opens an existing file. Rejects if there is none: opening would create it. */
export async function inspectSqlite(path) {
    await access(path, constants.R_OK);
    if (!(await stat(path)).isFile()) {
        throw new Error('The database is not a file.');
    }
    const connection = new Libsql(path);
    const queries = new Kysely({ dialect: new SharedSqliteDialect(connection) });
    return {
        queries,
        isSound: async () => {
            const rows = await retryWhileBusy(() => connection.pragma('quick_check(1)'));
            return JSON.stringify(rows).includes('"ok"');
        },
        tryToWrite: async () => {
            await retryWhileBusy(() => connection.exec('begin immediate'));
            connection.exec('rollback');
        },
        snapshot: (read) => queries.transaction().execute(read),
        close: () => queries.destroy(),
    };
}
