import type { Kysely, Transaction } from 'kysely';
import type { RowMacs } from './macs/row-macs.js';
import type { Schema } from './schema.js';

/** A query builder that only reads, inside a transaction or not: what is written goes through `change`. */
export type Queries = Pick<Kysely<Schema>, 'selectFrom'>;
/** A query builder whose writes become durable together or not at all. */
export type Changes = Transaction<Schema>;

/** The differences between SQL dialects. Everything else in this room is written once for all of them. */
export interface Dialect {
  /** Definition of a column that numbers rows in the order they are inserted; it reads as a JavaScript number. */
  readonly positionColumn: string;
  /** Type of a column that refers to such a number. */
  readonly positionType: string;
  /** Statements that make the database itself refuse to delete an event or to change anything but its `wrapped_key`. */
  readonly keepEvents: readonly string[];
  /** The same for the audit log: nothing changes, and only what was pruned is deleted. */
  readonly keepAudit: readonly string[];
  /** Continues the numbering after rows that were inserted with explicit numbers. */
  continuePositions(changes: Changes): Promise<void>;
  /** Whether the failure means that a row with the same unique key is already there. */
  isUniqueViolation(error: unknown): boolean;
}

/** A lock that ends with its holder's connection. */
export interface SessionLock {
  /** The database's time when it was taken. */
  readonly now: Date;
  /** When the database started. All earlier locks have ended, whether their holders are alive or not. */
  readonly runningSince: Date;
  /** The database's time if the lock is still held, or held again after the connection broke; undefined if it is lost. */
  keep(): Promise<Date | undefined>;
  release(): Promise<void>;
}

/** Named locks that end with their holder's connection. */
export interface SessionLocks {
  /** Undefined while it is held, in this process or another. */
  acquire(name: string): Promise<SessionLock | undefined>;
}

/** An open database whose schema is up to date. */
export interface CredentialsDatabase {
  readonly queries: Queries;
  readonly dialect: Dialect;
  /** Verifies rows that this server wrote; without a key no row is valid, and none can be written (see `withMacs`). */
  readonly macs: RowMacs;
  /** Absent where the database cannot detect the end of a connection. */
  readonly locks?: SessionLocks;
  /**
   * A value that differs after any commit, by this process or another; undefined while it cannot be determined. Absent
   * where determining it costs as much as a read.
   */
  readonly stateMark?: () => string | undefined;
  /**
   * Commits when `work` resolves and the change is on disk; rolls back when it rejects. Isolated as if no other change
   * ran at the same time, and retried on conflicts.
   */
  change<Result>(work: (changes: Changes) => Promise<Result>): Promise<Result>;
  /**
   * The same for work that appends to the audit log: it has one end, on which concurrent changes of all processes would
   * conflict. They queue instead, and each is begun when the one before it is committed. To be kept short.
   */
  changeInTurn<Result>(work: (changes: Changes) => Promise<Result>): Promise<Result>;
  /** The same for long work or work on every table: meanwhile no other process appends events or migrates. */
  changeAlone<Result>(work: (changes: Changes) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** A database opened read-only: nothing is created, migrated or set. */
export interface InspectedDatabase {
  readonly queries: Queries;
  /** The database's own integrity check. */
  isSound(): Promise<boolean>;
  /** Rejects if nothing can be written. Writes nothing. */
  tryToWrite(): Promise<void>;
  /** Reads a consistent snapshot. */
  snapshot<Result>(read: (queries: Queries) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
