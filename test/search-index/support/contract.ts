import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseQuery } from '../../../src/search-index/query/parse-query.js';
import type { SearchIndex, SearchIndexes } from '../../../src/search-index/search-index.js';
import { describeFinding } from './contract-of-finding.js';
import { describeMeaning } from './contract-of-meaning.js';
import { ask, documentOf, idOf, NOW, passage, titlesFor } from './documents.js';

/** What is kept in one place for a test. */
export interface IndexPlace {
  readonly indexes: SearchIndexes;
  /** The same indexes as another process opens them. */
  open(): Promise<SearchIndexes>;
  /** Forgets everything. */
  end(): Promise<void>;
}

/** What every store of indexes has to do. */
export function describeContract(begin: () => Promise<IndexPlace>): void {
  let place: IndexPlace;
  let index: SearchIndex;

  beforeEach(async () => {
    place = await begin();
    index = await place.indexes.open('authorization');
  });

  afterEach(() => place.end());

  describe('what is written', () => {
    it('is read as it was', async () => {
      const ada = { id: idOf(90), name: 'Ada Lovelace' };
      const document = documentOf(1, 'Wiki', 'text', {
        parent: idOf(2),
        url: 'https://example.notion.site/Wiki',
        editedBy: ada,
        people: [{ name: 'Nobody' }, ada],
        isArchived: true,
      });
      await index.commit({ put: [document] });
      const { passages: _, ...facts } = document;
      expect(await index.lookUp([idOf(1), idOf(404)])).toEqual([{ ...facts, indexedAt: NOW.toISOString() }]);
    });

    it('replaces what was known of the document, all of it', async () => {
      await index.commit({ put: [documentOf(1, 'Old title', [passage('rotate'), passage('keys')])] });
      await index.commit({ put: [documentOf(1, 'New name', 'certificates')] });
      expect(await titlesFor(index, 'rotate')).toEqual([]);
      expect(await titlesFor(index, 'keys')).toEqual([]);
      expect(await titlesFor(index, 'old')).toEqual([]);
      expect(await titlesFor(index, 'certificate')).toEqual(['New name']);
      expect((await index.status()).passages).toBe(1);
    });

    it('is forgotten with the comments below it, and leaves no word behind', async () => {
      await index.commit({
        put: [
          documentOf(1, 'Wiki', 'confidential'),
          documentOf(2, 'Wiki', 'whispered', {
            id: `comments:${idOf(1)}`,
            kind: 'comments',
            parent: idOf(1),
          }),
          documentOf(3, 'Child', 'remains', { parent: idOf(1) }),
        ],
      });
      await index.commit({ remove: [idOf(1), idOf(404)] });
      expect((await index.list({ limit: 10 })).map(({ title }) => title)).toEqual(['Child']);
      // A mistyped word would be taken for one that is known.
      for (const query of ['confidential', 'confidentail', 'whispered', 'whisperd']) {
        expect(await ask(index, query)).toMatchObject({ total: 0, corrections: [], unknownWords: [query] });
      }
    });

    it('is written whole or not at all', async () => {
      const tooLong = documentOf(2, 'Bad', 'text', { id: 'x'.repeat(200) });
      await expect(index.commit({ put: [documentOf(1, 'Good', 'text'), tooLong] })).rejects.toThrow(
        'too long',
      );
      expect(await index.list({ limit: 10 })).toEqual([]);
    });

    it('is listed in parts', async () => {
      await index.commit({ put: [3, 1, 2].map((number) => documentOf(number, `Page ${number}`, '')) });
      const first = await index.list({ limit: 2 });
      const second = await index.list({ limit: 2, after: first.at(-1)?.id });
      expect([...first, ...second].map(({ title }) => title).toSorted()).toEqual([
        'Page 1',
        'Page 2',
        'Page 3',
      ]);
      expect(second).toHaveLength(1);
    });

    it('is counted', async () => {
      expect(await index.status()).toMatchObject({ passages: 0, newestEdit: undefined, textBytes: 0 });
      await index.commit({
        put: [
          documentOf(1, 'Wiki', 'naïve'),
          documentOf(2, 'Row', '', { kind: 'row', editedAt: '2026-07-01T00:00:00.000Z' }),
        ],
      });
      const status = await index.status();
      expect(status).toMatchObject({
        documents: { page: 1, row: 1, database: 0, comments: 0 },
        passages: 2,
        newestEdit: '2026-07-01T00:00:00.000Z',
        textBytes: 6,
      });
      expect(status.sizeBytes).toBeGreaterThan(0);
    });

    it('is still there after it was tidied', async () => {
      await index.commit({ put: [documentOf(1, 'Wiki', 'rotate'), documentOf(2, 'Gone', 'rotate')] });
      await index.commit({ remove: [idOf(2)] });
      await index.tidy();
      expect(await titlesFor(index, 'rotate')).toEqual(['Wiki']);
    });
  });

  describe('state', () => {
    it('is written with the documents, and only if what was expected holds', async () => {
      const put = [documentOf(1, 'Wiki', 'text')];
      expect(await index.commit({ put, state: { lease: 'one' }, ifState: { lease: null } })).toBe(true);
      expect(
        await index.commit({ remove: [idOf(1)], state: { lease: 'two' }, ifState: { lease: null } }),
      ).toBe(false);
      expect(await index.readState('lease')).toBe('one');
      expect(await index.lookUp([idOf(1)])).toHaveLength(1);
      expect(await index.commit({ state: { lease: null }, ifState: { lease: 'one' } })).toBe(true);
      expect(await index.readState('lease')).toBeUndefined();
    });

    it('lets one of several take what only one may have', async () => {
      const taken = await Promise.all(
        Array.from({ length: 8 }, (_, at) =>
          index.commit({ state: { lease: `${at}` }, ifState: { lease: null } }),
        ),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    it('is listed by the beginning of its keys, in parts', async () => {
      await index.commit({
        state: { 'queue:1': 'a', 'queue:2': 'b', 'queue:3': 'c', queue: 'x', queues: 'y', '%': 'z' },
      });
      expect(await index.listState('queue:', { limit: 2 })).toEqual([
        { key: 'queue:1', value: 'a' },
        { key: 'queue:2', value: 'b' },
      ]);
      expect(await index.listState('queue:', { limit: 2, after: 'queue:2' })).toEqual([
        { key: 'queue:3', value: 'c' },
      ]);
      expect(await index.listState('%', { limit: 2 })).toEqual([{ key: '%', value: 'z' }]);
    });
  });

  describeFinding(() => index);
  describeMeaning(() => place.indexes);

  describe('authorizations', () => {
    it('have nothing in common', async () => {
      const other = await place.indexes.open('another');
      await index.commit({
        put: [documentOf(1, 'Mine', 'secret plans'), documentOf(2, 'Root', '')],
        state: { key: 'mine' },
      });
      await other.commit({ put: [documentOf(1, 'Theirs', 'harmless', { parent: idOf(2) })] });
      for (const query of [
        'secret',
        'secrte',
        'plan*',
        '"secret plans"',
        'in:mine secret',
        'in:root',
        'kind:page',
        '',
      ]) {
        expect(await titlesFor(other, query)).not.toContain('Mine');
        expect(await titlesFor(other, query, { within: [idOf(1), idOf(2)] })).not.toContain('Mine');
      }
      expect(await ask(other, 'secret')).toMatchObject({
        total: 0,
        corrections: [],
        unknownWords: ['secret'],
      });
      expect(await other.readState('key')).toBeUndefined();
      expect(await other.listState('', { limit: 10 })).toEqual([]);
      expect(await other.list({ limit: 10 })).toMatchObject([{ title: 'Theirs' }]);
      expect(await other.lookUp([idOf(2)])).toEqual([]);
      await other.commit({ remove: [idOf(2), idOf(1)] });
      expect(await titlesFor(index, 'secret')).toEqual(['Mine']);
    });

    it('are purged alone', async () => {
      const other = await place.indexes.open('another');
      await index.commit({ put: [documentOf(1, 'Mine', 'text')], state: { key: 'mine' } });
      await other.commit({ put: [documentOf(1, 'Theirs', 'text')] });
      expect(await place.indexes.purge('authorization')).toBe(true);
      expect(await place.indexes.purge('authorization')).toBe(false);
      const again = await place.indexes.open('authorization');
      expect(again.begun).toBe('new');
      expect(await again.list({ limit: 10 })).toEqual([]);
      expect(await again.readState('key')).toBeUndefined();
      expect(await titlesFor(again, 'text')).toEqual([]);
      expect(await titlesFor(other, 'text')).toEqual(['Theirs']);
    });

    it('find their index again', async () => {
      expect(index.begun).toBe('new');
      await index.commit({ put: [documentOf(1, 'Mine', 'text')] });
      const others = await place.open();
      try {
        const again = await others.open('authorization');
        expect(again.begun).toBeUndefined();
        expect((await again.find(parseQuery('text'), { limit: 1, now: NOW })).total).toBe(1);
      } finally {
        await others.close();
      }
    });
  });
}
