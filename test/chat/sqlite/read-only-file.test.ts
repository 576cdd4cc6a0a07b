import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import type { QueryJob } from '../../../src/chat/sqlite/query-messages.js';
import { runQueryJob } from '../../../src/chat/sqlite/read-only-file.js';
import { sqliteFolder, usersFile } from '../support/query-file.js';

let folder: string;
let end: () => Promise<void>;
let path: string;

beforeEach(async () => {
  ({ folder, end } = await sqliteFolder());
  path = usersFile(folder);
});
afterEach(() => end());

const rowsOf = (sql: string) => runQueryJob(path, { kind: 'query', sql }).rows;

it('lists tables and views, and describes them', () => {
  expect(runQueryJob(path, { kind: 'tables' }).rows).toEqual([
    ['in_oslo', 'view'],
    ['orders', 'table'],
    ['users', 'table'],
  ]);
  expect(runQueryJob(path, { kind: 'describe', table: 'orders' }).rows).toEqual([
    ['id', 'INTEGER', '', 'primary key', null],
    ['user_id', 'INTEGER', 'not null', '', 'users.id'],
    ['total', 'REAL', '', '', null],
    ['scan', 'BLOB', '', '', null],
  ]);
  expect(() => runQueryJob(path, { kind: 'describe', table: "users'); DROP TABLE users; --" })).toThrow(
    'no table or view of that name',
  );
});

it.each([
  ['SELECT count(*) FROM users', [[42]]],
  ['select count(*) from in_oslo;  ', [[7]]],
  ['WITH a AS (SELECT 1 AS x) SELECT x, x FROM a -- done', [[1, 1]]],
  ['VALUES (1), (2)', [[1], [2]]],
  ["SELECT 9007199254740993, 1.5, NULL, x'00ff', ';'", [['9007199254740993', 1.5, null, '[2 bytes]', ';']]],
  ["SELECT value FROM json_each('[3]')", [[3]]],
  ["SELECT count(*) FROM pragma_table_info('users')", [[3]]],
  ['SELECT name FROM users ORDER BY id DESC LIMIT 1', [['User 42']]],
])('runs %s', (sql, expected) => {
  expect(rowsOf(sql)).toEqual(expected);
});

it('returns the first rows, and says that there are more', () => {
  const endless = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n';
  const { rows, hasMore } = runQueryJob(path, { kind: 'query', sql: endless });
  expect([rows.length, hasMore]).toEqual([200, true]);
  expect(rowsOf("SELECT printf('%.5000c', 'x')")[0]?.[0]).toMatch(/^x{2000} \[cut: 3000 more characters\]$/);
});

it('cuts no character in two, and keeps an order', () => {
  expect(rowsOf(`SELECT '${'x'.repeat(1999)}😀y'`)[0]?.[0]).toMatch(/^x{1999} \[cut: 3 more characters\]$/);
  // Each value is computed once: its type would be another one's.
  const types = 'SELECT iif(random() % 2, 1, x) FROM (SELECT hex(id) x FROM users)';
  expect(rowsOf(types).filter(([one]) => one !== 1 && !String(one).startsWith('3'))).toEqual([]);
  expect(rowsOf('SELECT id FROM users ORDER BY -id LIMIT 3')).toEqual([[42], [41], [40]]);
  expect(rowsOf('SELECT 1 AS a, 2 AS a, 3 AS "q" UNION ALL SELECT 0, 0, 0 ORDER BY 1')).toEqual([
    [0, 0, 0],
    [1, 2, 3],
  ]);
});

