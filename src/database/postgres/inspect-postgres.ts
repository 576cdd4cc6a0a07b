import { sql } from 'kysely';
import type { InspectedDatabase } from '../database.js';
import { createPool, onPool } from './postgres.js';
import { clientConfig, type PostgresSettings } from './postgres-settings.js';

/** Connects once. Rejects with what Postgres, or the way to it, says. */
export async function inspectPostgres(settings: PostgresSettings): Promise<InspectedDatabase> {
  const pool = createPool(clientConfig(settings), 1);
  try {
    // Without patience, so that the failure is the first one and not the end of many tries.
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    throw error;
  }
  const queries = onPool(pool, { reconnectMs: 0, queryMs: Infinity });
  return {
    queries,
    // Postgres keeps checksums and repairs after a crash by itself; there is nothing to ask it.
    isSound: async () => {
      await sql`select 1`.execute(queries);
      return true;
    },
    // Asks for the right to write and for a server that takes writes, which a standby does not.
    tryToWrite: async () => {
      await sql`update connection_uses set last_used_at = last_used_at where false`.execute(queries);
    },
    snapshot: (read) =>
      queries
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (changes) => {
          await sql`set local statement_timeout = 0`.execute(changes);
          return read(changes);
        }),
    close: () => queries.destroy(),
  };
}
