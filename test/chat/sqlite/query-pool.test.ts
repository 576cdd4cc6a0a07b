import { beforeEach, expect, it } from '@jest/globals';
import type { QueryFile } from '../../../src/chat/sqlite/query-file.js';
import type { QueryResult } from '../../../src/chat/sqlite/query-messages.js';
import { QueryPool } from '../../../src/chat/sqlite/query-pool.js';

const signal = new AbortController().signal;
const RESULT: QueryResult = { columns: [], rows: [], hasMore: false };
/** Queries that run, by their text, each ended by the test. */
const running = new Map<string, () => void>();
let opened: number;
let closed: number;
let pool: QueryPool;

/** Stands for a process, which would only take time. */
const file = (): Pick<QueryFile, 'run' | 'close'> => {
  opened += 1;
  return {
    run: (job) =>
      new Promise((resolve) => {
        const name = job.kind === 'query' ? job.sql : job.kind;
        running.set(name, () => {
          running.delete(name);
          resolve(RESULT);
        });
      }),
    close: () => {
      closed += 1;
    },
  };
};

beforeEach(() => {
  running.clear();
  [opened, closed] = [0, 0];
  pool = new QueryPool(file, 2);
});

const query = (sql: string) => ({ kind: 'query', sql }) as const;
const now = (): readonly string[] => [...running.keys()];
const end = async (sql: string): Promise<void> => {
  running.get(sql)?.();
  await new Promise((resolve) => setImmediate(resolve));
};

it('runs one query of a person at a time, and lets others in between', async () => {
  const [nora, gus, ida] = [pool.for('nora'), pool.for('gus'), pool.for('ida')];
  const all = ['n1', 'n2', 'n3'].map((sql) => nora.run(query(sql), signal));
  expect(now()).toEqual(['n1']);
  all.push(gus.run(query('g1'), signal), ida.run(query('i1'), signal));
  expect(now()).toEqual(['n1', 'g1']);
  await end('g1');
  expect(now()).toEqual(['n1', 'i1']);
  // Nora's turn, although her second query came before the others.
  await end('n1');
  expect(now()).toEqual(['i1', 'n2']);
  await end('i1');
  expect(now()).toEqual(['n2']);
  await end('n2');
  await end('n3');
  expect(await Promise.all(all)).toHaveLength(5);
  expect(opened).toBe(2);
});

it('lets who asks for one query wait for no more than one of each who asked for many', async () => {
  pool = new QueryPool(file, 1);
  const [nora, gus] = [pool.for('nora'), pool.for('gus')];
  for (const sql of ['n1', 'n2', 'n3']) {
    void nora.run(query(sql), signal);
  }
  void gus.run(query('g1'), signal);
  await end('n1');
  expect(now()).toEqual(['g1']);
});

it('forgets a waiting query whose person has left', async () => {
  const nora = pool.for('nora');
  const leaving = new AbortController();
  void nora.run(query('n1'), signal);
  const waiting = nora.run(query('n2'), leaving.signal);
  void nora.run(query('n3'), signal);
  leaving.abort(new Error('left'));
  await expect(waiting).rejects.toThrow('left');
  await expect(nora.run(query('n4'), leaving.signal)).rejects.toThrow('left');
  await end('n1');
  expect(now()).toEqual(['n3']);
});

it('takes no more than so many waiting queries of one person, and still those of others', async () => {
  const nora = pool.for('nora');
  for (let at = 0; at < 17; at += 1) {
    void nora.run(query(`n${at}`), new AbortController().signal);
  }
  await expect(nora.run(query('one more'), signal)).rejects.toThrow('Too many queries wait already');
  void pool.for('gus').run(query('g1'), signal);
  expect(now()).toEqual(['n0', 'g1']);
});

it('ends the processes with the last connection, and begins anew', async () => {
  const [nora, gus] = [pool.for('nora'), pool.for('gus')];
  void nora.run(query('n1'), signal);
  nora.close();
  nora.close();
  expect(closed).toBe(0);
  gus.close();
  expect(closed).toBe(1);
  await end('n1');
  void pool.for('ida').run(query('i1'), signal);
  expect([opened, now()]).toEqual([2, ['i1']]);
});
