import { sql } from 'kysely';
import { keyColumns } from './macs/mac-tables.js';
/**
 * Changes one row together with its MAC: reads the row by its primary key, calls `change`, and writes the result. False
 * if there is no such row, if this server did not write it, or if nothing changes. Runs within an isolated change, so
 * concurrent changes see each other's results.
 */
export async function updateSigned({ macs }, changes, table, key, change) {
    const where = whereKey(table, key);
    const { rows } = await sql `select * from ${sql.table(table)} where ${where}`.execute(changes);
    const [row] = rows;
    if (row === undefined || !macs.isGenuine(table, row, key)) {
        return false;
    }
    const changed = change(row);
    if (changed === undefined) {
        return false;
    }
    const { mac } = macs.signed(table, { ...row, ...changed });
    const assignments = Object.entries({ ...changed, mac }).map(([column, value]) => sql `${sql.ref(column)} = ${value}`);
    await sql `update ${sql.table(table)} set ${sql.join(assignments)} where ${where}`.execute(changes);
    return true;
}
/** Deletes a row that this server did not write, which would otherwise conflict with one of the same key. */
export async function removeForged({ macs }, changes, table, key) {
    const where = whereKey(table, key);
    const { rows } = await sql `select * from ${sql.table(table)} where ${where}`.execute(changes);
    const [row] = rows;
    if (row !== undefined && !macs.isGenuine(table, row, key)) {
        await sql `delete from ${sql.table(table)} where ${where}`.execute(changes);
    }
}
function whereKey(table, key) {
    return sql.join(keyColumns(table).map((column) => sql `${sql.ref(column)} = ${key[column]}`), sql ` and `);
}
