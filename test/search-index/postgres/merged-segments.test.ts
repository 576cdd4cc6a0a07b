import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnavailableError } from '../../../src/errors.js';
import { openIndexDatabase } from '../../../src/search-index/postgres/index-database.js';
import { nextSegment, saveCounts, takeTurn } from '../../../src/search-index/postgres/index-counts.js';
import { PostgresIndex } from '../../../src/search-index/postgres/postgres-index.js';
import { openPostgresIndexes } from '../../../src/search-index/postgres/postgres-indexes.js';
import { mergePart, readSegments, type Segment } from '../../../src/search-index/postgres/segments.js';
import type { SearchIndex } from '../../../src/search-index/search-index.js';
import { say } from '../../../src/text/words.js';
import { oneOf, seededRandom } from '../../harness/random.js';
import { createSchema, hasPostgres, type TestSchema } from '../../support/databases/postgres.js';
import { documentOf, idOf, NOW, titlesFor } from '../support/documents.js';

const clock = { now: () => NOW, sleep: () => Promise.resolve() };
const WORDS = ['ant', 'bee', 'cat', 'dog', 'eel', 'fox', 'gnu', 'hen'];
const QUERIES = ['ant', 'ant bee', '"cat dog"', 'e*', 'fox -gnu', 'hne'];

(hasPostgres ? describe : describe.skip)('segments in Postgres', () => {
  let home: TestSchema;

  beforeAll(async () => {
    home = await createSchema();
  });

  afterAll(() => home.drop());

  it('answer the same while they are merged in parts, and changes come in between', async () => {
    const schema = `${home.name}_merged`;
    const indexes = await openPostgresIndexes({ database: home.settings(), clock, schema });
    const database = await openIndexDatabase(home.settings(), schema);
    try {
      const [index, anew] = [await indexes.open('a'), await indexes.open('b')];
      const random = seededRandom(5);
      const texts = new Map<number, string>();
      const edit = async (): Promise<void> => {
        const numbers = Array.from({ length: 3 }, () => Math.floor(random() * 40));
        const gone = Math.floor(random() * 40);
        numbers.forEach((number) =>
          texts.set(number, Array.from({ length: 6 }, () => oneOf(random, WORDS)).join(' ')),
        );
        await index.commit({
          remove: numbers.includes(gone) ? [] : [idOf(gone)],
          put: [...new Set(numbers)].map((number) => written(texts, number)),
        });
        if (!numbers.includes(gone)) {
          texts.delete(gone);
        }
      };
      const answers = (asked: SearchIndex): Promise<readonly (readonly string[])[]> =>
        Promise.all(QUERIES.map(async (query) => (await titlesFor(asked, query, { limit: 50 })).toSorted()));
      for (let change = 0; change < 25; change += 1) {
        await edit();
      }
      const target = { schema, index: 1 };
      let into: Segment | undefined;
      let parts = 0;
      do {
        into = await database.change(async (rows) => {
          const counts = await takeTurn(rows, target);
          const next = () => nextSegment(counts);
          const part = await mergePart(rows, target, { into, next, maxBytes: 20 });
          await saveCounts(rows, target, counts);
          return part;
        });
        parts += 1;
        if (parts % 4 === 1) {
          await edit();
        }
        const known = await anew.list({ limit: 100 });
        await anew.commit({
          remove: known.map(({ id }) => id),
          put: [...texts.keys()].map((number) => written(texts, number)),
        });
        expect(await answers(index)).toEqual(await answers(anew));
      } while (into !== undefined);
      expect(parts).toBeGreaterThan(2);
      await index.tidy();
      expect(await readSegments(database, target)).toHaveLength(1);
      expect(await answers(index)).toEqual(await answers(anew));
    } finally {
      await database.close();
      await indexes.close();
      await home.query(`drop schema ${schema} cascade`);
    }
  });

  it('are merged, and told as written, also where Postgres does not give room back', async () => {
    const schema = `${home.name}_full`;
    const database = await openIndexDatabase(home.settings(), schema);
    try {
      const [row] = await database.all(
        `insert into ${schema}.indexes (authorization_hash, format) values ('', 1) returning index`,
      );
      const target = { schema, index: Number(row?.['index']) };
      let refused = 0;
      let failure = new UnavailableError(say`Postgres took too long.`, say`Call again.`) as Error;
      const all: typeof database.all = (sql, values) => {
        if (!sql.startsWith('vacuum')) {
          return database.all(sql, values);
        }
        refused += 1;
        return Promise.reject(failure);
      };
      const index = new PostgresIndex({ ...database, all }, target.index, { clock, begun: 'new' });
      // So many that the words of all of them are merged with the last change.
      for (let change = 0; change < 8; change += 1) {
        const put = Array.from({ length: 64 }, (_, at) => documentOf(change * 64 + at, `Page ${at}`, 'ant'));
        expect(await index.commit({ put, state: { change: `${change}` } })).toBe(true);
      }
      expect(refused).toBeGreaterThan(0);
      await index.commit({ put: [documentOf(1000, 'Later', 'bee')] });
      expect((await readSegments(database, target)).length).toBeGreaterThan(1);
      await index.tidy();
      expect(await readSegments(database, target)).toHaveLength(1);
      expect(await titlesFor(index, 'bee')).toEqual(['Later']);
      failure = new Error('syntax error at or near "vacum"');
      await expect(index.tidy()).rejects.toBe(failure);
    } finally {
      await database.close();
      await home.query(`drop schema ${schema} cascade`);
    }
  });
});

function written(texts: ReadonlyMap<number, string>, number: number) {
  return documentOf(number, `Page ${number}`, texts.get(number) ?? '');
}
