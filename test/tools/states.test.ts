import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { paragraph } from '../../src/sandbox/build/blocks.js';
import { plain, relation } from '../../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import { addPage, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import { startToolSandbox, type ToolSandbox } from '../support/notion/tool-sandbox.js';

let notion: ToolSandbox;
let attic: string;
let letter: string;
let database: string;
let source: string;
let row: string;
let half: { readonly tools: string | undefined; readonly sheds: string | undefined };

beforeAll(async () => {
  const workspace = createWorkspace({ name: 'House' });
  attic = addPage(workspace, { title: 'Attic' });
  letter = addPage(workspace, {
    title: 'Letter',
    parent: { kind: 'page', id: attic },
    blocks: [paragraph('Dear aunt')],
  });
  database = addDatabase(workspace, { title: 'Boxes', parent: { kind: 'page', id: attic } });
  const rooms = addDataSource(workspace, {
    database: addDatabase(workspace, { title: 'Rooms' }),
    name: 'Rooms',
    columns: [plain('Room', 'title')],
  });
  const cellar = addRow(workspace, rooms, { Room: 'Cellar' });
  source = addDataSource(workspace, { database, name: 'Boxes', columns: [plain('Box', 'title')] });
  addColumns(workspace, source, [relation('Room', rooms)]);
  row = addRow(workspace, source, { Box: 'Lamps', Room: [cellar] });
  addRow(workspace, source, { Box: 'Maps', Room: [cellar] });
  const yard = addDatabase(workspace, { title: 'Yard' });
  const [tools, sheds] = ['Tools', 'Sheds'].map((name) =>
    addDataSource(workspace, { database: yard, name, columns: [plain('Name', 'title')] }),
  );
  half = { tools, sheds };
  workspace.trash.add(String(tools));
  for (const id of [attic, letter, database, source, row, cellar]) {
    workspace.trash.add(id);
  }
  notion = await startToolSandbox({ workspace });
});

beforeEach(() => {
  notion.restart();
});

afterAll(() => notion.close());

describe('what is in the trash', () => {
  it.each([
    ['notion_read_page', () => ({ page: letter }), /^The whole page\. The page is in the trash\.\n/],
    ['notion_read_page', () => ({ page: letter }), /\nin Attic \(in the trash\)\n/],
    ['notion_read_page', () => ({ page: 'Letter' }), /The page is in the trash\./],
    ['notion_read_page', () => ({ page: row }), /\nRoom: .*Cellar \(in the trash\)/],
    ['notion_list_comments', () => ({ page: letter }), /that is all\. The page is in the trash\.\n/],
    [
      'notion_search',
      () => ({ query: 'letter' }),
      /- Letter \(page, in the trash, in Attic \(in the trash\), /,
    ],
    ['notion_search', () => ({ query: letter }), /- Letter \(page, in the trash, /],
    [
      'notion_search',
      () => ({ query: letter, titles_only: true }),
      /\n[\da-f]{32} Letter \(in the trash\)\n/,
    ],
    ['notion_search', () => ({ query: 'boxes', titles_only: true }), / Boxes \(database, in the trash\)\n/],
    ['search', () => ({ query: 'letter' }), /"title":"Letter \(in the trash\)"/],
    ['fetch', () => ({ id: letter }), /"text":"The whole page\. The page is in the trash\./],
    [
      'fetch',
      () => ({ id: database }),
      /that is all\. The database is in the trash\..*- Lamps \(in the trash\) \(/,
    ],
    ['notion_list_databases', () => ({}), /- Boxes \(in the trash, in Attic/],
    [
      'notion_describe_database',
      () => ({ database }),
      /notion_query_database\. The database is in the trash\.\n/,
    ],
    ['notion_query_database', () => ({ database }), /that is all\. The database is in the trash\.\n/],
    ['notion_query_database', () => ({ database: 'Boxes' }), /\| Lamps \(in the trash\) \|/],
    ['notion_query_database', () => ({ database }), /\| Cellar \(in the trash\) \|/],
  ])('says so in %s %j', async (tool, input, expected) => {
    expect(await notion.call(tool, input())).toMatch(expected);
  });

  it('says nothing of what is in use', async () => {
    const answer = await notion.call('notion_query_database', { database: 'Rooms' });
    expect(answer).not.toContain('The database is');
    expect(await notion.call('notion_query_database', { database })).toMatch(/\| Maps \|/);
  });

  it('is one data source of several, not their database', async () => {
    const answer = await notion.call('notion_list_databases', { query: '' });
    expect(answer).toMatch(/^- Yard \(edited/m);
    expect(answer).toContain(`data source Tools: collection://${half.tools} (in the trash)`);
    expect(answer).toMatch(new RegExp(`collection://${half.sheds}$`, 'm'));
  });

  it('is found as it is printed', async () => {
    expect(await notion.call('notion_read_page', { page: 'Letter (in the trash)' })).toContain('Dear aunt');
    const where = [{ property: 'Room', operator: 'contains', value: 'Cellar (in the trash)' }];
    expect(await notion.call('notion_query_database', { database, where })).toContain('Lamps');
  });
});
