import { expect, it } from '@jest/globals';
import { plainNames } from '../../../src/notion/values/hosted-names.js';

const properties = ['Due', 'date:Due:end', 'URL'].map((name) => ({ id: name, name, type: 'rich_text' }));
const read = (given: Record<string, unknown>): unknown => plainNames(given, properties);

it.each<[Record<string, unknown>, unknown]>([
  [{ Due: '2026-10-09' }, [['Due', '2026-10-09']]],
  [
    { 'date:Due:start': '2026-10-09', 'date:Due:is_datetime': 0 },
    [['Due', { start: '2026-10-09', is_datetime: 0 }]],
  ],
  [
    { Status: 'Done', 'date:Work window:end': '2026-10-11', 'date:Work window:start': '2026-10-09' },
    [
      ['Status', 'Done'],
      ['Work window', { end: '2026-10-11', start: '2026-10-09' }],
    ],
  ],
  [{ 'date:Due:start': null, 'date:Due:is_datetime': 0 }, [['Due', null]]],
  // An end alone must not clear the date.
  [{ 'date:Plan:end': '2026-10-11' }, [['Plan', { end: '2026-10-11' }]]],
  [{ 'date:Due:end': 'a column of this name' }, [['date:Due:end', 'a column of this name']]],
  [{ 'date:Due:unit': 'day' }, [['date:Due:unit', 'day']]],
  [{ 'userDefined:URL': 'https://example.com' }, [['URL', 'https://example.com']]],
])('%j', (given, plain) => {
  expect(read(given)).toEqual(plain);
});
