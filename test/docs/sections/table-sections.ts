import type { Kysely } from 'kysely';
import { systemClock } from '../../../src/clock.js';
import type { Schema } from '../../../src/database/schema.js';
import { IN_MEMORY, openSqlite } from '../../../src/database/sqlite/sqlite.js';
import { fenced } from '../markdown.js';

/** A table of the database as the migrations leave it. */
interface StoredTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** All tables, in the order of their names. */
export async function storedTables(): Promise<readonly StoredTable[]> {
  const database = await openSqlite(IN_MEMORY, systemClock);
  try {
    // The rooms above only read through it; the whole builder also tells what there is.
    const tables = await (database.queries as Kysely<Schema>).introspection.getTables();
    return tables
      .map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) }))
      .toSorted((one, other) => one.name.localeCompare(other.name));
  } finally {
    await database.close();
  }
}

/** What docs/storage.md holds of the schema. */
export async function tableSections(): Promise<[string, string][]> {
  const tables = await storedTables();
  const list = tables.map(({ name, columns }) => `${name} (${columns.join(', ')})`).join('\n');
  return [['tables', fenced('sql', list)]];
}
