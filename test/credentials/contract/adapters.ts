import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../src/credentials/clock.js';
import type { CredentialsDatabase } from '../../../src/credentials/database.js';
import { IN_MEMORY, openSqlite } from '../../../src/credentials/sqlite.js';

/** A place for one database, empty at first. */
export interface Place {
  /** Opens it, as one more process would if the adapter can be shared. */
  open(clock: Clock): Promise<CredentialsDatabase>;
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
    return {
      open: (clock) => openSqlite(join(folder, 'state', 'credentials.db'), clock),
      dispose: () => rm(folder, { recursive: true, force: true }),
    };
  },
};

const sqliteMemory: Adapter = {
  name: 'SQLite in memory',
  shared: false,
  prepare: () =>
    Promise.resolve({
      open: (clock) => openSqlite(IN_MEMORY, clock),
      dispose: () => Promise.resolve(),
    }),
};

export const adapters: readonly Adapter[] = [sqliteFile, sqliteMemory];
