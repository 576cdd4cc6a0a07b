import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.js';

/** A query builder that only reads, inside a transaction or not: what is written goes through `change`. */
export type Queries = Pick<Kysely<Schema>, 'selectFrom'>;
/** A query builder whose writes become durable together or not at all. */
export type Changes = Transaction<Schema>;

/** What only one dialect of SQL can say. Everything else in this room is written once for all of them. */
export interface Dialect {
  /** Definition of a column that numbers rows in the order they are inserted; it reads as a JavaScript number. */
  readonly positionColumn: string;
  /** Statements that make the database itself refuse to delete an event or to change anything but its `wrapped_key`. */
  readonly keepEvents: readonly string[];
  /** Lets no other process change anything until the transaction ends. */
  lockAll(changes: Changes): Promise<void>;
  /** Whether the failure means that a row with the same unique key is already there. */
  isUniqueViolation(error: unknown): boolean;
}

/** An open database whose schema is up to date. */
export interface CredentialsDatabase {
  readonly queries: Queries;
  readonly dialect: Dialect;
  /** Commits when `work` resolves and the change is on the disk; undoes everything when it rejects. */
  change<Result>(work: (changes: Changes) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}
