import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import { cacheStatements } from '../../../src/database/sqlite/cache-statements.js';
import type { SqliteConnection } from '../../../src/database/sqlite/sqlite-dialect.js';

let database: SqliteConnection;
let prepared: string[];
let connection: SqliteConnection;

beforeEach(() => {
  database = new Libsql(':memory:');
  database.exec('create table fruits (name text primary key, weight integer)');
  prepared = [];
  connection = cacheStatements({
    prepare: (sql) => {
      prepared.push(sql);
      return database.prepare(sql);
    },
    exec: (sql) => database.exec(sql),
    close: () => database.close(),
    get inTransaction() {
      return database.inTransaction;
    },
  });
});

afterEach(() => connection.close());

const INSERT = 'insert into fruits values (?, ?)';
const SELECT = 'select * from fruits where weight > ? order by name';

describe('keepStatements', () => {
  it('prepares a statement once, and runs it with new parameters each time', () => {
    connection.prepare(INSERT).run(['apple', 150]);
    connection.prepare(INSERT).run(['melon', 1500]);
    expect(connection.prepare(SELECT).all([1000])).toEqual([{ name: 'melon', weight: 1500 }]);
    expect(connection.prepare(SELECT).all([0])).toHaveLength(2);
    expect(connection.prepare(SELECT).reader).toBe(true);
    expect(prepared).toEqual([INSERT, SELECT]);
  });

  it('prepares one that failed anew, and a transaction around it commits', () => {
    connection.prepare(INSERT).run(['apple', 150]);
    connection.exec('begin immediate');
    expect(() => connection.prepare(INSERT).run(['apple', 160])).toThrow(/UNIQUE/);
    connection.prepare(INSERT).run(['melon', 1500]);
    expect(connection.inTransaction).toBe(true);
    connection.exec('commit');
    expect(prepared).toEqual([INSERT, INSERT]);
    expect(connection.prepare(SELECT).all([0])).toHaveLength(2);
  });

  it('sees columns that came later', () => {
    connection.prepare(INSERT).run(['apple', 150]);
    expect(connection.prepare(SELECT).all([0])).toEqual([{ name: 'apple', weight: 150 }]);
    connection.exec("alter table fruits add column colour text default 'green'");
    expect(connection.prepare(SELECT).all([0])).toEqual([{ name: 'apple', weight: 150, colour: 'green' }]);
  });

  it('lets two walk through the rows of one statement at once', () => {
    connection.prepare(INSERT).run(['apple', 150]);
    connection.prepare(INSERT).run(['melon', 1500]);
    const walks = [1, 2].map(() => connection.prepare(SELECT).iterate([0]));
    expect(walks.map((walk) => walk.next().value)).toEqual([
      { name: 'apple', weight: 150 },
      { name: 'apple', weight: 150 },
    ]);
    expect(walks.map((walk) => [...walk].length)).toEqual([1, 1]);
  });
});
