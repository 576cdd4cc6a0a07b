import type { Queries } from '../database/database.js';
import { readSchemaState } from '../database/migrate.js';
import type { ReadinessCheck } from '../mcp/http/readiness.js';

/** Whether the audit log is written. With `AUDIT_FAILURE` set to closed no call is served without it. */
export function auditChecks(audit: {
  readonly isWriting: boolean;
}): Readonly<Record<string, ReadinessCheck>> {
  return {
    audit: () =>
      audit.isWriting ? Promise.resolve() : Promise.reject(new Error('The audit log cannot be written.')),
  };
}

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
