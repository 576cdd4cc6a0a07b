import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { undashed } from '../../src/notion/reference.js';
import { plain, select } from '../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import { addView } from '../../src/sandbox/build/views.js';
import { addPage, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import type { Workspace } from '../../src/sandbox/workspace.js';
import { startToolSandbox, type ToolSandbox } from '../support/notion/tool-sandbox.js';

const TOOL = 'notion_query_database';
const FREE = {
  name: 'Free berths',
  type: 'board',
  filter: { property: 'State', select: { equals: 'Free' } },
  sorts: [{ property: 'Berth', direction: 'descending' }],
} as const;

let workspace: Workspace;
let notion: ToolSandbox;
let database: string;
let source: string;

function view(draft: Omit<Parameters<typeof addView>[1], 'dataSource'>): string {
  return addView(workspace, { dataSource: source, ...draft });
}

/** The numbers of the berths in an answer, in its order. */
function berthsIn(answer: string): number[] {
  return [...answer.matchAll(/\| Berth (\d) \|/g)].map(([, number]) => Number(number));
}

function hideWhatItShows(): void {
  const hidden = workspace.databases.get(database);
  if (hidden !== undefined) {
    workspace.databases.set(database, { ...hidden, hidden: true });
  }
}

describe('a linked view', () => {
  let page: string;
  let linked: string;

  beforeEach(async () => {
    workspace = createWorkspace({ name: 'Harbour' });
    database = addDatabase(workspace, { title: 'Berths' });
    source = addDataSource(workspace, {
      database,
      name: 'Berths',
      columns: [plain('Berth', 'title'), select('State', ['Free', 'Booked'])],
    });
    for (let at = 1; at <= 4; at += 1) {
      addRow(workspace, source, { Berth: `Berth ${at}`, State: at % 2 === 0 ? 'Free' : 'Booked' });
    }
    notion = await startToolSandbox({ workspace });
    page = addPage(workspace, { title: 'Harbour office' });
    linked = addDatabase(workspace, { title: '', parent: { kind: 'page', id: page }, inline: true });
  });

  afterEach(() => notion.close());

  it('is printed on its page with the rows that it shows', async () => {
    view({ ...FREE, database: linked });
    expect(await notion.call('notion_read_page', { page })).toContain(
      `🗃️ [Berths](https://app.notion.com/p/${undashed(linked)}) (data source collection://${source})`,
    );
  });

  it('stands for its first view', async () => {
    view({ ...FREE, database: linked });
    view({ name: 'Later', database: linked });
    const answer = await notion.call(TOOL, { database: linked });
    expect(berthsIn(answer)).toEqual([4, 2]);
    expect(answer).toContain('As view "Free berths" (board)');
    expect(berthsIn(await notion.call(TOOL, { database: linked, view: 'Later' }))).toHaveLength(4);
  });

  it('is described as the database that it shows', async () => {
    view({ ...FREE, database: linked });
    expect(await notion.call('notion_describe_database', { database: linked })).toContain(
      `Pass collection://${source}`,
    );
  });

  it('is no page: the error has the call that gives its rows', async () => {
    view({ ...FREE, database: linked });
    hideWhatItShows();
    await expect(notion.call('notion_read_page', { page: linked })).rejects.toMatchObject({
      argument: 'page',
      message: 'This is a linked view of another database, not a page.',
      advice: `For the rows that it shows call notion_query_database {"database":"${linked}"}.`,
    });
  });

  it('is opened by a search as the database that it shows, as its views are', async () => {
    const id = view({ ...FREE, database: linked });
    for (const query of [
      linked,
      `view://${id}`,
      `https://www.notion.so/${undashed(linked)}?v=${undashed(id)}`,
    ]) {
      expect(await notion.call('notion_search', { query })).toContain('- Berths (database, ');
    }
  });

  it('is told from a missing database where what it shows is not shared', async () => {
    view({ ...FREE, database: linked });
    hideWhatItShows();
    for (const [tool, argument] of [
      [TOOL, 'database'],
      ['notion_describe_database', 'database'],
      ['notion_search', 'query'],
    ] as const) {
      await expect(notion.call(tool, { [argument]: linked })).rejects.toMatchObject({
        argument,
        message: expect.stringContaining('linked view of another database'),
        advice: expect.stringContaining('notion_list_databases'),
      });
    }
  });
});
