import { sql } from 'kysely';
import { createPool, onPool } from './postgres.js';
import { clientConfig } from './postgres-settings.js';
/** Connects once. Rejects with the error of Postgres or of the network. */
export async function inspectPostgres(settings) {
    const pool = createPool(clientConfig(settings), 1);
    try {
        // Without retries, so that the first failure is reported.
        (await pool.connect()).release();
    }
    catch (error) {
        await pool.end();
        throw error;
    }
    const queries = onPool(pool, { reconnectMs: 0, queryMs: Infinity });
    return {
        queries,
        // Postgres verifies checksums and recovers from crashes itself; there is nothing to check here.
        isSound: async () => {
            await sql `select 1`.execute(queries);
            return true;
        },
        // Checks for write permission and for a primary server: a standby is read-only.
        tryToWrite: async () => {
            await sql `update connection_uses set last_used_at = last_used_at where false`.execute(queries);
        },
        snapshot: (read) => queries
            .transaction()
            .setIsolationLevel('repeatable read')
            .setAccessMode('read only')
            .execute(async (changes) => {
            await sql `set local statement_timeout = 0`.execute(changes);
            return read(changes);
        }),
        close: () => queries.destroy(),
    };
}
