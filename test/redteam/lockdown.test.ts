import { afterEach, describe, expect, it } from '@jest/globals';
import { toolsets } from '../../src/catalogue.js';
import { createToolCaller } from '../../src/mcp/calls/call-tool.js';
import type { ToolAnswer } from '../../src/mcp/calls/tool-answer.js';
import { createConnection } from '../../src/notion/client/connection.js';
import type { LockdownRule } from '../../src/notion/client/lockdown.js';
import { addGuest, writtenBy } from '../../src/sandbox/build/authors.js';
import { bullet, paragraph, toggle, withId } from '../../src/sandbox/build/blocks.js';
import { plain, relation, rollup } from '../../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import { addView } from '../../src/sandbox/build/views.js';
import { literal, mentionPage } from '../../src/sandbox/build/text.js';
import {
  addBot,
  addComment,
  addPage,
  addPerson,
  createWorkspace,
} from '../../src/sandbox/build/workspace-builder.js';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../../src/sandbox/server.js';
import type { Workspace } from '../../src/sandbox/workspace.js';
import { NOW } from '../support/notion/tool-sandbox.js';
import { parseStrictly } from './strict-answer.js';

/** Stands in all that people outside the list have written. */
const OUTSIDE = 'Qvex';
const MEMBERS: LockdownRule = {
  members: true,
  bots: false,
  emails: new Set(),
  domains: new Set(),
  ids: new Set(),
};
const NOBODY: LockdownRule = { ...MEMBERS, members: false };

interface Mixed {
  readonly workspace: Workspace;
  readonly page: string;
  readonly guestPage: string;
  readonly editedPage: string;
  readonly row: string;
  readonly source: string;
  readonly guestSource: string;
  readonly guestView: string;
  readonly ada: string;
  readonly bob: string;
  readonly bot: string;
}

/** Two members, a guest and a bot, who wrote in each other's pages. */
function mixed(): Mixed {
  const workspace = createWorkspace({ name: 'Mixed', now: NOW });
  const ada = addPerson(workspace, 'Ada', 'ada@good.example');
  const bob = addPerson(workspace, 'Bob', 'Bob@Other.example');
  const guest = addGuest(workspace, 'Eve', 'eve@good.example');
  const bot = addBot(workspace, 'Importer');
  const blockIds = ['1', '2', '3', '4', '5'].map((digit) => `0000000${digit}-0000-4000-8000-000000000000`);
  const [created = '', edited = '', nested = '', byBot = '', byBob = ''] = blockIds;
  const guestPage = addPage(workspace, {
    title: `${OUTSIDE} plans`,
    author: guest,
    blocks: [paragraph(`${OUTSIDE} text of plans`)],
  });
  const editedPage = addPage(workspace, { title: `${OUTSIDE} renamed plans`, author: ada });
  writtenBy(workspace, editedPage, { editor: guest });
  const page = addPage(workspace, {
    title: 'Plans of Ada',
    author: ada,
    blocks: [
      paragraph('Ada wrote this.'),
      withId(created, paragraph(`${OUTSIDE} by a guest`)),
      withId(edited, bullet(`${OUTSIDE} edited by a guest`, bullet('below it'))),
      toggle('Open me', withId(nested, paragraph(`${OUTSIDE} far below`))),
      withId(byBot, paragraph('Imported by a bot')),
      withId(byBob, paragraph('Bob wrote this.')),
      paragraph([literal('See '), mentionPage(guestPage)]),
    ],
  });
  writtenBy(workspace, created, { author: guest, editor: ada });
  writtenBy(workspace, edited, { editor: guest });
  writtenBy(workspace, nested, { author: 'ffffffff-0000-4000-8000-000000000000' });
  writtenBy(workspace, byBot, { author: bot });
  writtenBy(workspace, byBob, { author: bob, editor: bob });
  addComment(workspace, { on: { kind: 'page', id: page }, text: 'Fine, says Ada.', author: ada });
  addComment(workspace, { on: { kind: 'page', id: page }, text: `${OUTSIDE} comment`, author: guest });
  addComment(workspace, { on: { kind: 'block', id: byBob }, text: `${OUTSIDE} remark`, author: guest });
  addComment(workspace, {
    on: { kind: 'block', id: created },
    text: 'On a block that is left out',
    author: ada,
  });

  const database = addDatabase(workspace, { title: 'Plans table', author: ada });
  const source = addDataSource(workspace, {
    database,
    name: 'Plans table',
    columns: [plain('Name', 'title'), plain('Notes', 'rich_text')],
  });
  addColumns(workspace, source, [relation('Related', source)]);
  addColumns(workspace, source, [rollup('Their notes', 'Related', 'Notes', 'show_original')]);
  const guestRow = addRow(
    workspace,
    source,
    { Name: `${OUTSIDE} row`, Notes: `${OUTSIDE} notes` },
    { author: guest },
  );
  const row = addRow(
    workspace,
    source,
    { Name: 'Row of Ada', Notes: 'Notes of Ada', Related: [guestRow] },
    { author: ada },
  );
  const guestDatabase = addDatabase(workspace, { title: `${OUTSIDE} table`, author: guest });
  const guestSource = addDataSource(workspace, {
    database: guestDatabase,
    name: `${OUTSIDE} plans table`,
    columns: [plain(`${OUTSIDE} name`, 'title')],
  });
  const seen = { dataSource: source, filter: { property: 'Name', title: { is_not_empty: true } } };
  addView(workspace, { ...seen, name: 'Rows of Ada', author: ada });
  const guestView = addView(workspace, { ...seen, name: `${OUTSIDE} view`, author: guest });
  return { workspace, page, guestPage, editedPage, row, source, guestSource, guestView, ada, bob, bot };
}

