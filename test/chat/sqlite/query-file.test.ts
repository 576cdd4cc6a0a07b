import { fork } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import { QueryFailure, type QueryFile } from '../../../src/chat/sqlite/query-file.js';
import { queryFile, sqliteFolder, usersFile } from '../support/query-file.js';

const signal = new AbortController().signal;
let end: () => Promise<void>;
let path: string;
let file: QueryFile | undefined;

beforeEach(async () => {
  const made = await sqliteFolder();
  ({ end } = made);
  path = usersFile(made.folder);
});
afterEach(async () => {
  file?.close();
  await end();
});

const count = { kind: 'query', sql: 'SELECT count(*) FROM users' } as const;
const ENDLESS = {
  kind: 'query',
  sql: 'SELECT count(*) FROM (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n)',
} as const;

it('answers from a process of its own', async () => {
  file = queryFile(path);
  expect((await file.run({ kind: 'tables' }, signal)).rows).toHaveLength(3);
  expect((await file.run(count, signal)).rows).toEqual([[42]]);
  await expect(file.run({ kind: 'query', sql: 'SELEC' }, signal)).rejects.toThrow(QueryFailure);
});

it('shows texts that are no UTF-8, or hold a NUL, and numbers that JSON has not', async () => {
  const database = new Libsql(path);
  database.exec(`CREATE TABLE odd (t TEXT); INSERT INTO odd VALUES (CAST(x'4dfc6c6c6572' AS TEXT));
    CREATE TABLE "caf\u00e9 ""; --" (x);`);
  database.close();
  file = queryFile(path);
  const query = async (sql: string) => (await file?.run({ kind: 'query', sql }, signal))?.rows;
  expect(await query('SELECT t, typeof(t) FROM odd')).toEqual([['M\uFFFDller', 'text']]);
  expect(await query("SELECT 'a' || char(0) || 'b', 1e999, -1e999")).toEqual([
    ['a\0b', 'Infinity', '-Infinity'],
  ]);
  expect((await file.run({ kind: 'tables' }, signal)).rows).toContainEqual(['caf\u00e9 "; --', 'table']);
});

it('answers with as much as is shown, however wide the rows are', async () => {
  file = queryFile(path);
  const wide = Array.from({ length: 400 }, () => 'n.h').join(', ');
  const many = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 200)';
  const sql = `${many} SELECT ${wide} FROM (SELECT hex(zeroblob(999)) h FROM n) n`;
  const { rows, hasMore } = await file.run({ kind: 'query', sql }, signal);
  expect([rows.length, rows[0]?.length, hasMore]).toEqual([1, 400, true]);
});

it('says that there are more tables than are told', async () => {
  const database = new Libsql(path);
  const tables = Array.from({ length: 500 }, (_one, at) => `CREATE TABLE t${at} (x);`);
  database.exec(`BEGIN; ${tables.join(' ')} COMMIT;`);
  database.close();
  file = queryFile(path);
  const { rows, hasMore } = await file.run({ kind: 'tables' }, signal);
  expect([rows.length, hasMore]).toEqual([500, true]);
});

it('ends a query that nobody waits for any more, and goes on with another', async () => {
  file = queryFile(path);
  const leaving = new AbortController();
  const running = file.run(ENDLESS, leaving.signal);
  leaving.abort(new Error('left'));
  await expect(running).rejects.toThrow('left');
  await expect(file.run(count, leaving.signal)).rejects.toThrow('left');
  expect((await file.run(count, signal)).rows).toEqual([[42]]);
});

it('leaves nothing running where this process is gone: the other one ends itself', async () => {
  const program = new URL('../../../src/chat/sqlite/query-process.ts', import.meta.url);
  const child = fork(program, [path, '1'], { execArgv: ['--import', import.meta.resolve('tsx')] });
  child.send(ENDLESS);
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect([code, signal]).toEqual([null, 'SIGKILL']);
});

it('kills the process with a query that never ends, and goes on with another', async () => {
  file = queryFile(path, 3000);
  await file.run(count, signal);
  const before = process.cpuUsage();
  await expect(file.run(ENDLESS, signal)).rejects.toThrow('it took longer than 3 s');
  // The query runs elsewhere: this process has hardly worked.
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(1500);
  await expect(file.run(count, signal)).resolves.toMatchObject({ rows: [[42]] });
});
