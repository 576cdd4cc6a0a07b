import { sql } from 'kysely';
import type { CredentialsDatabase } from '../../src/database/database.js';

/** What somebody does first who has the whole database, and wants to change what the triggers hold. */
export async function allowTampering(database: CredentialsDatabase): Promise<void> {
  const isPostgres = database.locks !== undefined;
  const on = isPostgres ? ' on audit_entries' : '';
  await database.change(async (changes) => {
    for (const name of ['audit_entries_stay', 'audit_entries_never_change']) {
      await sql.raw(`drop trigger ${name}${on}`).execute(changes);
    }
  });
}
