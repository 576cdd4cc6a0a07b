import { describe, expect, it } from '@jest/globals';
import { noNames } from '../../../src/content/names.js';
import { renderPageHeader } from '../../../src/content/properties/page-header.js';
import { renderPropertyValue } from '../../../src/content/properties/property-value.js';
import { joinValues } from '../../../src/content/properties/value-list.js';

const many = Array.from({ length: 27 }, (_, at) => `Crate ${at + 1}`);
const options = many.map((name) => ({ name }));

describe('a list of values', () => {
  it.each<[string, string[], number, boolean, string]>([
    ['few, as they are', ['a', 'b'], Infinity, false, 'a, b'],
    ['none', ['', ''], Infinity, false, ''],
    ['with a comma in one of them', ['a, b', 'c'], Infinity, false, 'a, b; c'],
    [
      'so many that they are counted',
      many.slice(0, 10),
      Infinity,
      false,
      `${many.slice(0, 10).join(', ')} (10 in all)`,
    ],
    ['cut between them', many, 52, false, 'Crate 1, Crate 2 … 27 in all'],
    ['cut behind the first at least', many, 1, false, 'Crate 1 … 27 in all'],
    ['of which Notion has more', many.slice(0, 2), Infinity, true, 'Crate 1, Crate 2 … more than 2 in all'],
    ['of which Notion has more, cut', many.slice(0, 25), 40, true, 'Crate 1 … more than 25 in all'],
  ])('%s', (_name, values, characters, hasMore, text) => {
    expect(joinValues(values, { characters, hasMore })).toBe(text);
  });

  it.each([
    ['multi_select', { type: 'multi_select', multi_select: options }],
    ['files', { type: 'files', files: many.map((name) => ({ type: 'file', name, file: { url: 'x' } })) }],
    ['people', { type: 'people', people: many.map((name, at) => ({ object: 'user', id: `u${at}`, name })) }],
    [
      'rollup',
      {
        type: 'rollup',
        rollup: { type: 'array', array: options.map((select) => ({ type: 'select', select })) },
      },
    ],
  ])('says in a %s how many it has', (_name, value) => {
    expect(renderPropertyValue(value, noNames)).toBe(`${many.join(', ')} (27 in all)`);
    expect(renderPropertyValue(value, noNames, { longestList: 50 })).toBe('Crate 1, Crate 2 … 27 in all');
  });

  it('keeps its number in the head of a page without room for all', () => {
    const header = {
      title: 'Cargo',
      url: 'https://app.notion.com/p/1',
      path: '',
      lastEdited: '2026-05-04T00:00:00Z',
      properties: { Crates: { type: 'multi_select', multi_select: options } },
    };
    expect(renderPageHeader(header, noNames, 220)).toContain(
      '\nCrates: Crate 1, Crate 2, Crate 3, Crate 4, Crate 5, Crate 6, Crate 7, Crate 8, Crate 9 … 27 in all',
    );
    expect(renderPageHeader(header, noNames)).toContain(', Crate 27 (27 in all)');
  });
});
