import { chmod, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Kysely } from 'kysely';
import Libsql from 'libsql';
import type { Clock } from './clock.js';
import type { CredentialsDatabase } from './database.js';
import { keepStatements } from './kept-statements.js';
import { migrate } from './migrate.js';
import { noMacs } from './row-macs.js';
import type { Schema } from './schema.js';
import { SharedSqliteDialect, sqlite, whileBusy } from './sqlite-dialect.js';

/** Names a database that lives as long as it is open; for tests and for trying things out. */
export const IN_MEMORY = ':memory:';

const SETTINGS = [
  // Readers do not wait for the writer.
  'journal_mode = WAL',
  // A committed rotation must survive a power cut: Notion has ended the old pair already.
  'synchronous = FULL',
  'foreign_keys = ON',
  // Else `insert or replace` would delete a row without asking the trigger that guards it.
  'recursive_triggers = ON',
  // Zeroes what is deleted or overwritten, so that an erased key does not linger in free pages.
  'secure_delete = ON',
  // The driver waits instead, without blocking the process.
  'busy_timeout = 0',
];

/**
 * Opens the database file, creating it (mode 600) and its folder (mode 700) if need be, and brings its schema up to
 * date. Any number of processes of one machine may open the same file, even at the same moment. Not for network file
 * systems: their locks do not hold what WAL needs.
 */
export async function openSqlite(path: string, clock: Clock): Promise<CredentialsDatabase> {
  if (path !== IN_MEMORY) {
    await createPrivately(path);
  }
  const connection = new Libsql(path);
  try {
    for (const setting of SETTINGS) {
      await whileBusy(() => connection.pragma(setting));
    }
    const queries = new Kysely<Schema>({ dialect: new SharedSqliteDialect(keepStatements(connection)) });
    // Every transaction holds the only write lock from its start, so each is alone.
    const change: CredentialsDatabase['change'] = (work) => queries.transaction().execute(work);
    const database: CredentialsDatabase = {
      queries,
      dialect: sqlite,
      macs: noMacs,
      change,
      changeAlone: change,
      close: () => queries.destroy(),
    };
    await migrate(database, clock);
    return database;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** SQLite gives the files beside the database (`-wal`, `-shm`) the mode of the database file. */
async function createPrivately(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, 'a', 0o600);
  await file.close();
  await chmod(path, 0o600);
}
