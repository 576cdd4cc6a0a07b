import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { PostgresPairs, SqlitePairs } from './stored-pairs.mjs';

const SERVER = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** The databases that servers can share: how they find it, how it is looked into, and how it goes away. */
export const databases = {
  sqlite: (dataFolder) =>
    Promise.resolve({
      settings: {},
      storedPairs: () => new SqlitePairs(join(dataFolder, 'credentials.db')),
      // The file itself is searched.
      writeDown: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    }),
  postgres: async (dataFolder) => {
    const name = `chaos_${randomBytes(6).toString('hex')}`;
    await ask(SERVER, `create database ${name}`);
    const url = new URL(SERVER);
    url.pathname = name;
    return {
      settings: { DATABASE_URL: url.href },
      storedPairs: () => new PostgresPairs(url.href),
      writeDown: async () => writeFile(join(dataFolder, 'every-row.txt'), await everyRow(url.href)),
      remove: () => ask(SERVER, `drop database if exists ${name} with (force)`),
    };
  },
};

async function everyRow(url) {
  const tables = await ask(url, 'select tablename from pg_tables where schemaname = current_schema()');
  const rows = await Promise.all(
    tables.map(({ tablename }) => ask(url, `select t::text as line from ${tablename} t`)),
  );
  return rows
    .flat()
    .map(({ line }) => `${line}\n`)
    .join('');
}

async function ask(url, statement) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
