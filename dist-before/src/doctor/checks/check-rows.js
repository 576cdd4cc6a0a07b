import { eachBatch } from '../../database/each-batch.js';
import { macTables } from '../../database/macs/mac-tables.js';
import { fail, ok, warn } from '../finding.js';
/** Whether this server wrote all rows of the database. */
export async function checkRows(queries, macs) {
    const state = await queries.selectFrom('mac_state').select('name').executeTakeFirst();
    if (state === undefined) {
        return warn('rows', 'The rows of the database have no MACs yet.', 'The next start of any other command adds them.');
    }
    const forged = new Map();
    let count = 0;
    // Wrapped keys are checked with the key.
    for (const table of macTables.filter((name) => name !== 'wrapped_keys')) {
        await eachBatch(queries, table, (rows) => {
            const strange = rows.filter((row) => !macs.verifies(table, row)).length;
            forged.set(table, (forged.get(table) ?? 0) + strange);
            count += rows.length;
            return Promise.resolve();
        });
    }
    const found = [...forged]
        .filter(([, number]) => number > 0)
        .map(([table, number]) => `${number} of ${table}`);
    return found.length === 0
        ? ok('rows', `This server wrote all ${count} rows that grant access.`)
        : fail('rows', `Not all rows were written by this server: ${found.join(', ')}. They are ignored.`, 'Find out who can write to the database, then recreate the missing keys and connections.');
}
