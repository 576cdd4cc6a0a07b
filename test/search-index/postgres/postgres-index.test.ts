import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPostgresIndexes } from '../../../src/search-index/postgres/postgres-indexes.js';
import { createSchema, hasPostgres, type TestSchema } from '../../support/databases/postgres.js';
import { describeContract } from '../support/contract.js';
import { ask, documentOf, NOW, titlesFor } from '../support/documents.js';

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
        put: [documentOf(1, 'Page', 'text'), documentOf(2, 'Page', 'text')],
        state: { key: 'value' },
      });
      const [first] = await index.meanings.unembedded(1);
      await index.meanings.put('model', [{ key: '', hash: '', ...first, vector: Float32Array.of(1, 0) }]);
      expect(await index.meanings.count()).toEqual({ embedded: 1, unembedded: 1 });
      await indexes.purge('a');
      for (const table of [
        'indexes',
        'ids',
        'documents',
        'passages',
        'signatures',
        'vectors',
        'unembedded',
        'words',
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

  it('finds words mistyped in their first letters with pg_trgm, and says where it is missing', async () => {
    // A database of its own: an extension belongs to a database.
    const name = `${home.name}_trigrams`;
    await home.query(`create database ${name}`);
    const url = new URL(home.settings().url);
    url.pathname = `/${name}`;
    url.searchParams.delete('options');
    const settings = { ...home.settings(), url: url.href };
    const open = () => openPostgresIndexes({ database: settings, clock });
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    try {
      const without = await open();
      const first = await without.open('a');
      await first.commit({ put: [documentOf(1, 'Page', 'certificates rotate')] });
      expect((await first.status()).missing).toEqual(['pg_trgm']);
      expect(await ask(first, 'cretificates')).toMatchObject({ total: 0, unknownWords: ['cretificates'] });
      expect(await titlesFor(first, 'certifciates')).toEqual(['Page']);
      await without.close();
      await client.query('create extension pg_trgm');
      const having = await open();
      const second = await having.open('a');
      expect((await second.status()).missing).toEqual([]);
      expect(await titlesFor(second, 'cretificates')).toEqual(['Page']);
      await having.close();
    } finally {
      await client.end();
      await home.query(`drop database ${name} with (force)`);
    }
  });
});
