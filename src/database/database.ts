import type { Kysely, Transaction } from 'kysely';
import type { RowMacs } from './macs/row-macs.js';
import type { Schema } from './schema.js';

/** A query builder that only reads, inside a transaction or not: what is written goes through `change`. */
export type Queries = Pick<Kysely<Schema>, 'selectFrom'>;
/** A query builder whose writes become durable together or not at all. */
export type Changes = Transaction<Schema>;

/** What only one dialect of SQL can say. Everything else in this room is written once for all of them. */
export interface Dialect {
  /** Definition of a column that numbers rows in the order they are inserted; it reads as a JavaScript number. */
  readonly positionColumn: string;
  /** Type of a column that refers to such a number. */
  readonly positionType: string;
  /** Statements that make the database itself refuse to delete an event or to change anything but its `wrapped_key`. */
  readonly keepEvents: readonly string[];
  /** The same for the audit log: nothing changes, and only what was pruned is deleted. */
  readonly keepAudit: readonly string[];
  /** Lets the numbering go on after rows that were inserted with the numbers they had elsewhere. */
  continuePositions(changes: Changes): Promise<void>;
  /** Whether the failure means that a row with the same unique key is already there. */
  isUniqueViolation(error: unknown): boolean;
}

/** A lock that ends with its holder's connection. */
export interface SessionLock {
  /** The database's time when it was taken. */
  readonly now: Date;
  /** Since when the database runs. Every lock that was held before has ended, whether its holder lives or not. */
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
  /** Tells rows that this server wrote; without a key no row counts, and none can be written (see `withMacs`). */
  readonly macs: RowMacs;
  /** Absent where the database has no connections that it could notice the end of. */
  readonly locks?: SessionLocks;
  /**
   * Another text whenever anything was committed since, by this process or another; undefined while that cannot be told.
   * Absent where the database does not tell it for less than a read costs.
   */
  readonly stateMark?: () => string | undefined;
  /**
   * Commits when `work` resolves and the change is on the disk; undoes everything when it rejects. It runs as if no
   * other change ran at the same time, and is begun again where that does not work out.
   */
  change<Result>(work: (changes: Changes) => Promise<Result>): Promise<Result>;
  /** The same for long work or work on every table: no one else appends events or migrates meanwhile. */
  changeAlone<Result>(work: (changes: Changes) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** A database as it was found: nothing is created, migrated or set. */
export interface InspectedDatabase {
  readonly queries: Queries;
  /** The database's own examination. */
  isSound(): Promise<boolean>;
  /** Rejects if nothing can be written. Writes nothing. */
  tryToWrite(): Promise<void>;
  /** Reads everything as it is at one moment. */
  snapshot<Result>(read: (queries: Queries) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
