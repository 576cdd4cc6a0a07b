import { describe, expect, it } from '@jest/globals';
import { namedObjects } from '../../../../src/mcp/calls/audit/named-objects.js';

const id = (digit: string): string =>
  `${digit.repeat(8)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(4)}-${digit.repeat(12)}`;

describe('the objects of a call', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['a page by its id', { page: id('1') }, [`page ${id('1')}`]],
    [
      'a page by its address',
      { page: `https://www.notion.so/Secret-plan-${'1'.repeat(32)}` },
      [`page ${id('1')}`],
    ],
    ['a page by its title', { page: 'Secret plan' }, []],
    [
      'data sources of a query',
      { data_sources: [`collection://${id('1')}`, id('2')] },
      [`database ${id('1')}`, `database ${id('2')}`],
    ],
    ['a hosted fetch', { id: `view://${id('3')}` }, [`view ${id('3')}`]],
    [
      'a hosted query',
      { data: { mode: 'sql', data_source_urls: [`collection://${id('1')}`], query: `SELECT '${id('9')}'` } },
      [`database ${id('1')}`],
    ],
    [
      'pages that are moved',
      { page_or_database_ids: [id('1'), id('2'), id('1')], new_parent: { page_id: id('3') } },
      [`page ${id('1')}`, `page ${id('2')}`, `page ${id('3')}`],
    ],
    [
      'new pages, not their columns',
      {
        parent: { data_source_id: id('1') },
        pages: [{ properties: { url: id('8'), page: id('7') }, content: id('9') }],
      },
      [`database ${id('1')}`],
    ],
    ['a person', { user_id: id('4') }, [`user ${id('4')}`]],
    ['an address elsewhere', { page_url: 'https://example.com/secret' }, []],
    ['nothing', undefined, []],
    ['a text', 'page', []],
  ])('%s', (_what, given, expected) => {
    expect(namedObjects(given)).toEqual(expected);
  });

  it('are bounded, however much is sent', () => {
    const many = Array.from(
      { length: 5000 },
      (_none, at) => id(String(at % 10)).slice(0, -4) + String(1000 + at),
    );
    expect(namedObjects({ page_ids: many }).length).toBe(50);
    let nested: unknown = id('1');
    for (let depth = 0; depth < 5000; depth += 1) {
      nested = { id: nested };
    }
    expect(namedObjects(nested)).toEqual([]);
  });
});
