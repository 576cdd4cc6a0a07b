import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { plain } from '../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import { literal } from '../../src/sandbox/build/text.js';
import { addPage, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import type { Workspace } from '../../src/sandbox/workspace.js';
import { firstUrl, startToolSandbox, type ToolSandbox } from '../support/notion/tool-sandbox.js';

let workspace: Workspace;
let notion: ToolSandbox;
let row: string;

beforeEach(async () => {
  workspace = createWorkspace();
  addPage(workspace, { title: 'Berth plan' });
  const database = addDatabase(workspace, { title: 'Boats' });
  const columns = [plain('Name', 'title'), plain('Note', 'rich_text')];
  const source = addDataSource(workspace, { database, name: 'Boats', columns });
  row = addRow(workspace, source, { Name: 'Little Auk', Note: 'in dock' });
  notion = await startToolSandbox({ workspace });
});

afterEach(() => notion.close());

function setNote(text: string): void {
  const page = workspace.pages.get(row);
  const note = [...workspace.dataSources.values()][0]?.properties.find(({ name }) => name === 'Note');
  page?.values.set(note?.id ?? '', { type: 'rich_text', text: [literal(text)] });
}

describe('a page that a search has just found', () => {
  it.each([
    ['notion_search', 'notion_read_page', 'page'],
    ['search', 'fetch', 'id'],
    ['notion_search', 'notion_list_comments', 'page'],
  ])('costs no request for its properties: %s, then %s', async (search, read, argument) => {
    const url = firstUrl((await notion.call(search, { query: 'Berth plan' })).replaceAll('"', ' '));
    notion.requests();
    await notion.call(read, { [argument]: url });
    const asked = notion.sandbox.requests.map(({ endpoint }) => endpoint);
    expect(asked.filter((endpoint) => endpoint === 'GET /v1/pages/{page_id}')).toEqual([]);
  });

  it('is read anew when it is read again', async () => {
    const page = firstUrl(await notion.call('notion_search', { query: 'Little Auk' }));
    setNote('at sea');
    expect(await notion.call('notion_read_page', { page })).toContain('Note: in dock');
    expect(await notion.call('notion_read_page', { page })).toContain('Note: at sea');
  });

  it('always comes with its text as it is', async () => {
    const page = firstUrl(await notion.call('notion_search', { query: 'Little Auk' }));
    const record = workspace.pages.get(row);
    workspace.pages.set(row, { ...(record ?? fail()), hidden: true });
    await expect(notion.call('notion_read_page', { page })).rejects.toMatchObject({ name: 'AccessError' });
  });
});

function fail(): never {
  throw new Error('The row is gone.');
}
