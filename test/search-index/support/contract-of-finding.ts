import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SearchIndex } from '../../../src/search-index/search-index.js';
import { ask, documentOf, idOf, passage, titlesFor } from './documents.js';

/** What every index has to find. */
export function describeFinding(indexOfTest: () => SearchIndex): void {
  let index: SearchIndex;

  beforeEach(() => {
    index = indexOfTest();
  });

  describe('words', () => {
    beforeEach(async () => {
      await index.commit({
        put: [
          documentOf(1, 'Release checklist', 'We are rotating the signing keys of C# and v1.2.3 builds.'),
          documentOf(2, '東京の会議', '東京都庁での会議の議事録。ประชุมวันจันทร์ตอนเช้า 회의록을 보냈다'),
          documentOf(3, 'Verträge', 'Die Mietverträge mit Łódź wurden erneuert; naïve Straße, Ελλάδος.'),
          documentOf(4, 'C notes', 'Plain C only, keys and locks, signing nothing.'),
        ],
      });
    });

    it.each([
      ['in any form', 'rotate key', ['Release checklist']],
      ['in the forms of other languages', 'mietvertrag', ['Verträge']],
      ['without accents', 'lodz naive strasse', ['Verträge']],
      ['with other accents and in capitals', 'NAÎVE ΕΛΛΑΔΟΣ', ['Verträge']],
      ['by their beginning', 'check*', ['Release checklist']],
      ['with a swapped letter', 'rotatign', ['Release checklist']],
      ['with a letter too few', 'chcklist', ['Release checklist']],
      ['as a part of another', 'ietvertr', ['Verträge']],
      ['that are a part of another', 'miet*', ['Verträge']],
      ['of Chinese and Japanese', '都庁', ['東京の会議']],
      ['of one character', '録', ['東京の会議']],
      ['of Thai', 'วันจันทร์', ['東京の会議']],
      ['of Korean without its particles', '회의록', ['東京の会議']],
      ['with signs', 'c#', ['Release checklist']],
      ['with numbers', 'v1.2', ['Release checklist']],
      ['in a phrase', '"signing keys"', ['Release checklist']],
      ['but not in another order', '"keys signing"', []],
      ['without others', 'keys -rotating', ['C notes']],
      ['without a phrase', 'keys -"signing keys"', ['C notes']],
    ])('are found %s: %s', async (_, query, titles) => {
      const { hits } = await ask(index, query);
      expect(hits.filter(({ isPartial }) => !isPartial).map(({ document }) => document.title)).toEqual(
        titles,
      );
    });

    it('that nobody wrote are taken for those that are nearest, which is said', async () => {
      expect(await ask(index, 'signnig zzqqxx')).toMatchObject({
        corrections: [{ typed: 'signnig', taken: ['signing'] }],
        unknownWords: ['zzqqxx'],
        whole: 0,
      });
    });

    it('are known although very many others begin as they do', async () => {
      const others = Array.from({ length: 7 }, (_, part) =>
        passage(Array.from({ length: 500 }, (__, at) => `rotatable${part * 500 + at}`).join(' ')),
      );
      await index.commit({
        put: [documentOf(5, 'Types', others), documentOf(6, 'Wheels', 'All of them rotatexyz here.')],
      });
      expect(await ask(index, 'rotatexyz')).toMatchObject({
        total: 1,
        corrections: [],
        unknownWords: [],
        hits: [{ document: { title: 'Wheels' } }],
      });
    });

    it('are marked in the text that is shown', async () => {
      const [hit] = (await ask(index, 'rotate key')).hits;
      const { text = '', marks = [] } = hit?.snippet ?? {};
      expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual(['rotating', 'keys']);
    });

    it.each([
      '"',
      "'",
      '*',
      '-',
      '()',
      'a OR b',
      'title:x',
      '^',
      'NEAR(a b)',
      '\u0000',
      '{}',
      'x" OR "y',
      "';--",
      '\\',
      ':*',
      '!&|<->',
    ])('that mean something to a database are words like any other: %s', async (query) => {
      await expect(ask(index, query)).resolves.toHaveProperty('hits');
    });
  });

  describe('filters', () => {
    beforeEach(async () => {
      await index.commit({
        put: [
          documentOf(1, 'Engineering', 'report', { editedAt: '2026-01-01T00:00:00.000Z' }),
          documentOf(2, 'Guides', 'report', {
            parent: idOf(1),
            people: [{ id: 'u1', name: 'Ada Lovelace' }],
          }),
          documentOf(3, 'Entry', 'report', {
            parent: idOf(2),
            kind: 'row',
            createdAt: '2025-01-01T00:00:00.000Z',
          }),
          documentOf(4, 'Sales', 'report', { people: [{ id: 'u2', name: 'Grace' }] }),
          // Each lies below the other.
          documentOf(5, 'Loop', 'report', { parent: idOf(6) }),
          documentOf(6, 'Pool', 'report', { parent: idOf(5) }),
        ],
      });
    });

    it.each([
      ['report in:engineering', ['Engineering', 'Entry', 'Guides']],
      ['report in:"Guides"', ['Entry', 'Guides']],
      [`report in:${idOf(2).replaceAll('-', '')}`, ['Entry', 'Guides']],
      ['report in:loop', ['Loop', 'Pool']],
      ['report in:loop in:sales', ['Loop', 'Pool', 'Sales']],
      ['report kind:row', ['Entry']],
      ['report person:lovelace', ['Guides']],
      ['report person:u2', ['Sales']],
      ['report person:%', []],
      ['report edited:<2026-06', ['Engineering']],
      ['report created:2025', ['Entry']],
      ['in:guides', ['Entry', 'Guides']],
    ])('%s', async (query, titles) => {
      expect((await titlesFor(index, query)).toSorted()).toEqual(titles);
    });

    it('say which place is unknown, and find nothing there', async () => {
      expect(await ask(index, 'report in:nowhere')).toMatchObject({
        hits: [],
        total: 0,
        unknownPlaces: ['nowhere'],
      });
    });

    it('never reach beyond the roots of a caller', async () => {
      expect((await titlesFor(index, 'report', { within: [idOf(2)] })).toSorted()).toEqual([
        'Entry',
        'Guides',
      ]);
      expect(await titlesFor(index, 'report in:sales', { within: [idOf(2)] })).toEqual([]);
      expect(await titlesFor(index, 'report', { within: [] })).toEqual([]);
      expect(await titlesFor(index, 'report', { within: [idOf(404)] })).toEqual([]);
    });

    it('follow a page that moves, with what lies below it', async () => {
      await index.commit({ put: [documentOf(2, 'Guides', 'report', { parent: idOf(4) })] });
      expect((await titlesFor(index, 'report in:sales')).toSorted()).toEqual(['Entry', 'Guides', 'Sales']);
      expect(await titlesFor(index, 'report in:engineering')).toEqual(['Engineering']);
    });
  });

  describe('ranking', () => {
    it('puts the title first, then the heading, then the text', async () => {
      const filler = 'some other words about nothing in particular';
      await index.commit({
        put: [
          documentOf(1, 'Text', `${filler} payroll ${filler}`),
          documentOf(2, 'Heading', [passage(filler, { headings: ['Payroll'] })]),
          documentOf(3, 'Payroll', filler),
          ...Array.from({ length: 20 }, (_, at) => documentOf(10 + at, `Other ${at}`, filler)),
        ],
      });
      expect(await titlesFor(index, 'payroll')).toEqual(['Payroll', 'Heading', 'Text']);
    });

    it('puts words side by side before words apart, and all words before some', async () => {
      const apart = `invoice ${'word '.repeat(30)} overdue`;
      await index.commit({
        put: [
          documentOf(1, 'Apart', apart),
          documentOf(2, 'Near', `${'word '.repeat(30)} overdue invoice`),
          documentOf(3, 'Some', 'invoice'),
        ],
      });
      expect(await titlesFor(index, 'overdue invoice')).toEqual(['Near', 'Apart', 'Some']);
      expect(await ask(index, 'overdue invoice')).toMatchObject({ total: 3, whole: 2 });
    });

    it('puts what was edited lately before what is old, and the archive last', async () => {
      await index.commit({
        put: [
          documentOf(1, 'Old', 'minutes', { editedAt: '2020-01-01T00:00:00.000Z' }),
          documentOf(2, 'New', 'minutes', { editedAt: '2026-11-29T00:00:00.000Z' }),
          documentOf(3, 'Archived', 'minutes', { editedAt: '2026-11-29T00:00:00.000Z', isArchived: true }),
        ],
      });
      expect(await titlesFor(index, 'minutes')).toEqual(['New', 'Old', 'Archived']);
    });

    it('shows a document once, at its best passage', async () => {
      await index.commit({
        put: [
          documentOf(1, 'Guide', [
            passage('deploy on Fridays', { anchor: idOf(70), headings: ['When'] }),
            passage('deploy safely: deploy with a plan to roll back', {
              anchor: idOf(71),
              headings: ['How'],
            }),
          ]),
        ],
      });
      const { hits, total } = await ask(index, 'deploy "roll back"');
      expect(total).toBe(1);
      expect(hits).toMatchObject([{ anchor: idOf(71), headings: ['How'], part: 'text', isPartial: false }]);
    });

    it('finds a title with a word that stands in more passages than are scored, and says that there are more', async () => {
      await index.commit({
        put: [
          documentOf(1, 'Payroll', 'about wages'),
          documentOf(
            2,
            'Log',
            Array.from({ length: 4096 }, (_, at) => passage(`payroll of week ${at}`)),
          ),
        ],
      });
      const found = await ask(index, 'payroll');
      expect(found.hits.map(({ document }) => document.title)).toEqual(['Payroll', 'Log']);
      // Or a store scores them all, and says how many there are.
      expect(found.isTotalExact ? found.total : 2).toBe(2);
      expect(await ask(index, 'wages')).toMatchObject({ total: 1, isTotalExact: true });
    });

    it('gives later hits in the same order', async () => {
      await index.commit({
        put: Array.from({ length: 12 }, (_, at) =>
          documentOf(at, `Page ${at}`, `${'agenda '.repeat(at + 1)}${'other '.repeat(30)}`),
        ),
      });
      const all = await titlesFor(index, 'agenda', { limit: 12 });
      const parts = [
        ...(await titlesFor(index, 'agenda', { limit: 5 })),
        ...(await titlesFor(index, 'agenda', { limit: 5, offset: 5 })),
        ...(await titlesFor(index, 'agenda', { limit: 5, offset: 10 })),
      ];
      expect(parts).toEqual(all);
      expect(all).toHaveLength(12);
    });

    it('lists the latest edits where no word is given', async () => {
      await index.commit({
        put: [
          documentOf(1, 'Old', 'text', { editedAt: '2026-01-01T00:00:00.000Z' }),
          documentOf(2, 'New', 'text', { editedAt: '2026-02-01T00:00:00.000Z' }),
        ],
      });
      expect(await titlesFor(index, '')).toEqual(['New', 'Old']);
    });

    it.each(['kind:page -draft', '-draft', '-"a draft" kind:page', '-dra*'])(
      'lists none that holds what is left out: %s',
      async (query) => {
        await index.commit({
          put: [
            documentOf(1, 'Plan', [passage('rules'), passage('still a draft')]),
            documentOf(2, 'Rules', 'text', { editedAt: '2026-02-01T00:00:00.000Z' }),
          ],
        });
        expect(await ask(index, query)).toMatchObject({
          total: 1,
          isTotalExact: true,
          hits: [{ document: { title: 'Rules' } }],
        });
      },
    );
  });
}
