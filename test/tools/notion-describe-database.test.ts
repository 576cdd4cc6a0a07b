import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { plain, select } from '../../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource } from '../../src/sandbox/build/databases.js';
import { addView } from '../../src/sandbox/build/views.js';
import { createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import { startToolSandbox, type ToolSandbox } from '../support/notion/tool-sandbox.js';

let notion: ToolSandbox;

beforeAll(async () => {
  notion = await startToolSandbox();
});

beforeEach(() => {
  notion.restart();
});

afterAll(() => notion.close());

describe('notion_describe_database', () => {
  it('names columns, options, status groups and related databases', async () => {
    expect(await notion.call('notion_describe_database', { database: 'Tasks' })).toMatchSnapshot();
  });

  it('shows chosen columns with all their options', async () => {
    const answer = await notion.call('notion_describe_database', {
      database: 'Tasks',
      columns: ['status', 'Due'],
    });
    expect(answer).toMatch(/^2 of \d+ columns\. /);
    expect(answer.match(/^- .*$/gm)).toEqual([expect.stringMatching(/^- Status: status /), '- Due: date']);
  });

  it('reads columns that it remembers again before it calls one unknown', async () => {
    await notion.call('notion_describe_database', { database: 'Projects' });
    const source = [...notion.sandbox.workspace.dataSources.values()].find(({ name }) => name === 'Projects');
    addColumns(notion.sandbox.workspace, source?.id ?? '', [plain('Berth', 'rich_text')]);
    const question = { database: `collection://${source?.id}`, columns: ['Berth'] };
    expect(await notion.call('notion_describe_database', question)).toContain('- Berth: rich_text');
    await expect(
      notion.call('notion_describe_database', { ...question, columns: ['Birth date'] }),
    ).rejects.toMatchObject({ argument: 'columns[0]' });
  });

  it('fits two hundred columns of many options, and says what was shortened', async () => {
    const workspace = createWorkspace();
    const options = Array.from({ length: 60 }, (_, index) => `A rather long option ${index}`);
    const source = addDataSource(workspace, {
      database: addDatabase(workspace, { title: 'Wide' }),
      name: 'Wide',
      columns: [
        plain('Name', 'title'),
        ...Array.from({ length: 200 }, (_, index) => select(`Column ${index}`, options)),
      ],
    });
    const wide = await startToolSandbox({ workspace });
    const database = `collection://${source}`;
    const answer = await wide.call('notion_describe_database', { database });
    expect(answer.length).toBeLessThan(21_000);
    expect(answer.match(/^- Column \d+: select/gm)).toHaveLength(200);
    expect(answer).toContain(
      'Size limit: options and formulas are shortened; name columns to see them in full.',
    );
    const whole = await wide.call('notion_describe_database', { database, columns: ['Column 7'] });
    expect(whole).toContain('A rather long option 59]');
    expect(whole).not.toContain('shortened');
    await wide.close();
  });

  it('costs one request by name where the search brings everything along, and some for path, relations and views', async () => {
    await notion.call('notion_describe_database', { database: 'Projects' });
    const paths = notion.sandbox.requests.map(({ path }) => path.split('?')[0] ?? '');
    expect(paths.filter((path) => !path.startsWith('/v1/views'))).toHaveLength(3);
    // Notion lists views by id only.
    expect(paths.filter((path) => path === '/v1/views')).toHaveLength(1);
    expect(paths.filter((path) => path.startsWith('/v1/views/'))).toHaveLength(3);
  });

  it('reads no views for chosen columns', async () => {
    const answer = await notion.call('notion_describe_database', {
      database: 'Projects',
      columns: ['Stage'],
    });
    expect(answer).not.toContain('Views:');
    expect(notion.sandbox.requests.filter(({ path }) => path.startsWith('/v1/views'))).toEqual([]);
  });

  it('names the first ten views, and says how many there are besides', async () => {
    const workspace = createWorkspace();
    const database = addDatabase(workspace, { title: 'Buoys' });
    const source = addDataSource(workspace, { database, name: 'Buoys', columns: [plain('Name', 'title')] });
    for (let at = 1; at <= 13; at += 1) {
      addView(workspace, { name: `View ${at}`, dataSource: source });
    }
    const many = await startToolSandbox({ workspace });
    const answer = await many.call('notion_describe_database', { database });
    expect(answer).toMatch(/Views: View 1 \(table\), .*, View 10 \(table\) and 3 not read$/m);
    await many.close();
  });

  it('works without views, as with an older Notion', async () => {
    const workspace = createWorkspace();
    const database = addDatabase(workspace, { title: 'Buoys' });
    addDataSource(workspace, { database, name: 'Buoys', columns: [plain('Name', 'title')] });
    const old = await startToolSandbox({ workspace });
    expect(await old.call('notion_describe_database', { database })).not.toContain('Views');
    await old.close();
  });

  it('suggests the nearest name', async () => {
    await expect(notion.call('notion_describe_database', { database: 'Taskz' })).rejects.toMatchObject({
      argument: 'database',
      advice: expect.stringContaining('notion_list_databases'),
    });
  });

  it('refuses a URL that is not of Notion', async () => {
    await expect(
      notion.call('notion_describe_database', { database: 'https://example.com/tasks' }),
    ).rejects.toMatchObject({ argument: 'database', message: expect.stringContaining('no Notion URL') });
  });

  it('tells a refused token', async () => {
    notion.sandbox.failNext({ kind: 'unauthorized' });
    await expect(notion.call('notion_describe_database', { database: 'Tasks' })).rejects.toMatchObject({
      name: 'ReconnectError',
    });
  });
});
