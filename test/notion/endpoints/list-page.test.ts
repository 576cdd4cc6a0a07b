import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  COMPLETE,
  CursorTrail,
  listPage,
  pagesOf,
  type ListPage,
} from '../../../src/notion/endpoints/list-page.js';

interface Entry {
  readonly id: string;
  readonly name?: string;
}

const [ash, elm] = [
  { id: 'ash', name: 'Ash' },
  { id: 'elm', name: 'Elm' },
];
const end = { has_more: false, next_cursor: null };

describe('listPage', () => {
  it.each([
    ['the last page', { results: [ash], ...end }, COMPLETE],
    [
      'a page with more behind it',
      { has_more: true, next_cursor: 'k7', results: [ash] },
      { nextCursor: 'k7' },
    ],
    [
      'an empty page with more behind it',
      { has_more: true, next_cursor: 'k7', results: [] },
      { nextCursor: 'k7' },
    ],
    ['a cursor without has_more', { next_cursor: 'k7', results: [ash] }, { nextCursor: 'k7' }],
    ['a cursor after the end', { has_more: false, next_cursor: 'k7', results: [ash] }, COMPLETE],
    [
      'more without a cursor',
      { has_more: true, next_cursor: null, results: [ash] },
      { gap: { kind: 'no cursor' } },
    ],
    [
      'more with an empty cursor',
      { has_more: true, next_cursor: '', results: [ash] },
      { gap: { kind: 'no cursor' } },
    ],
    [
      'the cursor that was sent',
      { has_more: true, next_cursor: 'sent', results: [ash] },
      { gap: { kind: 'cursor repeated' } },
    ],
    [
      'the limit of results',
      {
        ...end,
        results: [],
        request_status: { type: 'incomplete', incomplete_reason: 'query_result_limit_reached' },
      },
      { gap: { kind: 'result limit' } },
    ],
    [
      'another reason',
      { ...end, results: [ash], request_status: { type: 'incomplete', incomplete_reason: 'shard_away' } },
      { gap: { kind: 'incomplete', reason: 'shard_away' } },
    ],
    [
      'no reason',
      { ...end, results: [ash], request_status: { type: 'incomplete' } },
      { gap: { kind: 'incomplete' } },
    ],
    ['a complete status', { ...end, results: [ash], request_status: { type: 'complete' } }, COMPLETE],
    ['no list', { ...end }, { gap: { kind: 'no list' } }],
    ['null for a list', { ...end, results: null }, { gap: { kind: 'no list' } }],
    ['ids only', { ...end, results: [{ id: 'fir' }, null, ash] }, { unreadable: 2 }],
  ])('knows %s', (_name, answer, expected) => {
    const { items, ...known } = listPage<Entry>(answer, 'sent', ({ name }) => name !== undefined);
    expect(known).toEqual({ ...COMPLETE, ...expected });
    expect(items.every((item) => item === ash)).toBe(true);
  });

  it('never throws, and never takes for complete what has more', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('results', 'has_more', 'next_cursor', 'request_status'),
          fc.json().map((text): unknown => JSON.parse(text)),
        ),
        (answer) => {
          const { nextCursor, gap } = listPage(answer, 'sent');
          const isOpen = nextCursor !== undefined || gap !== undefined;
          const mustBeOpen = answer['has_more'] === true || !Array.isArray(answer['results']);
          expect(isOpen || !mustBeOpen).toBe(true);
        },
      ),
    );
  });
});

function page(items: Entry[], nextCursor?: string): ListPage<Entry> {
  return { ...COMPLETE, items, nextCursor };
}

describe('pagesOf', () => {
  it.each([
    ['a list', { '': 'b', b: 'c', c: undefined }, 3, undefined],
    ['a circle', { '': 'b', b: 'c', c: 'b' }, 3, { kind: 'cursor repeated' }],
    [
      'a circle that leaves out the beginning',
      { '': 'b', b: 'c', c: 'd', d: 'c' },
      4,
      { kind: 'cursor repeated' },
    ],
  ])('ends %s', async (_name, next: Record<string, string | undefined>, reads, gap) => {
    const pages: ListPage<Entry>[] = [];
    for await (const each of pagesOf((cursor) => Promise.resolve(page([ash], next[cursor ?? ''])))) {
      pages.push(each);
    }
    expect(pages).toHaveLength(reads);
    expect(pages.at(-1)).toEqual({ ...COMPLETE, items: [ash], gap });
  });

  it('does not read what nobody wants', async () => {
    const read: (string | undefined)[] = [];
    for await (const { items } of pagesOf((cursor) => {
      read.push(cursor);
      return Promise.resolve(page([elm], 'further'));
    }, 'start')) {
      expect(items).toEqual([elm]);
      break;
    }
    expect(read).toEqual(['start']);
  });
});

it('follows each cursor once, the one it began at included', () => {
  const trail = new CursorTrail('a');
  expect(trail.follow(page([], 'b')).nextCursor).toBe('b');
  expect(trail.follow(page([], 'a'))).toEqual({ ...page([]), gap: { kind: 'cursor repeated' } });
  expect(trail.follow(page([], 'b'))).toEqual({ ...page([]), gap: { kind: 'cursor repeated' } });
});
