import { beforeEach, describe, expect, it } from '@jest/globals';
import type { QueryMeaning } from '../../../src/search-index/meanings.js';
import { DimensionsError } from '../../../src/search-index/meanings.js';
import type {
  Findings,
  FindOptions,
  SearchIndex,
  SearchIndexes,
} from '../../../src/search-index/search-index.js';
import { vectorOf } from '../../embeddings/endpoint.js';
import { ask, documentOf, idOf, passage, titlesFor } from './documents.js';

const MODEL = 'http://127.0.0.1/v1 test';
const DIMENSIONS = 256;

/** What every index has to find by meaning. */
export function describeMeaning(indexesOfTest: () => SearchIndexes): void {
  let index: SearchIndex;

  beforeEach(async () => {
    index = await indexesOfTest().open('authorization');
  });

  describe('vectors', () => {
    it('are wanted of all passages once there is a model, with titles and headings', async () => {
      const section = passage('Ask the desk.', { headings: ['Money', 'Refunds'] });
      await index.commit({ put: [documentOf(1, 'Travel', [section]), documentOf(2, 'Empty', [])] });
      expect(await index.meanings.unembedded(10)).toEqual([]);
      await index.meanings.begin(MODEL);
      await index.commit({ put: [documentOf(3, 'Later', 'text')] });
      expect((await index.meanings.unembedded(10)).map(({ text }) => text)).toEqual([
        'Travel\nMoney › Refunds\nAsk the desk.',
        'Empty',
        'Later\ntext',
      ]);
      expect(await index.meanings.unembedded(1)).toHaveLength(1);
      expect(await index.meanings.count()).toEqual({ embedded: 0, unembedded: 3 });
      await embedAll(index);
      expect(await index.meanings.count()).toEqual({ embedded: 3, unembedded: 0 });
    });

    it('stay with a text that is written again, wherever it stands now, and are wanted of the others only', async () => {
      await index.meanings.begin(MODEL);
      await index.commit({
        put: [documentOf(1, 'Wiki', [passage('one'), passage('two'), passage('three')])],
      });
      await embedAll(index);
      await index.commit({
        put: [documentOf(1, 'Wiki', [passage('new'), passage('three'), passage('one')])],
      });
      expect((await index.meanings.unembedded(10)).map(({ text }) => text)).toEqual(['Wiki\nnew']);
      expect(await index.meanings.count()).toEqual({ embedded: 2, unembedded: 1 });
      expect(await similar(index, 'three')).toMatchObject({ byMeaning: 0, whole: 1 });
    });

    it('are wanted anew of another model, and of none where the same one begins again', async () => {
      await index.meanings.begin(MODEL);
      await index.commit({ put: [documentOf(1, 'Wiki', 'refund')] });
      await embedAll(index);
      await index.meanings.begin(MODEL);
      expect(await index.meanings.count()).toEqual({ embedded: 1, unembedded: 0 });
      const before = await index.meanings.unembedded(10);
      await index.meanings.begin('another');
      expect(await index.meanings.count()).toEqual({ embedded: 0, unembedded: 1 });
      expect(await similarTitles(index, 'reimbursement')).toEqual([]);
      // What was under way of the former one is not written.
      expect(await index.meanings.put(MODEL, before.map(embedded))).toBe(0);
      expect(await index.meanings.put('another', (await index.meanings.unembedded(10)).map(embedded))).toBe(
        1,
      );
      expect(await similarTitles(index, 'reimbursement')).toEqual([]);
      expect(await similarTitles(index, 'reimbursement', { model: 'another' })).toEqual(['Wiki']);
    });

    it('of a text that was changed meanwhile are not written', async () => {
      await index.meanings.begin(MODEL);
      await index.commit({ put: [documentOf(1, 'Wiki', 'old'), documentOf(2, 'Gone', 'old')] });
      const old = await index.meanings.unembedded(10);
      await index.commit({ put: [documentOf(1, 'Wiki', 'new')], remove: [idOf(2)] });
      expect(await index.meanings.put(MODEL, old.map(embedded))).toBe(0);
      await index.meanings.skip(MODEL, old);
      expect((await index.meanings.unembedded(10)).map(({ text }) => text)).toEqual(['Wiki\nnew']);
      // Twice is once.
      const current = (await index.meanings.unembedded(10)).map(embedded);
      expect(await index.meanings.put(MODEL, current)).toBe(1);
      expect(await index.meanings.put(MODEL, current)).toBe(0);
    });

    it('of another length than those before are refused, all of them', async () => {
      await index.meanings.begin(MODEL);
      await index.commit({ put: [documentOf(1, 'One', 'text')] });
      await embedAll(index);
      await index.commit({ put: [documentOf(2, 'Two', 'text'), documentOf(3, 'Three', 'text')] });
      const [first, second] = (await index.meanings.unembedded(10)).map(embedded);
      const short = { key: '', hash: '', ...second, vector: Float32Array.of(1, 0) };
      await expect(
        index.meanings.put(MODEL, first === undefined ? [short] : [first, short]),
      ).rejects.toBeInstanceOf(DimensionsError);
      expect(await index.meanings.count()).toEqual({ embedded: 1, unembedded: 2 });
    });

    it('that the endpoint does not give are not waited for', async () => {
      await index.meanings.begin(MODEL);
      await index.commit({ put: [documentOf(1, 'Wiki', 'text')] });
      await index.meanings.skip(MODEL, await index.meanings.unembedded(10));
      expect(await index.meanings.count()).toEqual({ embedded: 0, unembedded: 0 });
      await index.commit({ put: [documentOf(1, 'Wiki', 'other text')] });
      expect(await index.meanings.count()).toEqual({ embedded: 0, unembedded: 1 });
    });

    it('go with their passages', async () => {
      await index.meanings.begin(MODEL);
      await index.commit({ put: [documentOf(1, 'Wiki', 'refund'), documentOf(2, 'Other', 'lighthouse')] });
      await embedAll(index);
      await index.commit({ remove: [idOf(1)] });
      expect(await index.meanings.count()).toEqual({ embedded: 1, unembedded: 0 });
      expect(await similarTitles(index, 'reimbursement')).toEqual([]);
    });
  });

  describe('by meaning', () => {
    beforeEach(async () => {
      await index.meanings.begin(MODEL);
      await index.commit({
        put: [
          documentOf(1, 'Handbook', 'top'),
          documentOf(
            2,
            'Desk rules',
            [passage('lighthouse'), passage('repaid for a journey', { anchor: idOf(77) })],
            {
              parent: idOf(1),
            },
          ),
          documentOf(3, 'Trip refund', 'trip refund', { kind: 'row' }),
          documentOf(4, 'Clinic', 'A physician sees the ill.', {
            people: [{ id: idOf(90), name: 'Ada' }],
            editedAt: '2026-11-01T00:00:00.000Z',
          }),
          documentOf(5, 'Zebra', 'stripes'),
        ],
      });
      await embedAll(index);
    });

    it('a question finds a passage that shares no word with it', async () => {
      const { hits, byMeaning, total, whole } = await similar(index, 'my doctor when sick');
      expect(
        hits.map(({ document, isByMeaning, isPartial }) => [document.title, isByMeaning, isPartial]),
      ).toEqual([['Clinic', true, false]]);
      expect({ byMeaning, total, whole }).toEqual({ byMeaning: 1, total: 1, whole: 0 });
      expect(hits[0]?.snippet).toMatchObject({ text: 'A physician sees the ill.', marks: [] });
      expect(await titlesFor(index, 'my doctor when sick')).toEqual([]);
    });

    it('a question finds the nearest passage of a page, at its anchor', async () => {
      const { hits } = await similar(index, 'travel expenses');
      const rules = hits.find(({ document }) => document.id === idOf(2));
      expect(rules).toMatchObject({
        anchor: idOf(77),
        passages: 1,
        snippet: { text: 'repaid for a journey' },
      });
    });

    it('what holds the words and means them comes first', async () => {
      const { hits, whole } = await similar(index, 'trip refund');
      expect(hits.map(({ document, isByMeaning }) => [document.title, isByMeaning])).toEqual([
        ['Trip refund', false],
        ['Desk rules', true],
      ]);
      expect(whole).toBe(1);
    });

    it('what is near comes before what holds a word that was taken for another', async () => {
      await index.commit({ put: [documentOf(6, 'Spelling', 'vacatoin'), documentOf(7, 'Free', 'holiday')] });
      await embedAll(index);
      const { hits, corrections } = await similar(index, 'vacation');
      expect(corrections).toEqual([{ typed: 'vacation', taken: ['vacatoin'] }]);
      expect(hits.map(({ document }) => document.title)).toEqual(['Free', 'Spelling']);
    });

    it('nothing is found below the least similarity', async () => {
      expect(await similarTitles(index, 'my doctor when sick', { minSimilarity: 0.99 })).toEqual([]);
      expect(await similarTitles(index, 'submarine')).toEqual([]);
    });

    it.each([
      ['kind:row travel expenses', ['Trip refund']],
      ['kind:database travel expenses', []],
      ['in:Handbook travel expenses', ['Desk rules']],
      ['in:Nowhere travel expenses', []],
      ['person:Ada doctor sick', ['Clinic']],
      ['person:Eve doctor sick', []],
      ['edited:>2026-10-01 doctor sick', ['Clinic']],
      ['edited:<2026-10-01 doctor sick', []],
      ['travel expenses -repaid', ['Trip refund']],
      ['travel expenses -"a journey"', ['Trip refund']],
      ['travel expenses -desk', ['Trip refund']],
    ])('%s finds %j', async (query, titles) => {
      expect(await similarTitles(index, query)).toEqual(titles);
    });

    it.each(['"travel expenses"', 'travel expens*', 'kind:row'])('%s asks for no meaning', async (query) => {
      expect((await similar(index, query)).byMeaning).toBe(0);
    });

    it('nothing is found outside of roots', async () => {
      expect(await similarTitles(index, 'travel expenses', {}, { within: [idOf(1)] })).toEqual([
        'Desk rules',
      ]);
      expect(await similarTitles(index, 'travel expenses', {}, { within: [] })).toEqual([]);
    });

    it('parts of a list have no hit twice and lack none', async () => {
      const put = Array.from({ length: 30 }, (_, at) =>
        documentOf(100 + at, `Page ${at}`, at % 2 === 0 ? 'refund' : 'reimbursement of money'),
      );
      await index.commit({ put });
      await embedAll(index);
      const all = (await similar(index, 'refund', {}, { limit: 50 })).hits.map(({ document }) => document.id);
      const parts = [];
      for (let offset = 0; offset < all.length; offset += 7) {
        parts.push(...(await similar(index, 'refund', {}, { limit: 7, offset })).hits);
      }
      expect(parts.map(({ document }) => document.id)).toEqual(all);
      expect(new Set(all).size).toBe(all.length);
      expect(all.length).toBeGreaterThanOrEqual(30);
    });

    it('nothing is found with the vector of another model or length', async () => {
      expect(await similarTitles(index, 'travel expenses', { model: 'another' })).toEqual([]);
      expect(await similarTitles(index, 'travel expenses', { vector: Float32Array.of(1, 0) })).toEqual([]);
    });

    it('nothing of another authorization is found, whose passage says the same', async () => {
      const other = await indexesOfTest().open('another');
      await other.meanings.begin(MODEL);
      await other.commit({ put: [documentOf(9, 'Theirs', 'A physician sees the ill.')] });
      await embedAll(other);
      expect(await similarTitles(other, 'doctor sick')).toEqual(['Theirs']);
      expect(await similarTitles(index, 'doctor sick')).toEqual(['Clinic']);
      // Not even by the key of a passage.
      await other.commit({ put: [documentOf(9, 'Theirs', 'changed')] });
      const [theirs] = await other.meanings.unembedded(1);
      expect(await index.meanings.put(MODEL, theirs === undefined ? [] : [embedded(theirs)])).toBe(0);
      await indexesOfTest().purge('another');
      expect(await similarTitles(index, 'doctor sick')).toEqual(['Clinic']);
      const begun = await indexesOfTest().open('another');
      expect(await begun.meanings.count()).toEqual({ embedded: 0, unembedded: 0 });
    });
  });
}

