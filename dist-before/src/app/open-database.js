import { ConfigError } from '../config/config-error.js';
import { systemClock } from '../clock.js';
import { UnsafeFileError } from '../sealing/private-files.js';
/** Loads the driver of a database, and opens none. */
export async function loadDriver({ kind }) {
    await (kind === 'sqlite'
        ? import('../database/sqlite/sqlite.js')
        : import('../database/postgres/postgres.js'));
}
/**
 * Opens the database and migrates its schema. Only the required driver is loaded. Throws `ConfigError` if a Postgres
 * database cannot be used, or other users can access a file: the settings are at fault.
 */
export async function openDatabase(place) {
    if (place.kind === 'sqlite') {
        const { openSqlite } = await import('../database/sqlite/sqlite.js');
        try {
            return await openSqlite(place.path, systemClock);
        }
        catch (error) {
            throw error instanceof UnsafeFileError ? new ConfigError(error.message, { cause: error }) : error;
        }
    }
    const { openPostgres } = await import('../database/postgres/postgres.js');
    const { failureCode } = await import('../database/postgres/postgres-failure.js');
    try {
        return await openPostgres(place.settings, systemClock);
    }
    catch (error) {
        const code = failureCode(error);
        throw code === undefined
            ? error
            : new ConfigError(`The Postgres database cannot be used (${code}). For details, run notion-rest-mcp doctor with DATABASE_URL set to it.`, {
                cause: error,
            });
    }
}
