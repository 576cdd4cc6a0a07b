import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { queryPostgres } from '../../harness/processes/query-postgres.js';
import type { Settings } from '../../harness/processes/server-process.js';
import { PostgresPairs, SqlitePairs, type StoredPairs } from './stored-pairs.js';

const SERVER = process.env['TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** A database that servers share. */
export interface SharedDatabase {
  /** How they find it. */
  readonly settings: Settings;
  storedPairs(): StoredPairs;
  /** Makes files of what it holds, where it is none itself, so that it can be searched. */
  writeDown(): Promise<void>;
  remove(): Promise<void>;
}

export type DatabaseKind = 'sqlite' | 'postgres';

export const databases: Readonly<Record<DatabaseKind, (dataFolder: string) => Promise<SharedDatabase>>> = {
  sqlite: (dataFolder) =>
    Promise.resolve({
      settings: {},
      storedPairs: () => new SqlitePairs(join(dataFolder, 'credentials.db')),
      writeDown: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    }),
  postgres: async (dataFolder) => {
    const name = `chaos_${randomBytes(6).toString('hex')}`;
    await queryPostgres(SERVER, `create database ${name}`);
    const url = new URL(SERVER);
    url.pathname = name;
    return {
      settings: { DATABASE_URL: url.href },
      storedPairs: () => new PostgresPairs(url.href),
      writeDown: async () => writeFile(join(dataFolder, 'every-row.txt'), await everyRow(url.href)),
      remove: async () => {
        await queryPostgres(SERVER, `drop database if exists ${name} with (force)`);
      },
    };
  },
};

async function everyRow(url: string): Promise<string> {
  const tables = await queryPostgres<{ tablename: string }>(
    url,
    'select tablename from pg_tables where schemaname = current_schema()',
  );
  const rows = await Promise.all(
    tables.map(({ tablename }) =>
      queryPostgres<{ line: string }>(url, `select t::text as line from ${tablename} t`),
    ),
  );
  return rows
    .flat()
    .map(({ line }) => `${line}\n`)
    .join('');
}
