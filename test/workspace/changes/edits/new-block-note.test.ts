import { describe, expect, it } from '@jest/globals';
import { newBlockNote } from '../../../../src/workspace/changes/edits/new-block-note.js';

describe('the note on lines that look like blocks', () => {
  it.each([
    ['- d', '- dd\n- ee'],
    ['a', 'b\n## c'],
    ['a\nb', 'a\nb\n  1. c'],
    ['a', 'b\n\n> c'],
  ])('says that %j → %j makes no new block', (find, replace) => {
    expect(newBlockNote([{ find, replace }])).toContain('makes no new blocks');
  });

  it.each([
    ['- d', '- dd'],
    ['- a\n- b', '- c\n- d'],
    ['a', 'b\nc'],
    ['a', 'b\n-c'],
    ['a', ''],
  ])('says nothing of %j → %j', (find, replace) => {
    expect(newBlockNote([{ find, replace }])).toBe('');
  });
});
