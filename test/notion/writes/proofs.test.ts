import { describe, expect, it } from '@jest/globals';
import { proveAppended } from '../../../src/notion/writes/prove-appended.js';
import { proveCreated, type ListedPage } from '../../../src/notion/writes/prove-created.js';
import { proveUpdated } from '../../../src/notion/writes/prove-updated.js';

const made: ListedPage = {
  id: 'new',
  title: 'Weekly report',
  createdTime: '2026-11-29T10:00:00.000Z',
  createdBy: 'bot',
  isAsSent: true,
};
const wanted = {
  title: 'Weekly report',
  since: new Date('2026-11-29T10:00:40.000Z'),
  authors: new Set(['bot']),
  isOthers: () => false,
  rivals: 'none',
} as const;

describe('a page that may have been made', () => {
  it('is found by title, minute and author', () => {
    expect(proveCreated({ pages: [made], isWhole: false }, wanted)).toEqual({ kind: 'saved', result: 'new' });
  });

  it.each([
    ['of another title', { title: 'Weekly Report' }],
    ['older than a day', { createdTime: '2026-11-28T09:59:00.000Z' }],
    ['of somebody else', { createdBy: 'person' }],
  ])('is absent where the only page is %s', (_name, difference) => {
    const pages = [{ ...made, ...difference }];
    expect(proveCreated({ pages, isWhole: true }, wanted)).toEqual({ kind: 'absent' });
  });

  it('is absent where another request has made the only one', () => {
    const isOthers = (id: string): boolean => id === 'new';
    expect(proveCreated({ pages: [made], isWhole: true }, { ...wanted, isOthers })).toEqual({
      kind: 'absent',
    });
  });

  it('stays unknown with one from before the call: the clocks may differ', () => {
    const pages = [{ ...made, createdTime: '2026-11-29T09:59:00.000Z' }];
    expect(proveCreated({ pages, isWhole: true }, wanted)).toMatchObject({ kind: 'unclear' });
  });

  it('stays unknown with two that fit, with an empty title, and where the list has more', () => {
    const twice = [made, { ...made, id: 'other' }];
    const untitled = { ...made, title: '' };
    expect(proveCreated({ pages: twice, isWhole: true }, wanted)).toMatchObject({ kind: 'unclear' });
    expect(proveCreated({ pages: [untitled], isWhole: true }, { ...wanted, title: '' })).toEqual({
      kind: 'unclear',
      mayClear: false,
    });
    expect(proveCreated({ pages: [], isWhole: false }, wanted)).toMatchObject({ kind: 'unclear' });
  });
});

describe('a page that others may be making too', () => {
  const theirs = { ...made, id: 'theirs', isAsSent: false };

  it('is told from theirs by its values', () => {
    expect(
      proveCreated({ pages: [theirs, made], isWhole: true }, { ...wanted, rivals: 'different' }),
    ).toEqual({ kind: 'saved', result: 'new' });
  });

  it('may become clear where only another one is there, which they may record', () => {
    expect(proveCreated({ pages: [theirs], isWhole: true }, { ...wanted, rivals: 'different' })).toEqual({
      kind: 'unclear',
      mayClear: true,
    });
  });

  it('may become clear where theirs would be the same', () => {
    expect(proveCreated({ pages: [made], isWhole: true }, { ...wanted, rivals: 'same' })).toEqual({
      kind: 'unclear',
      mayClear: true,
    });
  });

  it('is absent where there is none', () => {
    expect(proveCreated({ pages: [], isWhole: true }, { ...wanted, rivals: 'same' })).toEqual({
      kind: 'absent',
    });
  });
});

describe('an update that may be saved', () => {
  it.each([
    ['after', { kind: 'saved', result: 'after' }],
    ['before', { kind: 'absent' }],
    ['else', { kind: 'unclear' }],
  ])('is judged by what is there now: %s', async (state, proof) => {
    const found = await proveUpdated({
      read: () => Promise.resolve(state),
      isSaved: (now) => now === 'after',
      isUntouched: (now) => now === 'before',
    });
    expect(found).toEqual(proof);
  });
});

describe('blocks that may have been added', () => {
  const block = (id: string, key: string) => ({ id, key, createdTime: made.createdTime, createdBy: 'bot' });
  const sought = {
    keys: ['a', 'b', 'c'],
    since: wanted.since,
    authors: wanted.authors,
    isOthers: () => false,
    hasRivals: false,
    mayBePart: false,
  };
  const prove = (keys: readonly string[], options: Partial<typeof sought> = {}) =>
    proveAppended(
      { blocks: keys.map((key, at) => block(`${key}${at}`, key)), isWhole: true },
      { ...sought, ...options },
    );

  it('are found next to each other, and absent where none is there', () => {
    expect(prove(['x', 'a', 'b', 'c'])).toEqual({ kind: 'saved', result: ['a1', 'b2', 'c3'] });
    expect(prove(['x'])).toEqual({ kind: 'absent' });
  });

  it('are found by what is left of them, long after the call only', () => {
    expect(prove(['a', 'x', 'c'])).toEqual({ kind: 'unclear' });
    expect(prove(['a', 'x', 'c'], { mayBePart: true })).toEqual({ kind: 'saved', result: ['a0', 'c2'] });
    expect(prove(['c', 'a'], { mayBePart: true })).toEqual({ kind: 'unclear' });
    expect(prove(['a', 'a'], { mayBePart: true })).toEqual({ kind: 'unclear' });
  });

  it('are nobody’s where another call may have added the same', () => {
    expect(prove(['a', 'b', 'c'], { hasRivals: true })).toEqual({ kind: 'unclear' });
    expect(prove(['x'], { hasRivals: true })).toEqual({ kind: 'absent' });
  });
});
