import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../src/clock.js';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { openPostgres } from '../../../src/database/postgres/postgres.js';
import { IN_MEMORY, openSqlite } from '../../../src/database/sqlite/sqlite.js';
import { createSchema, hasPostgres } from '../../support/databases/postgres.js';
import { sampleMacs } from '../fakes/sample-store.js';

/** A place for one database, empty at first. */
export interface Place {
  /** For another program: a path, or the URL of a Postgres. */
  readonly address: string;
  /** Opens it, as one more process would if the adapter can be shared. */
  open(clock: Clock): Promise<CredentialsDatabase>;
  /** What the database does about a process that was killed, or that it hears nothing of for long. */
  forget(database: CredentialsDatabase): Promise<void>;
  dispose(): Promise<void>;
}

/** An adapter under test. A new one is added here and has to keep every contract. */
export interface Adapter {
  readonly name: string;
  /** Whether several processes may open one place. */
  readonly shared: boolean;
  prepare(): Promise<Place>;
}

const sqliteFile: Adapter = {
  name: 'SQLite file',
  shared: true,
  prepare: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'credentials-'));
    const address = join(folder, 'state', 'credentials.db');
    return {
      address,
      open: async (clock) => sampleMacs(await openSqlite(address, clock)),
      forget: () => Promise.resolve(),
      dispose: () => rm(folder, { recursive: true, force: true }),
    };
  },
};

const sqliteMemory: Adapter = {
  name: 'SQLite in memory',
  shared: false,
  prepare: () =>
    Promise.resolve({
      address: IN_MEMORY,
      open: async (clock) => sampleMacs(await openSqlite(IN_MEMORY, clock)),
      forget: () => Promise.resolve(),
      dispose: () => Promise.resolve(),
    }),
};

const postgres: Adapter = {
  name: 'Postgres',
  shared: true,
  prepare: async () => {
    const schema = await createSchema();
    // By what a process's view of a database keeps, with whichever keys.
    const names = new Map<CredentialsDatabase['queries'], string>();
    return {
      address: schema.settings('another program').url,
      open: async (clock) => {
        const name = `${schema.name}_${names.size}`;
        const database = sampleMacs(
          await openPostgres(schema.settings(name), clock, { lockTime: () => clock.now() }),
        );
        names.set(database.queries, name);
        return database;
      },
      forget: (database) => schema.endConnections(names.get(database.queries) ?? ''),
      dispose: () => schema.drop(),
    };
  },
};

export const adapters: readonly Adapter[] = [sqliteFile, sqliteMemory, ...(hasPostgres ? [postgres] : [])];
