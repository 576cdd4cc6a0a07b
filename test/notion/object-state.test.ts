import { describe, expect, it } from '@jest/globals';
import { stateOf, stateSentence, titlesMeant, titleWithState } from '../../src/notion/object-state.js';

describe('stateOf', () => {
  it.each([
    [{ in_trash: true }, 'in the trash'],
    [{ in_trash: true, is_archived: true }, 'in the trash'],
    [{ in_trash: false, is_archived: true }, 'archived'],
    [{ archived: true }, 'archived'],
    [{ in_trash: false, is_archived: false, archived: false }, undefined],
    [{ in_trash: 'true' }, undefined],
    [undefined, undefined],
  ])('of %j', (object, state) => {
    expect(stateOf(object)).toBe(state);
  });
});

describe('what is printed', () => {
  it('says what is in which state', () => {
    expect(stateSentence({ object: 'page', is_archived: true })).toBe(' The page is archived.');
    expect(stateSentence({ object: 'data_source', in_trash: true })).toBe(' The database is in the trash.');
    expect(stateSentence({ object: 'page' })).toBe('');
  });

  it('is accepted back in place of the title', () => {
    for (const state of ['in the trash', 'archived', undefined] as const) {
      expect(titlesMeant(titleWithState({ title: 'Old plan', state })).at(-1)).toBe('Old plan');
    }
    expect(titlesMeant('Plan (archived)')[0]).toBe('Plan (archived)');
  });
});