let sandbox: Sandbox | undefined;

afterEach(() => sandbox?.close());

/** Calls tools as a client does, with this rule. */
async function open(
  lockdown: LockdownRule | undefined,
  workspace: Workspace,
): Promise<(name: string, input: object) => Promise<ToolAnswer>> {
  sandbox = await startSandbox({ workspace });
  const connection = createConnection({
    token: SANDBOX_TOKEN,
    apiUrl: sandbox.url,
    backoffMilliseconds: 2,
    budget: { requestsPerWindow: 100_000 },
    lockdown,
  });
  return (name, input) => {
    const tool = Object.values(toolsets)
      .flat()
      .find((candidate) => candidate.name === name);
    if (tool === undefined) {
      throw new Error(`There is no tool ${name}.`);
    }
    const call = createToolCaller(tool, {
      log: { info: () => {}, warn: () => {}, error: () => {} },
      now: () => NOW,
      extraRequests: 100,
      randomText: () => 'b0b0b0b0',
    });
    const workspaces = { list: () => Promise.resolve([]), open: () => Promise.resolve(connection) };
    return call(input, { workspaces, workspaceSummaries: [] }, new AbortController().signal);
  };
}

/** Every tool, with everything in the workspace. */
function everyCall({
  page,
  guestPage,
  editedPage,
  row,
  source,
  guestSource,
  guestView,
}: Mixed): [string, object][] {
  const pages = [page, guestPage, editedPage, row];
  const databases = [
    `collection://${source}`,
    `collection://${guestSource}`,
    'Plans table',
    `${OUTSIDE.toLowerCase()} plans tabel`,
  ];
  return [
    ...pages.flatMap((id): [string, object][] => [
      ['notion_read_page', { page: id, include_comments: true }],
      ['notion_read_page', { page: id, find: 'guest' }],
      ['notion_list_comments', { page: id }],
      ['notion_read_file', { page: id }],
      ['fetch', { id }],
    ]),
    ...databases.flatMap((database): [string, object][] => [
      ['notion_describe_database', { database }],
      ['notion_query_database', { database, columns: ['*'] }],
      ['notion_query_database', { database, count_by: 'Related' }],
      [
        'notion_query_database',
        { database, where: [{ property: 'Related', operator: 'contains', value: 'row' }] },
      ],
    ]),
    ['notion_query_database', { database: `collection://${source}`, view: guestView }],
    ['notion_query_database', { database: `view://${guestView}` }],
    ...databases.slice(0, 2).map((id): [string, object] => ['fetch', { id }]),
    ['notion_search', { query: '' }],
    ['notion_search', { query: 'plans', in_text: true }],
    ['search', { query: 'plans' }],
    ['search', { query: 'text' }],
    ['notion_list_databases', {}],
    ['notion_find_users', {}],
  ];
}

