import { sql } from 'kysely';
import { keyColumns } from './macs/mac-tables.js';
/** Rows read at once. */
const BATCH_ROWS = 200;
/** Iterates over a table in batches, by its primary key. `visit` may change rows, but not their keys. */
export async function eachBatch(queries, table, visit) {
    const columns = keyColumns(table);
    const names = sql.join(columns.map((column) => sql.ref(column)));
    for (let last;;) {
        const after = last === undefined
            ? sql `1 = 1`
            : sql `(${names}) > (${sql.join(columns.map((column) => last?.[column]))})`;
        // `Queries` only leaves out what writes; a statement of one's own needs the whole builder, and this one only reads.
        const { rows } = await sql `select * from ${sql.table(table)} where ${after} order by ${names} limit ${sql.lit(BATCH_ROWS)}`.execute(queries);
        if (rows.length > 0) {
            await visit(rows);
        }
        last = rows.at(-1);
        if (rows.length < BATCH_ROWS) {
            return;
        }
    }
}
