import type { Queries } from './database.js';
import { migrationNames } from './migrate.js';

/** How the database's schema stands to this program's. */
interface SchemaState {
  /** Migrations that this program has and the database has not seen, in their order. */
  readonly missing: readonly string[];
  /** Migrations of a newer program. */
  readonly unknown: readonly string[];
}

/** Reads which migrations the database has seen. Rejects if it cannot be read or is none of this program's. */
export async function readSchemaState(queries: Queries): Promise<SchemaState> {
  const rows = await queries.selectFrom('schema_migrations').select('name').orderBy('name').execute();
  const applied = rows.map(({ name }) => name);
  return {
    missing: migrationNames.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !migrationNames.includes(name)),
  };
}
