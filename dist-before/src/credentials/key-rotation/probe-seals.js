import { SealError } from '../../sealing/seal.js';
/** Rows read at once. */
const BATCH_ROWS = 200;
/** A pattern that no wrap matches. */
const NO_MATCH = '';
/** Checks the wrap of every sealed row of a table without changing it. */
export async function probeSeals(queries, sealer, table) {
    const failures = [];
    let opened = 0;
    for (let last;;) {
        const rows = await table.read(queries, last, NO_MATCH, BATCH_ROWS);
        for (const row of rows) {
            try {
                sealer.rewrap(row.wrapped_key ?? '', table.identity(row));
                opened += 1;
            }
            catch (error) {
                if (!(error instanceof SealError)) {
                    throw error;
                }
                failures.push(error);
            }
        }
        last = rows.at(-1);
        if (rows.length < BATCH_ROWS) {
            return { opened, failures };
        }
    }
}
