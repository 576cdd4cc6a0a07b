import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openIndexDatabase } from '../../../src/search-index/postgres/index-database.js';
import { openPostgresIndexes } from '../../../src/search-index/postgres/postgres-indexes.js';
import { createSchema, hasPostgres, type TestSchema } from '../../support/databases/postgres.js';
import { oneOf, seededRandom } from '../../harness/random.js';
import { describeContract } from '../support/contract.js';
import { ask, documentOf, idOf, NOW, passage, titlesFor } from '../support/documents.js';

const clock = { now: () => NOW, sleep: () => Promise.resolve() };

(hasPostgres ? describe : describe.skip)('an index in Postgres', () => {
  let home: TestSchema;

  beforeAll(async () => {
    home = await createSchema();
  });

  afterAll(() => home.drop());

  describeContract(async () => {
    const schema = `${home.name}_index`;
    const open = () => openPostgresIndexes({ database: home.settings(), clock, schema });
    const indexes = await open();
    return {
      indexes,
      open,
      end: async () => {
        await indexes.close();
        await home.query(`drop schema if exists ${schema} cascade`);
      },
    };
  });

  it('has tables of its own, beside those of the connections', async () => {
    const schema = `${home.name}_own`;
    const open = () => openPostgresIndexes({ database: home.settings(), clock, schema });
    // Several processes may start at once.
    const [one, other] = await Promise.all([open(), open()]);
    try {
      const [first, second] = [await one.open('a'), await other.open('a')];
      await first.commit({ put: [documentOf(1, 'Page', 'text')] });
      expect(await titlesFor(second, 'text')).toEqual(['Page']);
      const tables = await home.query<{ table_schema: string }>(
        'select distinct table_schema from information_schema.tables where table_schema in ($1, $2)',
        [home.name, schema],
      );
      expect(tables.map((row) => row.table_schema)).toEqual([schema]);
    } finally {
      await Promise.all([one.close(), other.close()]);
      await home.query(`drop schema ${schema} cascade`);
    }
  });

  it('holds no row of whoever was purged', async () => {
    const schema = `${home.name}_purged`;
    const indexes = await openPostgresIndexes({ database: home.settings(), clock, schema });
    try {
      const index = await indexes.open('a');
      await index.meanings.begin('model');
      await index.commit({
        put: [
          documentOf(1, 'Page', 'text', { parent: idOf(9), people: [{ name: 'Ada' }] }),
          documentOf(2, 'Page', 'text'),
        ],
        state: { key: 'value' },
      });
      const [first] = await index.meanings.unembedded(1);
      await index.meanings.put('model', [{ key: '', hash: '', ...first, vector: Float32Array.of(1, 0) }]);
      expect(await index.meanings.count()).toEqual({ embedded: 1, unembedded: 1 });
      await indexes.purge('a');
      for (const table of [
        'indexes',
        'documents',
        'places',
        'people',
        'passages',
        'segments',
        'blocks',
        'signatures',
        'vectors',
        'unembedded',
        'state',
      ]) {
        expect([table, await home.query(`select * from ${schema}.${table}`)]).toEqual([table, []]);
      }
      await expect(index.commit({ put: [documentOf(2, 'Late', 'text')] })).rejects.toThrow('purged');
    } finally {
      await indexes.close();
      await home.query(`drop schema ${schema} cascade`);
    }
  });

  it('finds words mistyped in their first letters without an extension', async () => {
    const schema = `${home.name}_mistyped`;
    const indexes = await openPostgresIndexes({ database: home.settings(), clock, schema });
    try {
      const index = await indexes.open('a');
      await index.commit({ put: [documentOf(1, 'Page', 'certificates rotate')] });
      expect(await titlesFor(index, 'cretificates')).toEqual(['Page']);
    } finally {
      await indexes.close();
      await home.query(`drop schema ${schema} cascade`);
    }
  });

  it('finds the first words of very many that begin alike, in all segments, and says that there are more', async () => {
    const schema = `${home.name}_beginning`;
    const indexes = await openPostgresIndexes({ database: home.settings(), clock, schema });
    try {
      const index = await indexes.open('a');
      const random = seededRandom(3);
      const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
      const word = () => `oak${Array.from({ length: 37 }, () => oneOf(random, letters)).join('')}`;
      const passages = Array.from({ length: 30 }, () => passage(Array.from({ length: 450 }, word).join(' ')));
      await index.commit({ put: [documentOf(1, 'Most', passages)] });
      await index.commit({ put: [documentOf(2, 'First', 'oak')] });
      await index.commit({ put: [documentOf(3, 'Last', 'oakzzz')] });
      const before = await ask(index, 'oak*');
      expect(before).toMatchObject({ total: 2, isTotalExact: false });
      expect(before.hits.map(({ document }) => document.title).toSorted()).toEqual(['First', 'Most']);
      await index.tidy();
      expect(await ask(index, 'oak*')).toMatchObject({ total: 2, isTotalExact: false });
      expect(await ask(index, 'oakz*')).toMatchObject({ total: 2, isTotalExact: true });
      expect((await ask(index, 'oakzzz -oak*')).isTotalExact).toBe(false);
      expect(await ask(index, 'oakzzz')).toMatchObject({ total: 1, corrections: [] });
    } finally {
      await indexes.close();
      await home.query(`drop schema ${schema} cascade`);
    }
  });

  it('compares a mistyped word with those of all blocks, more than one statement reads', async () => {
    const schema = `${home.name}_many`;
    const indexes = await openPostgresIndexes({ database: home.settings(), clock, schema });
    try {
      const [index, other] = [await indexes.open('a'), await indexes.open('b')];
      await index.commit({ put: [documentOf(1, 'Page', 'xylophone')] });
      await other.commit({ put: [documentOf(1, 'Page', 'apple')] });
      // Blocks of other words, all of which come before the one that holds the word.
      await home.query(
        `insert into ${schema}.blocks (index, segment, first, terms, data)
           select own.index, own.segment, '\\x00'::bytea || int4send(number), others.terms, others.data
             from ${schema}.blocks own join ${schema}.blocks others on others.index <> own.index
             cross join generate_series(1, 4500) as number
             where own.index = (select min(index) from ${schema}.blocks)`,
      );
      expect(await ask(index, 'xylophome')).toMatchObject({
        total: 1,
        corrections: [{ typed: 'xylophome', taken: ['xylophone'] }],
      });
    } finally {
      await indexes.close();
      await home.query(`drop schema ${schema} cascade`);
    }
  });

  it('takes no room for a queue that was worked off, once it is tidied', async () => {
    const schema = `${home.name}_queue`;
    const indexes = await openPostgresIndexes({ database: home.settings(), clock, schema });
    try {
      const index = await indexes.open('a');
      const keys = Array.from({ length: 5000 }, (_, at) => `todo/${String(at).padStart(60, '0')}`);
      await index.commit({ state: Object.fromEntries(keys.map((key) => [key, 'page'])) });
      await index.commit({ state: Object.fromEntries(keys.slice(1).map((key) => [key, null])) });
      // Not while somebody reads it.
      const reading = await openIndexDatabase(home.settings(), schema);
      await reading.look(async (rows) => {
        await rows.all(`select key from ${schema}.state limit 1`);
        await index.tidy();
      });
      await reading.close();
      await index.tidy();
      const [row] = await home.query<{ bytes: string }>(
        `select pg_total_relation_size('${schema}.state') as bytes`,
      );
      expect(Number(row?.bytes)).toBeLessThan(100_000);
      expect(await index.listState('', { limit: 10 })).toEqual([{ key: keys[0], value: 'page' }]);
    } finally {
      await indexes.close();
      await home.query(`drop schema ${schema} cascade`);
    }
  });

  it('makes tables of an earlier layout anew, and says to whom they belonged that their index is', async () => {
    const schema = `${home.name}_earlier`;
    await home.query(`create schema ${schema}`);
    await home.query(
      `create table ${schema}.indexes (index bigint generated always as identity primary key,
         authorization_hash text not null unique, format integer not null)`,
    );
    await home.query(`create table ${schema}.passages (index bigint not null, words tsvector not null)`);
    await home.query(`insert into ${schema}.indexes (authorization_hash, format) values ($1, 1)`, [
      createHash('sha256').update('search index a').digest('hex'),
    ]);
    await home.query(`insert into ${schema}.passages values (1, 'left')`);
    const indexes = await openPostgresIndexes({ database: home.settings(), clock, schema });
    try {
      const index = await indexes.open('a');
      expect(index.begun).toBe('other format');
      expect((await indexes.open('b')).begun).toBe('new');
      await index.commit({ put: [documentOf(1, 'Page', 'certificates rotate')] });
      expect(await titlesFor(index, 'certificates')).toEqual(['Page']);
      const again = await openPostgresIndexes({ database: home.settings(), clock, schema });
      expect((await again.open('a')).begun).toBeUndefined();
      await again.close();
    } finally {
      await indexes.close();
      await home.query(`drop schema ${schema} cascade`);
    }
  });

  it('leaves the tables of a later program alone', async () => {
    const schema = `${home.name}_later`;
    const open = () => openPostgresIndexes({ database: home.settings(), clock, schema });
    await (await open()).close();
    await home.query(`update ${schema}.layout set version = version + 1`);
    await expect(open()).rejects.toThrow('later version');
    await home.query(`drop schema ${schema} cascade`);
  });
});
