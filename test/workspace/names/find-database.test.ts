import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { plain } from '../../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource, addRow } from '../../../src/sandbox/build/databases.js';
import { addView } from '../../../src/sandbox/build/views.js';
import { createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import type { Workspace } from '../../../src/sandbox/workspace.js';
import { startToolSandbox, type ToolSandbox } from '../../support/notion/tool-sandbox.js';

const TOOL = 'notion_query_database';

let workspace: Workspace;
let notion: ToolSandbox;

beforeEach(async () => {
  workspace = createWorkspace({ name: 'Yard' });
  notion = await startToolSandbox({ workspace });
});

afterEach(() => notion.close());

/** A database whose data sources have one row each, named after them. Returns the ids of the data sources. */
function add(title: string, ...names: string[]): string[] {
  const database = addDatabase(workspace, { title });
  return names.map((name) => {
    const source = addDataSource(workspace, { database, name, columns: [plain('Name', 'title')] });
    addRow(workspace, source, { Name: `Row of ${name}` });
    return source;
  });
}

describe('the name that people see', () => {
  it.each(['Spare parts', 'spare PARTS', 'Tabelle 1'])(
    'finds a database whose data source has another: %s',
    async (name) => {
      add('Spare parts', 'Tabelle 1');
      const answer = await notion.call(TOOL, { database: name });
      expect(answer).toContain('Row of Tabelle 1');
    },
  );

  it('heads the rows where it is known', async () => {
    add('Spare parts', 'Tabelle 1');
    const [database = ''] = [...workspace.databases.keys()];
    for (const reference of ['Spare parts', database]) {
      expect(await notion.call(TOOL, { database: reference })).toMatch(/^Spare parts https:/m);
      expect(await notion.call('notion_describe_database', { database: reference })).toMatch(
        /^Spare parts$/m,
      );
    }
  });

  it('costs nothing where a data source has it too', async () => {
    add('Spare parts', 'Spare parts');
    await notion.call(TOOL, { database: 'Spare parts' });
    expect(notion.requests()).toBe(2);
  });

  it('is read of ten databases at most', async () => {
    for (let at = 0; at < 14; at += 1) {
      add(`Parts ${at}`, 'Parts and others');
    }
    await expect(notion.call(TOOL, { database: 'Parts' })).rejects.toMatchObject({ argument: 'database' });
    expect(notion.requests()).toBe(11);
  });

  it('is listed where the data source’s was given by Notion, or does not hold the query', async () => {
    add('Spare parts', 'New data source');
    add('Crane logs', 'Tabelle 1');
    const all = await notion.call('notion_list_databases');
    expect(all).toContain('- Spare parts (');
    expect(all).toMatch(/  data source New data source: collection:/);
    expect(all).toContain('- Tabelle 1 (');
    expect(await notion.call('notion_list_databases', { query: 'crane' })).toContain('- Crane logs (');
  });

  it('suggests names of both kinds', async () => {
    add('Spare parts', 'Tabelle 1');
    await expect(notion.call(TOOL, { database: 'Spare party' })).rejects.toMatchObject({
      advice: expect.stringContaining('Did you mean "Spare parts"?'),
    });
  });
});

describe('a database of several data sources', () => {
  it('is found by its name, and its data sources are the choices', async () => {
    const [sources, other] = [add('Dock office', 'Crews', 'Shifts'), add('Dock', 'Ropes')];
    await expect(notion.call(TOOL, { database: 'Dock office' })).rejects.toMatchObject({
      argument: 'database',
      message: `This database has 2 data sources: "Crews" (collection://${sources[0]}); "Shifts" (collection://${sources[1]}).`,
    });
    expect(other).toHaveLength(1);
  });

  it.each(['Dock office > Shifts', 'dock office  >  shifts'])(
    'is queried by both names: %s',
    async (name) => {
      add('Dock office', 'Crews', 'Shifts');
      add('Yard office', 'Shifts');
      const answer = await notion.call(TOOL, { database: name });
      expect(answer).toContain('Row of Shifts');
      expect(answer).toMatch(/^Dock office > Shifts https:/m);
    },
  );

  it.each(['Dock office', undefined])('is told by a view which of them is meant: %s', async (name) => {
    const [, shifts = ''] = add('Dock office', 'Crews', 'Shifts');
    const [database = ''] = [...workspace.databases.keys()];
    addView(workspace, { database, dataSource: shifts, name: 'By hour', type: 'table' });
    const answer = await notion.call(TOOL, { database: name ?? database, view: 'by hour' });
    expect(answer).toContain('Row of Shifts');
    expect(answer).toContain('As view "By hour"');
  });

  it('is told from others of the same name', async () => {
    const [first, second] = [add('Dock office', 'Crews'), add('Dock office', 'Shifts')];
    await expect(notion.call(TOOL, { database: 'Dock office' })).rejects.toMatchObject({
      message: `2 databases have this name: "Dock office > Crews" (collection://${first[0]}); "Dock office > Shifts" (collection://${second[0]}).`,
    });
  });
});

describe('a reference as database', () => {
  it.each([
    (source: string) =>
      `<database url="https://app.notion.com/p/${source.replaceAll('-', '')}" data-source-url="collection://${source}">Ropes</database>`,
    (source: string) => `data_source: ${source}`,
    (source: string) => `the table with id ${source}, please`,
  ])('is read within other words', async (write) => {
    const [source = ''] = add('Dock', 'Ropes');
    expect(await notion.call(TOOL, { database: write(source) })).toContain('Row of Ropes');
  });

  it('must be the only one', async () => {
    const [first = '', second = ''] = [...add('Dock', 'Ropes'), ...add('Yard', 'Nets')];
    await expect(notion.call(TOOL, { database: `${first},${second}` })).rejects.toMatchObject({
      argument: 'database',
      advice: 'Pass only one database.',
    });
  });
});
