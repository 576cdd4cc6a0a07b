import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { Changes, CredentialsDatabase } from './database.js';
import { keyColumns, type MacTable } from './macs/mac-tables.js';
import type { Schema } from './schema.js';

/**
 * Changes one row together with its MAC: reads the row by its primary key, calls `change`, and writes the result. False
 * if there is no such row, if this server did not write it, or if nothing changes. Runs within an isolated change, so
 * concurrent changes see each other's results.
 */
export async function updateSigned<Table extends MacTable>(
  { macs }: Pick<CredentialsDatabase, 'macs'>,
  changes: Changes,
  table: Table,
  key: Readonly<Record<string, string>>,
  change: (row: Selectable<Schema[Table]>) => Partial<Selectable<Schema[Table]>> | undefined,
): Promise<boolean> {
  const where = whereKey(table, key);
  const { rows } = await sql<
    Selectable<Schema[Table]> & object
  >`select * from ${sql.table(table)} where ${where}`.execute(changes);
  const [row] = rows;
  if (row === undefined || !macs.isGenuine(table, row, key)) {
    return false;
  }
  const changed = change(row);
  if (changed === undefined) {
    return false;
  }
  const { mac } = macs.signed(table, { ...row, ...changed });
  const assignments = Object.entries({ ...changed, mac }).map(
    ([column, value]) => sql`${sql.ref(column)} = ${value}`,
  );
  await sql`update ${sql.table(table)} set ${sql.join(assignments)} where ${where}`.execute(changes);
  return true;
}

/** Deletes a row that this server did not write, which would otherwise conflict with one of the same key. */
export async function removeForged(
  { macs }: Pick<CredentialsDatabase, 'macs'>,
  changes: Changes,
  table: MacTable,
  key: Readonly<Record<string, string>>,
): Promise<void> {
  const where = whereKey(table, key);
  const { rows } = await sql<object>`select * from ${sql.table(table)} where ${where}`.execute(changes);
  const [row] = rows;
  if (row !== undefined && !macs.isGenuine(table, row, key)) {
    await sql`delete from ${sql.table(table)} where ${where}`.execute(changes);
  }
}

function whereKey(table: MacTable, key: Readonly<Record<string, string>>): RawBuilder<unknown> {
  return sql.join(
    keyColumns(table).map((column) => sql`${sql.ref(column)} = ${key[column]}`),
    sql` and `,
  );
}
