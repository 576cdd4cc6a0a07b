import type { z } from 'zod';
import type { DataSourceObjectResponse, PageObjectResponse } from '@notionhq/client';
import { describe, expect, it } from '@jest/globals';
import { TooLargeError } from '../../../src/errors.js';
import { chooseColumns } from '../../../src/notion/query/columns/columns.js';
import type { NotionSession } from '../../../src/notion/session.js';
import { say } from '../../../src/text/words.js';
import { LookupBudget } from '../../../src/workspace/lookup-budget.js';
import { listRows, type rowPosition } from '../../../src/workspace/databases/row-list.js';

const ROWS = 60;

const source = {
  object: 'data_source',
  id: '00000000-0000-4000-8000-000000000000',
  properties: {
    Name: { id: 'title', name: 'Name', type: 'title', title: {} },
    Text: { id: 'text', name: 'Text', type: 'rich_text', rich_text: {} },
  },
} as unknown as DataSourceObjectResponse;

const richText = (content: string) => ({ type: 'text', text: { content, link: null }, plain_text: content });

/** A row that notes when its text is read. */
function rowOf(index: number, content: string, read: () => void): PageObjectResponse {
  return {
    object: 'page',
    id: `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`,
    url: '',
    parent: { type: 'data_source_id', data_source_id: source.id },
    properties: {
      Name: { id: 'title', type: 'title', title: [richText(`row ${index}`)] },
      Text: {
        id: 'text',
        type: 'rich_text',
        get rich_text() {
          read();
          return [richText(content)];
        },
      },
    },
  } as unknown as PageObjectResponse;
}

/** A table of which Notion's answers are too large where they hold more than so many rows. */
class HeavyTable {
  /** Rows that one answer may hold. */
  most = 100;
  /** How often each row's text was read. */
  readonly reads = Array.from({ length: ROWS }, () => 0);
  readonly #content: string;

  constructor(content: string) {
    this.#content = content;
  }

  list(characters: number, place: z.infer<typeof rowPosition> | undefined): ReturnType<typeof listRows> {
    const query = (asked: { page_size: number; start_cursor?: string }): Promise<object> => {
      if (asked.page_size > this.most) {
        throw new TooLargeError(say`Large.`, say`Less.`);
      }
      const first = Number(asked.start_cursor ?? 0);
      const end = Math.min(ROWS, first + asked.page_size);
      const results = Array.from({ length: end - first }, (_, at) =>
        rowOf(first + at, this.#content, () => {
          this.reads[first + at] = (this.reads[first + at] ?? 0) + 1;
        }),
      );
      return Promise.resolve({
        results,
        has_more: end < ROWS,
        next_cursor: end < ROWS ? String(end) : null,
      });
    };
    const session = {
      read: async (_endpoint: string, send: (client: object) => Promise<unknown>) =>
        send({ dataSources: { query } }),
      windowLeft: { requests: 180, limit: 180 },
      prefetchShared: () => Promise.resolve(),
      setCached: () => {},
    } as unknown as NotionSession;
    const choice = chooseColumns(source.properties, undefined);
    const wanted = { source, filter: undefined, sorts: [], choice, limit: 20 };
    return listRows(session, wanted, new LookupBudget(0), characters, place);
  }
}

const rowsIn = ({ content }: Awaited<ReturnType<typeof listRows>>): number[] =>
  [...content.matchAll(/^\| row (\d+) /gm)].map(([, index]) => Number(index));

describe('a list of rows that goes on within an answer of Notion that has become too large', () => {
  it('shows each row once, and tells of more while there are more', async () => {
    const table = new HeavyTable('word '.repeat(20));
    let list = await table.list(2500, undefined);
    const shown = rowsIn(list);
    expect(list.rest).toEqual({ batch: undefined, shown: shown.length, seen: shown.length });
    expect(shown.length).toBeGreaterThan(10);
    table.most = 10;
    const summaries: string[] = [];
    while (list.rest !== undefined) {
      list = await table.list(2500, list.rest);
      shown.push(...rowsIn(list));
      summaries.push(list.summary);
      expect(list.summary).toMatch(
        list.rest === undefined ? /that is all|^No further rows/ : /there are more/,
      );
    }
    expect(shown).toEqual(Array.from({ length: ROWS }, (_, index) => index));
    expect(summaries[0]).toBe('No further rows in this part; there are more.');
  });
});

describe('a table that has no room for all rows', () => {
  it('renders no more of them than may have room', async () => {
    const table = new HeavyTable('word '.repeat(50));
    const list = await table.list(1000, undefined);
    expect(rowsIn(list)).toEqual([0, 1, 2]);
    expect(list.rest).toEqual({ batch: undefined, shown: 3, seen: 3 });
    // Of the rows beyond twice 1,000 characters only the names that they mention were collected.
    const once = table.reads[19] ?? 0;
    expect(once).toBeGreaterThan(0);
    expect(table.reads.slice(0, 20).filter((reads) => reads > once)).toHaveLength(8);
  });
});
