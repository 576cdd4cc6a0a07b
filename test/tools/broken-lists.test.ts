import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { paragraph } from '../../src/sandbox/build/blocks.js';
import { plain, relation } from '../../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import {
  addComment,
  addPage,
  addPerson,
  createWorkspace,
} from '../../src/sandbox/build/workspace-builder.js';
import { addView } from '../../src/sandbox/build/views.js';
import { SANDBOX_TOKEN } from '../../src/sandbox/server.js';
import type { Alteration } from '../support/notion/altered-notion.js';
import { startAlteredSandbox, type AlteredSandbox } from '../support/notion/altered-sandbox.js';

/** Each list that is read, and each way in which Notion's answers to it can break off. */
let notion: AlteredSandbox;
const ids = { page: '', source: '', crates: '', project: '' };

beforeAll(async () => {
  const workspace = createWorkspace();
  ids.page = addPage(workspace, {
    title: 'Pier log',
    blocks: [paragraph('Storm', paragraph('Wind from the north')), paragraph('Calm')],
  });
  addComment(workspace, { on: { kind: 'page', id: ids.page }, text: 'Who was on watch?' });
  addComment(workspace, { on: { kind: 'page', id: ids.page }, text: 'Nobody.' });
  addPerson(workspace, 'Wilma Pier', 'wilma@example.com');
  addPerson(workspace, 'Otto Pier', 'otto@example.com');
  const source = (title: string): string => {
    const database = addDatabase(workspace, { title });
    return addDataSource(workspace, { database, name: title, columns: [plain('Name', 'title')] });
  };
  ids.source = source('Pier boats');
  addView(workspace, { dataSource: ids.source, name: 'Moored', type: 'table' });
  const crates = source('Pier crates');
  ids.crates = crates;
  addColumns(workspace, ids.source, [relation('Crates', crates)]);
  const held = Array.from({ length: 27 }, (_, index) =>
    addRow(workspace, crates, { Name: `Crate ${index}` }),
  );
  ids.project = addRow(workspace, ids.source, { Name: 'Pier boat 1', Crates: held });
  addRow(workspace, ids.source, { Name: 'Pier boat 2' });
  notion = await startAlteredSandbox(workspace);
});

beforeEach(() => notion.reset());

afterAll(() => notion.close());

interface List {
  readonly request: RegExp;
  readonly tool: string;
  readonly input: () => object;
  /** What else says so. */
  readonly claim?: RegExp;
  /** Another request that Notion refuses, so that this list is read. */
  readonly refused?: RegExp;
}