describe('lockdown', () => {
  it('keeps every word of outsiders out of every answer, and counts what is missing', async () => {
    const all = mixed();
    const call = await open(MEMBERS, all.workspace);
    let counted = 0;
    for (const [name, input] of everyCall(all)) {
      const { text } = await call(name, input);
      const own = text.replaceAll(JSON.stringify(input).slice(1, -1), '');
      expect(own.replaceAll(/"[^"\n]*tabel"/gi, '')).not.toContain(OUTSIDE);
      counted += /by people outside the allowed list omitted/.test(text) ? 1 : 0;
    }
    expect(counted).toBeGreaterThan(10);
  });

  it('shows all of it without the option: the test can fail', async () => {
    const all = mixed();
    const call = await open(undefined, all.workspace);
    const answers = [];
    for (const [name, input] of everyCall(all)) {
      answers.push((await call(name, input)).text);
    }
    const text = answers.join('\n');
    for (const words of [
      'by a guest',
      'edited by a guest',
      'far below',
      'comment',
      'remark',
      'row',
      'notes',
      'plans',
      'renamed plans',
      'text of plans',
      'plans table',
      'view',
      'name',
    ]) {
      expect(text).toContain(`${OUTSIDE} ${words}`);
    }
    expect(text).not.toContain('omitted');
  });

  it('reads the rest of a page, block by block, and says what is missing in one sentence', async () => {
    const all = mixed();
    const call = await open(MEMBERS, all.workspace);
    const { text, outcome } = await call('notion_read_page', {
      page: all.page,
      include_comments: true,
      max_chars: 2000,
    });
    expect(outcome).toBe('ok');
    const { content, notes } = parseStrictly(text);
    expect(content).toContain('Ada wrote this.');
    expect(content).toContain('Open me');
    expect(content).toContain('Bob wrote this.');
    expect(content).toContain('Fine, says Ada.');
    expect(content).not.toContain('Imported');
    expect(notes.at(-1)).toMatch(
      /^(?=.*\b4 blocks\b)(?=.*\b1 comment\b).* by people outside the allowed list omitted\.$/,
    );
    expect(text.length).toBeLessThanOrEqual(2000);
  });

  it('refuses what outsiders created or were the last to edit', async () => {
    const all = mixed();
    const call = await open(MEMBERS, all.workspace);
    for (const page of [all.guestPage, all.editedPage]) {
      const { text, outcome } = await call('notion_read_page', { page });
      expect(outcome).toBe('access');
      expect(text).toMatch(/^This page is blocked: /);
    }
    const { text } = await call('notion_query_database', { database: `collection://${all.guestSource}` });
    expect(text).toMatch(/^This database is blocked: /);
  });

  it.each<[string, (all: Mixed) => LockdownRule, readonly string[]]>([
    ['an e-mail address', () => ({ ...NOBODY, emails: new Set(['ada@good.example']) }), ['Ada wrote this.']],
    ['a domain', () => ({ ...NOBODY, domains: new Set(['good.example']) }), ['Ada wrote this.']],
    ['an id', ({ ada }) => ({ ...NOBODY, ids: new Set([ada]) }), ['Ada wrote this.']],
    [
      'bots',
      ({ ada }) => ({ ...NOBODY, bots: true, ids: new Set([ada]) }),
      ['Ada wrote this.', 'Imported by a bot'],
    ],
    [
      'two',
      ({ ada, bob }) => ({ ...NOBODY, ids: new Set([ada, bob]) }),
      ['Ada wrote this.', 'Bob wrote this.'],
    ],
  ])('reads those that are on the list by %s', async (_way, rule, words) => {
    const all = mixed();
    // The page was last edited by its author, as far as Notion tells.
    const call = await open(rule(all), all.workspace);
    const { text } = await call('notion_read_page', { page: all.page });
    const seen = ['Ada wrote this.', 'Bob wrote this.', 'Imported by a bot'].filter((line) =>
      text.includes(line),
    );
    expect(seen).toEqual(words);
    expect(text).not.toContain(OUTSIDE);
  });

  it('fails closed: without a list of members everybody is outside, and the answer says why', async () => {
    const all = mixed();
    const call = await open(MEMBERS, all.workspace);
    for (const id of all.workspace.users.keys()) {
      all.workspace.users.delete(id);
    }
    const { text, outcome } = await call('notion_read_page', { page: all.page });
    expect(outcome).toBe('access');
    expect(text).toContain('omitted');
  });

  it('tells programs too', async () => {
    const all = mixed();
    const call = await open(MEMBERS, all.workspace);
    const { structured } = await call('search', { query: 'plans' });
    expect(structured).toMatchObject({
      omitted: expect.stringMatching(/^2 pages and 1 database by people outside/),
    });
    const { structured: fetched } = await call('fetch', { id: all.page });
    expect(fetched).toMatchObject({
      text: expect.stringContaining('omitted.'),
      omitted: expect.stringContaining('4 blocks'),
    });
  });
});
