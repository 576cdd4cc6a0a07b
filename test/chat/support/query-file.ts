import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { QueryFile } from '../../../src/chat/sqlite/query-file.js';

/** A folder of its own, which `end` removes. */
export async function sqliteFolder(): Promise<{
  readonly folder: string;
  readonly end: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-sqlite-'));
  return { folder, end: () => rm(folder, { recursive: true }) };
}

/** A SQLite file with 42 users, 7 of them in Oslo, and their orders. */
export function usersFile(folder: string, name = 'users.db'): string {
  const path = join(folder, name);
  const database = new Libsql(path);
  database.exec(`
    PRAGMA journal_mode=WAL;
    CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id), total REAL, scan BLOB);
    CREATE VIEW in_oslo AS SELECT * FROM users WHERE city = 'Oslo';
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 42)
      INSERT INTO users SELECT n, 'User ' || n, iif(n % 6 = 0, 'Oslo', 'Rome') FROM numbers;
    INSERT INTO orders VALUES (1, 1, 9.5, x'0102'), (2, 2, NULL, NULL);
  `);
  database.close();
  return path;
}

/** The file, read by the sources' own process. */
export function queryFile(path: string, deadlineMs?: number): QueryFile {
  return new QueryFile(path, {
    program: new URL('../../../src/chat/sqlite/query-process.ts', import.meta.url),
    execArgv: ['--import', import.meta.resolve('tsx')],
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
  });
}