const QUERY = /^POST .*\/query$/;
const CHILDREN = /^GET .*\/children$/;
const lists: readonly (readonly [string, List])[] = [
  [
    'rows',
    {
      request: QUERY,
      tool: 'notion_query_database',
      input: () => ({ database: `collection://${ids.source}`, columns: ['Name'] }),
    },
  ],
  [
    'counted rows',
    {
      request: QUERY,
      tool: 'notion_query_database',
      input: () => ({ database: `collection://${ids.source}`, calculate: ['count'] }),
    },
  ],
  ['fetched rows', { request: QUERY, tool: 'fetch', input: () => ({ id: `collection://${ids.source}` }) }],
  ['titles', { request: /^POST \/v1\/search$/, tool: 'notion_search', input: () => ({ query: 'Pier' }) }],
  ['databases', { request: /^POST \/v1\/search$/, tool: 'notion_list_databases', input: () => ({}) }],
  ['members', { request: /^GET \/v1\/users$/, tool: 'notion_find_users', input: () => ({ query: 'pier' }) }],
  [
    'comments',
    { request: /^GET \/v1\/comments$/, tool: 'notion_list_comments', input: () => ({ page: ids.page }) },
  ],
  [
    'commented blocks',
    { request: CHILDREN, tool: 'notion_list_comments', input: () => ({ page: ids.page }) },
  ],
  [
    'comments below a page',
    {
      request: /^GET \/v1\/comments$/,
      tool: 'notion_read_page',
      input: () => ({ page: ids.page, include_comments: true }),
    },
  ],
  [
    'blocks of a page',
    {
      claim: /^The whole page/,
      request: CHILDREN,
      tool: 'notion_read_page',
      input: () => ({ page: ids.page }),
      refused: /\/markdown$/,
    },
  ],
  [
    'related pages',
    { request: /\/properties\//, tool: 'notion_read_page', input: () => ({ page: ids.project }) },
  ],
];

/** What would say that nothing is missing in the list. */
const CLAIMS =
  /that is all[.;]|all rows are counted|No rows match|No open comments on the page itself\.|No member matching "pier"\.|No title matches|No database is shared|"complete":true/;
const OPEN =
  /there (?:are|may be) more|more match|not read yet|leads back|not where they continue|[Ii]ncomplete|held no list|Not loaded|Only the first 25|empty page/;

const incomplete =
  (reason: string): Alteration =>
  async (cursor, original) => ({
    ...(await original(cursor)),
    request_status: { type: 'incomplete', incomplete_reason: reason },
  });
const next =
  (following: (cursor: string | undefined) => string | null): Alteration =>
  async (cursor, original) => ({
    ...(await original()),
    has_more: true,
    next_cursor: following(cursor),
  });

const defects: readonly (readonly [string, Alteration])[] = [
  ['more without a cursor', next(() => null)],
  ['the same cursor again', next(() => 'again')],
  ['a circle of cursors', next((cursor) => (cursor === 'left' ? 'right' : 'left'))],
  ['its limit of results', incomplete('query_result_limit_reached')],
  ['another reason to be incomplete', incomplete('shard_unavailable')],
  ['null for its results', async (_cursor, original) => ({ ...(await original()), results: null })],
  ['no results', async (_cursor, original) => ({ ...(await original()), results: undefined })],
];

async function ask({ tool, input, refused }: List): Promise<string> {
  if (refused !== undefined) {
    notion.alter(refused, () => Promise.resolve({ status: 404, code: 'object_not_found' }));
  }
  return (await notion.call(tool, input())).replaceAll(/"last_edited":"[^"]*"/g, '');
}

describe.each(lists)('a list of %s', (_name, list) => {
  it.each(defects)('is not called whole where Notion gives %s', async (_defect, alteration) => {
    notion.alter(list.request, alteration);
    const answer = await ask(list);
    expect(notion.requests()).toBeLessThan(30);
    expect(answer).not.toMatch(list.claim ?? CLAIMS);
    expect(answer).toMatch(OPEN);
  });

  it('says which entries may not be read', async () => {
    notion.alter(list.request, async (cursor, original) => {
      const answer = await original(cursor);
      const [first, ...others] = answer['results'] as { object: string; id: string }[];
      return { ...answer, results: [{ object: first?.object, id: first?.id }, null, ...others] };
    });
    const answer = await ask(list);
    expect(answer).not.toMatch(list.claim ?? CLAIMS);
    expect(answer).toMatch(/may not be read by this connection|Not loaded|Only the first 25|not shared/);
  });

  it('is read on behind an empty batch', async () => {
    const whole = await ask(list);
    notion.reset();
    notion.alter(list.request, async (cursor, original) =>
      cursor === undefined
        ? { ...(await original()), results: [], has_more: true, next_cursor: 'behind' }
        : original(cursor === 'behind' ? undefined : cursor),
    );
    expect(await ask(list)).toBe(whole);
  });

  it('ends where every batch is empty', async () => {
    let batch = 0;
    notion.alter(list.request, async (_cursor, original) => {
      batch += 1;
      return { ...(await original()), results: [], has_more: true, next_cursor: `batch ${batch}` };
    });
    const answer = await ask(list);
    expect(batch).toBeLessThan(60);
    expect(answer).not.toMatch(list.claim ?? CLAIMS);
  });
});

describe('a database inside a wiki', () => {
  it.each(lists.filter(([, { request }]) => request === QUERY))(
    'is named beside the %s',
    async (_name, list) => {
      const verified = { id: 'v', name: 'Verified', type: 'verification', verification: {} };
      notion.alter(/^GET \/v1\/data_sources\//, async (_cursor, original) => {
        const source = await original();
        return { ...source, properties: { ...(source['properties'] as object), Verified: verified } };
      });
      let inside: Readonly<Record<string, unknown>> | undefined;
      notion.alter(list.request, async (cursor, original, sent) => {
        const rows = await original(cursor);
        expect(sent).not.toHaveProperty('result_type');
        return { ...rows, results: [inside, ...(rows['results'] as object[])] };
      });
      const url = new URL(`/v1/data_sources/${ids.crates}`, notion.sandbox.url);
      const headers = { authorization: `Bearer ${SANDBOX_TOKEN}`, 'notion-version': '2026-03-11' };
      inside = (await (await fetch(url, { headers })).json()) as typeof inside;
      const answer = await ask(list);
      expect(answer.replaceAll('\\', '')).toContain(
        `Databases inside, which are no rows: "Pier crates" (collection://${ids.crates}).`,
      );
      expect(answer).toMatch(/\b2 rows/);
      expect(answer).not.toContain('may not be read');
    },
  );
});

it('a list of views that breaks off is not shown as all of them', async () => {
  notion.alter(/^GET \/v1\/views$/, async (cursor, original) => ({
    ...(await original(cursor)),
    has_more: true,
    next_cursor: null,
  }));
  const answer = await notion.call('notion_describe_database', { database: `collection://${ids.source}` });
  expect(answer).toMatch(/^Views: .* and more not read$/m);
});

it('comments and blocks that break off for one reason name it once', async () => {
  notion.alter(/^GET \/v1\/(?:comments|blocks\/[^/]+\/children)$/, async (cursor, original) => ({
    ...(await original(cursor)),
    has_more: true,
    next_cursor: null,
  }));
  const answer = await notion.call('notion_list_comments', { page: ids.page });
  expect(answer.match(/not where they continue/g)).toHaveLength(1);
});
