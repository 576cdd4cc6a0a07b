import { sql } from 'kysely';
import { writeMac } from './sign-existing-rows.js';
import { eachBatch } from '../../database/each-batch.js';
import { macTables } from '../../database/macs/mac-tables.js';
import { keyIdOf, macPrefix } from '../../database/macs/row-macs.js';
/** Wrapped keys are signed where they are made, because they authenticate each other: see `wrapped-keys.ts`. */
const tables = macTables.filter((table) => table !== 'wrapped_keys');
/**
 * Renews the MAC of every row under the current key, while others read and write: a row that changes meanwhile keeps
 * the MAC of that change. Rows that this server did not write stay as they are. Returns the number of rows written.
 */
export async function resignRows(database) {
    const { macs, queries } = database;
    const current = macPrefix(macs.currentKeyId);
    let resigned = 0;
    for (const table of tables) {
        await eachBatch(queries, table, async (rows) => {
            const older = rows.filter((row) => !String(row['mac']).startsWith(current) && macs.isGenuine(table, row));
            if (older.length === 0) {
                return;
            }
            resigned += await database.change(async (changes) => {
                let written = 0;
                for (const row of older) {
                    written += Number(await writeMac(changes, table, row, macs.signed(table, row).mac));
                }
                return written;
            });
        });
    }
    return resigned;
}
/** Ids of the keys needed to verify the MACs of all rows. */
export async function macKeyIdsInUse(queries) {
    const ids = new Set();
    for (const table of tables) {
        // As in `eachBatch`: this only reads. Version and key id are the first eleven characters.
        const { rows } = await sql `select distinct substr(mac, 1, 12) as start from ${sql.table(table)} where mac is not null`.execute(queries);
        for (const { start } of rows) {
            ids.add(keyIdOf(start ?? ''));
        }
    }
    ids.delete('');
    return ids;
}
