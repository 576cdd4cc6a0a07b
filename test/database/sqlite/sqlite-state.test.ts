import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import { systemClock } from '../../../src/clock.js';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { openSqlite } from '../../../src/database/sqlite/sqlite.js';

let folder: string;
let path: string;
let ours: CredentialsDatabase;
let theirs: CredentialsDatabase;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'state-'));
  path = join(folder, 'state', 'credentials.db');
  ours = await openSqlite(path, systemClock);
  theirs = await openSqlite(path, systemClock);
});
afterEach(async () => {
  await Promise.all([ours.close(), theirs.close()]);
  await rm(folder, { recursive: true, force: true });
});

const write = (database: CredentialsDatabase, id: string) =>
  database.change((changes) =>
    changes
      .insertInto('connection_uses')
      .values({ connection_id: id, last_used_at: new Date(0).toISOString() })
      .execute(),
  );
const mark = () => ours.stateMark?.();

it('tells every commit, of this connection and of another, and nothing else', async () => {
  const marks = [mark()];
  expect(mark()).toBe(marks[0]);
  await ours.queries.selectFrom('events').selectAll().execute();
  expect(mark()).toBe(marks[0]);
  await write(ours, 'a');
  marks.push(mark());
  await write(theirs, 'b');
  marks.push(mark());
  expect(new Set(marks)).toHaveProperty('size', 3);
  expect(marks.every((each) => /^\d+ \d+$/.test(each ?? ''))).toBe(true);
  await expect(write(theirs, 'b')).rejects.toThrow('UNIQUE');
  await expect(write(ours, 'b')).rejects.toThrow('UNIQUE');
  expect(mark()).toBe(marks[2]);
});

it('keeps no snapshot open: what comes later is read', async () => {
  mark();
  await write(theirs, 'a');
  expect(await ours.queries.selectFrom('connection_uses').selectAll().execute()).toHaveLength(1);
});

it('cannot tell anything once the database is closed', async () => {
  await ours.close();
  expect(mark()).toBeUndefined();
});

it('looks once in a task of the event loop: another process shows in the next, though of the same turn', async () => {
  // Not opened by this server's code, which counts the commits of its own process.
  const other = new Libsql(path);
  const marks: (string | undefined)[] = [];
  await new Promise<void>((resolve) => {
    setImmediate(async () => {
      marks.push(mark());
      other.exec(`insert into connection_uses (connection_id, last_used_at) values ('a', 'now')`);
      await Promise.resolve();
      await Promise.resolve();
      marks.push(mark());
    });
    setImmediate(() => {
      marks.push(mark());
      resolve();
    });
  });
  const [first, sameTask, nextTask] = marks;
  expect(sameTask).toBe(first);
  expect(nextTask).not.toBe(first);
  await write(ours, 'b');
  expect(mark()).not.toBe(nextTask);
  other.close();
});