describe('refuses', () => {
  const target = () => join(folder, 'written');

  it.each([
    'DELETE FROM users',
    'WITH a AS (SELECT 1) DELETE FROM users',
    "INSERT INTO users VALUES (99, 'x', 'y') RETURNING *",
    "REPLACE INTO users VALUES (1, 'x', 'y')",
    'DROP TABLE users',
    'CREATE TEMP TABLE t AS SELECT 1',
    'SELECT 1; DROP TABLE users',
    'SELECT 1; SELECT 2',
    'SELECT 1) ; DROP TABLE users; SELECT EXISTS (SELECT 1',
    '/* SELECT 1',
    "ATTACH 'other.db' AS other",
    'PRAGMA journal_mode=DELETE',
    'PRAGMA user_version',
    'PRAGMA hard_heap_limit=0',
    'VACUUM',
    "VACUUM INTO 'copy.db'",
    'BEGIN IMMEDIATE',
    'EXPLAIN SELECT 1',
    'EXPLAIN QUERY PLAN SELECT 1',
    'ANALYZE',
    'REINDEX',
    '',
    'hello',
    `SELECT 1${' '.repeat(20_000)}`,
    'SELECT 1 \0; DROP TABLE users',
  ])('%j', (sql) => {
    const before = readFileSync(path);
    expect(() => rowsOf(sql)).toThrow(expect.objectContaining({ name: 'RefusedQuery' }));
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it.each([
    "SELECT readfile('/etc/hostname')",
    "SELECT length(ReadFile('/etc/hostname'))",
    'SELECT "readfile"(\'/etc/hostname\')',
    "SELECT * FROM users ORDER BY readfile('/etc/hostname')",
    "SELECT max(readfile('/etc/hostname')) OVER () FROM users",
    "SELECT * FROM users WHERE name IN (SELECT readfile('/etc/hostname'))",
    "SELECT 1 LIMIT length(readfile('/etc/hostname'))",
    "SELECT sha3_query('select read' || 'file(1)')",
    "SELECT load_extension('x')",
    "SELECT fts3_tokenizer('x', x'00')",
    'SELECT sqlite3mc_version()',
    "SELECT * FROM fsdir('/etc')",
    'SELECT * FROM "FSDIR" f WHERE f.path = \'/etc\'',
    "SELECT * FROM main.fsdir('/etc')",
    'SELECT data FROM sqlite_dbpage',
    'SELECT * FROM sqlite_stmt',
  ])('what reaches beyond the database: %s', (sql) => {
    expect(() => rowsOf(sql)).toThrow(expect.objectContaining({ name: 'RefusedQuery' }));
  });

  it('functions that write files, which this SQLite has', () => {
    // So that this test would fail if the check were gone.
    new Libsql(path).prepare('SELECT writefile(?, ?)').all(target(), 'x');
    expect(readFileSync(target(), 'utf8')).toBe('x');
    writeFileSync(target(), 'kept');
    expect(() => rowsOf(`SELECT writefile('${target()}', 'x')`)).toThrow('writefile is not allowed');
    expect(readFileSync(target(), 'utf8')).toBe('kept');
  });

  it('views of the file that reach beyond it', () => {
    const database = new Libsql(path);
    database.exec("CREATE VIEW passwords AS SELECT readfile('/etc/hostname') AS x");
    database.exec("CREATE VIEW folders AS SELECT name FROM fsdir('/etc')");
    database.close();
    expect(() => rowsOf('SELECT * FROM passwords')).toThrow();
    expect(() => rowsOf('SELECT * FROM folders')).toThrow();
  });

  it('to write, whatever is asked: SQLite has the file open for reading only', () => {
    const database = new Libsql(`file://${path}?mode=ro`);
    expect(() => database.exec('DELETE FROM users')).toThrow('readonly');
    database.close();
  });

  it('values that would fill the memory', () => {
    expect(() => rowsOf('SELECT length(hex(zeroblob(300000000)))')).toThrow('out of memory');
  });
});

it('takes any name of a file as a name, and makes no file', () => {
  const odd = usersFile(folder, 'a b?mode=rwc#c%20.db');
  expect(runQueryJob(odd, { kind: 'query', sql: 'SELECT count(*) FROM users' }).rows).toEqual([[42]]);
  const before = readdirSync(folder);
  const job: QueryJob = { kind: 'tables' };
  expect(() => runQueryJob(join(folder, 'missing.db'), job)).toThrow();
  writeFileSync(join(folder, 'text.txt'), 'this is no database, but long enough to be one'.repeat(50));
  expect(() => runQueryJob(join(folder, 'text.txt'), job)).toThrow('not a database');
  expect(readdirSync(folder).filter((name) => name !== 'text.txt')).toEqual(before);
});
