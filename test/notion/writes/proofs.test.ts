import { describe, expect, it } from '@jest/globals';
import { proveCreated, type ListedPage } from '../../../src/notion/writes/prove-created.js';
import { proveUpdated } from '../../../src/notion/writes/prove-updated.js';

const made: ListedPage = {
  id: 'new',
  title: 'Weekly report',
  createdTime: '2026-11-29T10:00:00.000Z',
  createdBy: 'bot',
};
const wanted = {
  title: 'Weekly report',
  since: new Date('2026-11-29T10:00:40.000Z'),
  authors: new Set(['bot']),
  isOthers: () => false,
};

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
    expect(proveCreated({ pages, isWhole: true }, wanted)).toEqual({ kind: 'unclear' });
  });

  it('stays unknown with two that fit, with an empty title, and where the list has more', () => {
    const twice = [made, { ...made, id: 'other' }];
    const untitled = { ...made, title: '' };
    expect(proveCreated({ pages: twice, isWhole: true }, wanted)).toEqual({ kind: 'unclear' });
    expect(proveCreated({ pages: [untitled], isWhole: true }, { ...wanted, title: '' })).toEqual({
      kind: 'unclear',
    });
    expect(proveCreated({ pages: [], isWhole: false }, wanted)).toEqual({ kind: 'unclear' });
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
