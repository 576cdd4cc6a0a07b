import { fork } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
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
