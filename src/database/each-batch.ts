import { sql, type Kysely } from 'kysely';
import type { Queries } from './database.js';
import { keyColumns, type MacTable } from './macs/mac-tables.js';
import type { Schema } from './schema.js';

/** Rows read at once. */
const BATCH_ROWS = 200;

/** A row of any table. */
export type AnyRow = Readonly<Record<string, string | number | null>>;

/** Iterates over a table in batches, by its primary key. `visit` may change rows, but not their keys. */
export async function eachBatch(
  queries: Queries,
  table: MacTable,
  visit: (rows: readonly AnyRow[]) => Promise<void>,
): Promise<void> {
  const columns = keyColumns(table);
  const names = sql.join(columns.map((column) => sql.ref(column)));
  for (let last: AnyRow | undefined; ;) {
    const after =
      last === undefined
        ? sql`1 = 1`
        : sql`(${names}) > (${sql.join(columns.map((column) => last?.[column]))})`;
    // `Queries` only leaves out what writes; a statement of one's own needs the whole builder, and this one only reads.
    const { rows } =
      await sql<AnyRow>`select * from ${sql.table(table)} where ${after} order by ${names} limit ${sql.lit(BATCH_ROWS)}`.execute(
        queries as Kysely<Schema>,
      );
    if (rows.length > 0) {
      await visit(rows);
    }
    last = rows.at(-1);
    if (rows.length < BATCH_ROWS) {
      return;
    }
  }
}
