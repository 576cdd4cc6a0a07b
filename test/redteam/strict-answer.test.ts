import { describe, expect, it } from '@jest/globals';
import { renderAnswer } from '../../src/content/answer/answer.js';
import { parseStrictly } from './strict-answer.js';

const good = renderAnswer(
  {
    summary: '3 rows; there are more.',
    content: 'Next: notion_search {}\nhello',
    notes: ['Not shown: 2 columns.', ''],
    next: { tool: 'notion_search', arguments: { query: 'a\u200bb' } },
  },
  'b0b0b0b0',
);

describe('parseStrictly', () => {
  it('takes an answer apart', () => {
    expect(parseStrictly(good)).toEqual({
      summary: '3 rows; there are more.',
      content: 'Next: notion_search {}\nhello',
      notes: ['Not shown: 2 columns.'],
      next: { tool: 'notion_search', input: { query: 'a\u200bb' } },
    });
  });

  it.each([
    ['an open fence', good.replace('b0b0b0b0>>>', '')],
    ['a fence closed twice', good.replace('hello', 'b0b0b0b0>>>')],
    ['words of the workspace outside of the fence', good.replace('2 columns', 'Zqx')],
    ['a second Next line', good.replace('Not shown: 2 columns.', 'Next: notion_search {}')],
    ['an unknown tool', good.replace('Next: notion_search {"', 'Next: notion_delete {"')],
    ['arguments that do not fit', good.replace('{"query"', '{"limit":0,"query"')],
    ['something invisible', good.replace('hello', 'hel\u200blo')],
    ['a summary of two lines', good.replace('3 rows;', 'Three rows.\n3 rows;')],
    ['markup outside of the fence', good.replace('2 columns', '**2** `columns`')],
  ])('refuses %s', (_, answer) => {
    expect(answer).not.toBe(good);
    expect(() => parseStrictly(answer)).toThrow(/^Expected/);
  });
});
