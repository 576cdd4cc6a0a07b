import { describe, expect, it } from '@jest/globals';
import { hasNewBlocks } from '../../../../src/workspace/changes/edits/new-block-lines.js';

describe('lines that look like blocks', () => {
  it.each([
    ['- d', '- dd\n- ee'],
    ['a', 'b\n## c'],
    ['a\nb', 'a\nb\n  1. c'],
    ['a', 'b\n\n> c'],
  ])('are in %j → %j', (find, replace) => {
    expect(hasNewBlocks(find, replace)).toBe(true);
  });

  it.each([
    ['- d', '- dd'],
    ['- a\n- b', '- c\n- d'],
    ['a', 'b\nc'],
    ['a', 'b\n-c'],
    ['a', 'b\n\\- c'],
    ['a', ''],
  ])('are not in %j → %j', (find, replace) => {
    expect(hasNewBlocks(find, replace)).toBe(false);
  });
});
