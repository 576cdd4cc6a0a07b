import { setTimeout as delay } from 'node:timers/promises';
import {
  SqliteDialect,
  SqliteDriver,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type SqliteDatabase,
} from 'kysely';
import { backoffMs } from '../../backoff.js';
import { endLongTurn } from '../../bounded-work/turns.js';
import type { Dialect } from '../database.js';

/** Milliseconds to wait for another process's lock. Writes of this program hold it for a few. */
const LOCK_TIMEOUT_MS = 10_000;
/** Maximum milliseconds between two attempts; the first retry follows after one. */
const MAX_RETRY_DELAY_MS = 25;
/** SQLite's primary result code for "locked by another connection"; extended codes keep it in their low byte. */
const SQLITE_BUSY = 5;

/** A connection of the driver: what Kysely needs of it, and running SQL without a prepared statement. */
export interface SqliteConnection extends SqliteDatabase {
  exec(sql: string): unknown;
  readonly inTransaction: boolean;
}

/** Kysely's SQLite dialect for several processes on one file: see {@link RetryingDriver}. */
export class SharedSqliteDialect extends SqliteDialect {
  readonly #connection: SqliteConnection;
  readonly #onCommit: () => void;

  /** `onCommit` is called for each committed transaction, before other work runs. */
  constructor(connection: SqliteConnection, onCommit: () => void = () => {}) {
    super({ database: connection });
    this.#connection = connection;
    this.#onCommit = onCommit;
  }

  override createDriver(): Driver {
    return new RetryingDriver(this.#connection, this.#onCommit);
  }
}

/**
 * Takes the write lock when a transaction begins: one that began as a reader cannot become a writer once another
 * process has written. Waits for locks without blocking the process, unlike SQLite's own `busy_timeout`.
 */
class RetryingDriver extends SqliteDriver {
  readonly #connection: SqliteConnection;
  readonly #onCommit: () => void;

  constructor(connection: SqliteConnection, onCommit: () => void) {
    super({ database: connection });
    this.#connection = connection;
    this.#onCommit = onCommit;
  }

  // `exec` and not a prepared statement: libsql does not reset one that failed, and a `begin` that met a lock would
  // then keep every later transaction of this connection from committing until it is garbage collected.
  override async beginTransaction(): Promise<void> {
    await retryWhileBusy(() => this.#connection.exec('begin immediate'));
  }

  override async commitTransaction(): Promise<void> {
    await retryWhileBusy(() => {
      this.#connection.exec('commit');
      this.#onCommit();
    });
  }

  override rollbackTransaction(): Promise<void> {
    // SQLite rolls back by itself after some failures, such as a full disk.
    if (this.#connection.inTransaction) {
      this.#connection.exec('rollback');
    }
    return Promise.resolve();
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    // SQLite works without a pause: what many requests at once ask of it must not add up in one turn.
    await endLongTurn();
    return {
      executeQuery: <Row>(query: CompiledQuery): Promise<QueryResult<Row>> =>
        retryWhileBusy(() => connection.executeQuery<Row>(query)),
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    };
  }
}

/** Repeats a statement that another process's lock prevented. Such a statement has changed nothing. */
export async function retryWhileBusy<Result>(run: () => Result | Promise<Result>): Promise<Result> {
  const end = performance.now() + LOCK_TIMEOUT_MS;
  for (let retries = 0; ; retries += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= end) {
        throw error;
      }
      await delay(backoffMs(retries, 1, MAX_RETRY_DELAY_MS));
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'rawCode' in error && (Number(error.rawCode) & 0xff) === SQLITE_BUSY;
}

/** The SQLite dialect. */
export const sqlite: Dialect = {
  // AUTOINCREMENT never reuses a number, so a position identifies its event for ever.
  positionColumn: 'integer primary key autoincrement',
  positionType: 'integer',
  keepEvents: [
    `create trigger events_are_never_deleted before delete on events
       begin select raise(abort, 'events are never deleted'); end`,
    `create trigger events_never_change
       before update of position, stream_id, version, type, occurred_at, payload, ciphertext on events
       begin select raise(abort, 'events never change'); end`,
    `create trigger erased_keys_stay_erased before update of wrapped_key on events when old.wrapped_key is null
       begin select raise(abort, 'an erased key stays erased'); end`,
  ],
  keepAudit: [
    `create trigger audit_entries_never_change before update on audit_entries
       begin select raise(abort, 'audit entries never change'); end`,
    `create trigger audit_entries_stay before delete on audit_entries
       when old.sequence > coalesce((select pruned_sequence from audit_state), 0)
       begin select raise(abort, 'audit entries are deleted only where they were pruned'); end`,
  ],
  // AUTOINCREMENT continues after the highest number, even one that was inserted explicitly.
  continuePositions: () => Promise.resolve(),
  isUniqueViolation: (error) =>
    error instanceof Error &&
    'code' in error &&
    (error.code === 'SQLITE_CONSTRAINT_UNIQUE' || error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY'),
};