function embedded({
  key,
  hash,
  text,
}: {
  readonly key: string;
  readonly hash: string;
  readonly text: string;
}) {
  return { key, hash, vector: unit(text) };
}

async function embedAll(index: SearchIndex): Promise<void> {
  for (;;) {
    const passages = await index.meanings.unembedded(10);
    if (passages.length === 0) {
      return;
    }
    expect(await index.meanings.put(MODEL, passages.map(embedded))).toBe(passages.length);
  }
}

function unit(text: string): Float32Array {
  const vector = Float32Array.from(vectorOf(text, DIMENSIONS));
  const length = Math.hypot(...vector);
  return vector.map((number) => number / length);
}

function similar(
  index: SearchIndex,
  query: string,
  meaning: Partial<QueryMeaning> = {},
  options: Partial<FindOptions> = {},
): Promise<Findings> {
  // As it is asked: without filters, and without what is left out.
  const words = query
    .split(' ')
    .filter((word) => !/^-|:|"/.test(word))
    .join(' ');
  return ask(index, query, {
    meaning: { model: MODEL, vector: unit(words), minSimilarity: 0.5, ...meaning },
    ...options,
  });
}

async function similarTitles(...parameters: Parameters<typeof similar>): Promise<readonly string[]> {
  return (await similar(...parameters)).hits.map(({ document }) => document.title);
}
