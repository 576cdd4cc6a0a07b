import type { InspectedDatabase } from '../../database/database.js';
import { readSchemaState } from '../../database/migrate.js';
import { fail, ok, warn, type Finding } from '../finding.js';

/** The database if its tables can be read, and the findings. */
export interface DatabaseCheck {
  readonly database: InspectedDatabase | undefined;
  readonly finding: Finding;
}

/** Opens an existing database and checks it. The caller closes it. */
export async function checkDatabase(path: string): Promise<DatabaseCheck> {
  // Loaded here: whose database is another one needs no library for SQLite.
  const { inspectSqlite } = await import('../../database/sqlite/inspect-sqlite.js');
  let database: InspectedDatabase | undefined;
  try {
    database = await inspectSqlite(path);
    if (!(await database.isSound())) {
      return { database, finding: damaged(path) };
    }
    const { missing, unknown } = await readSchemaState(database.queries);
    const [newer] = unknown;
    if (newer !== undefined) {
      const finding = fail(
        'database',
        `${path} was used by a newer version (migration ${newer}).`,
        'Run that version, or restore the backup from before the update.',
      );
      return { database, finding };
    }
    await database.tryToWrite();
    return missing.length > 0
      ? {
          database: undefined,
          finding: warn(
            'database',
            `${path} has an older schema; pending migrations: ${missing.length}.`,
            'The next start of any other command applies them. Back up the file first.',
          ),
        }
      : { database, finding: ok('database', `${path} is intact, up to date and writable.`) };
  } catch (error) {
    return { database, finding: unusable(path, codeOf(error)) };
  }
}

function unusable(path: string, code: string): Finding {
  if (/SQLITE_(NOTADB|CORRUPT)|^SQLITE_ERROR$/.test(code)) {
    return damaged(path);
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return warn(
      'database',
      `${path} is locked by another process.`,
      'Run doctor again; if this persists, look for a hung process that has the file open.',
    );
  }
  return fail(
    'database',
    `${path} cannot be used (${code}).`,
    'Run the program as the owner of the file, with its folder writable, and not on a network file system.',
  );
}

function damaged(path: string): Finding {
  return fail(
    'database',
    `${path} is damaged, or is not a database of this program.`,
    'Stop all servers and restore the file from a backup; without one, move it away and connect the workspaces again.',
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
