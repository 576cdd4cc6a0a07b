import { join } from 'node:path';
import { ConfigError } from '../config/config-error.js';
import { KEY_FILE } from '../config/settings/storage-settings.js';
import { systemClock } from '../clock.js';
import { failureCode } from '../database/postgres/postgres-failure.js';
import { MoveError, moveStore } from '../credentials/move-store.js';
import { openDatabase } from '../app/open-database.js';
import { EXIT_FAILED } from '../app/program.js';
/** `migrate-store`: moves everything from one database to another. */
export async function migrateStore({ from, to, keyFolder }, program) {
    const source = await inspect(from);
    try {
        const target = await openDatabase(to);
        try {
            const counts = await moveStore(source, target, systemClock.now());
            program.print(report(counts, to, keyFolder));
        }
        finally {
            await target.close();
        }
    }
    catch (error) {
        if (error instanceof MoveError) {
            program.fail(error.message, EXIT_FAILED);
        }
        throw error;
    }
    finally {
        await source.close();
    }
}
async function inspect(place) {
    try {
        return place.kind === 'sqlite'
            ? await (await import('../database/sqlite/inspect-sqlite.js')).inspectSqlite(place.path)
            : await (await import('../database/postgres/inspect-postgres.js')).inspectPostgres(place.settings);
    }
    catch (error) {
        const what = place.kind === 'sqlite' ? place.path : 'its database';
        throw new ConfigError(`--from: ${what} cannot be opened (${failureCode(error) ?? 'no answer'}).`, {
            cause: error,
        });
    }
}
function report(counts, to, keyFolder) {
    const rows = Object.entries(counts).map(([table, count]) => `  ${table.padEnd(18)}${count}\n`);
    const database = to.kind === 'postgres' ? 'point DATABASE_URL to the new database' : `use ${to.path} as the store`;
    const key = keyFolder === undefined
        ? 'keep CREDENTIALS_KEY as it is'
        : `set CREDENTIALS_KEY to the first line of ${join(keyFolder, KEY_FILE)}`;
    return (`Moved, sealed with the same key:\n${rows.join('')}` +
        `Connections were rebuilt from their event log.\n` +
        `Now ${database}, ${key}, and start the servers. Do not start any on the old store:\n` +
        `whichever renews a token first ends the other's connection. Until then, keep the old store as a backup.\n`);
}
