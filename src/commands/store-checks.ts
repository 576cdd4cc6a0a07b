import type { Queries } from '../credentials/database.js';
import { readSchemaState } from '../credentials/schema-state.js';
import type { ReadinessCheck } from '../mcp/readiness.js';

/**
 * What a server of stored connections needs. A database with migrations of a newer version still serves: while servers
 * are replaced one by one, the first new one brings them.
 */
export function storeChecks(queries: Queries): Readonly<Record<string, ReadinessCheck>> {
  return {
    database: async () => {
      await queries.selectFrom('schema_migrations').select('name').limit(1).execute();
    },
    migrations: async () => {
      const { missing } = await readSchemaState(queries);
      if (missing.length > 0) {
        throw new Error('The database lacks migrations.');
      }
    },
  };
}
