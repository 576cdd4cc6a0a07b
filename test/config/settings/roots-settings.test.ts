import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/config/config.js';

const ID = '0123456789abcdef0123456789abcdef';
const environment = { NOTION_TOKEN: 'ntn_test' };
const rootsOf = (argv: readonly string[], more: Readonly<Record<string, string>>): unknown => {
  const config = loadConfig(argv, { ...environment, ...more });
  return 'roots' in config ? config.roots : 'none';
};

describe('READ_ROOTS', () => {
  it('is everything where it is not set', () => {
    expect(rootsOf([], {})).toBeUndefined();
  });

  it.each([
    ['an id', ID],
    ['a dashed id', '01234567-89AB-cdef-0123-456789abcdef'],
    ['a URL', `https://app.notion.com/p/Plan-${ID}`],
    ['a data source', 'collection://01234567-89ab-cdef-0123-456789abcdef'],
    ['one twice', `${ID}, ${ID}`],
  ])('takes %s', (_, text) => {
    expect(rootsOf([], { READ_ROOTS: text })).toEqual([ID]);
  });

  it.each([
    ['a title', 'Plan'],
    ['one that is none among others', `${ID},Plan`],
    ['an empty entry', `${ID},`],
    ['a person', `user://${ID}`],
    [
      '101 of them',
      Array.from({ length: 101 }, (_, index) => index.toString(16).padStart(32, '0')).join(','),
    ],
  ])('refuses %s', (_, text) => {
    expect(() => rootsOf([], { READ_ROOTS: text })).toThrow(/must be ids or URLs of at most 100 pages/);
  });
});
