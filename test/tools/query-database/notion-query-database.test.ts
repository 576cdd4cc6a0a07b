import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InputError } from '../../../src/errors.js';
import {
  firstUrl,
  nextCall,
  startToolSandbox,
  type NextCall,
  type ToolSandbox,
} from '../../support/notion/tool-sandbox.js';

const TOOL = 'notion_query_database';
let notion: ToolSandbox;

beforeAll(async () => {
  notion = await startToolSandbox();
});

beforeEach(() => {
  notion.restart();
});

afterAll(() => notion.close());

/** Rows of the answer's table, without the head. */
function rowsOf(answer: string): string[] {
  return answer
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1);
}

describe('notion_query_database', () => {
  it('shows rows with names for people and related pages, and the id of each row', async () => {
    const answer = await notion.call(TOOL, {
      database: 'Tasks',
      where: [{ property: 'Status', operator: 'equals', value: 'In progress' }],
      sort: [{ property: 'Due', direction: 'descending' }],
      limit: 6,
    });
    expect(answer).toMatchSnapshot();
  });

  it('shows every kind of column', async () => {
    const answer = await notion.call(TOOL, { database: 'Tasks', columns: ['*'], limit: 3 });
    expect(answer).toMatchSnapshot();
    expect(answer).not.toMatch(/X-Amz|null|undefined|\[object/);
  });

  it('finds people by name or e-mail address and related pages by title', async () => {
    const byName = await notion.call(TOOL, {
      database: 'Tasks',
      where: [{ property: 'Assignee', operator: 'contains', value: 'hana sato' }],
      columns: ['Assignee'],
      limit: 100,
    });
    expect(rowsOf(byName).length).toBeGreaterThan(3);
    expect(rowsOf(byName).every((row) => row.includes('Hana Sato'))).toBe(true);
    const related = await notion.call(TOOL, {
      database: 'Tasks',
      where: [{ property: 'Project', operator: 'contains', value: 'Offline tickets' }],
      columns: ['Project'],
    });
    expect(rowsOf(related).length).toBeGreaterThan(0);
    expect(rowsOf(related).every((row) => row.includes('Offline tickets'))).toBe(true);
  });

  it('gives the full list where Notion shows only 25', async () => {
    const answer = await notion.call(TOOL, { database: 'Projects', columns: ['Tasks'], limit: 100 });
    const longest = Math.max(...rowsOf(answer).map((row) => row.split(/[,;]/).length));
    expect(longest).toBeGreaterThan(25);
  });

  it('computes rollups over all related pages although the relation is shown as well', async () => {
    const answer = await notion.call(TOOL, {
      database: 'Projects',
      columns: ['Tasks', 'Task count'],
      limit: 100,
    });
    const counted = rowsOf(answer).map((row) => {
      const [, , tasks = '', count = ''] = row.split(' | ').map((cell) => cell.replace(/ \|$/, ''));
      const titles = tasks.trim() === '' ? [] : tasks.split(tasks.includes(';') ? '; ' : ', ');
      return [titles.length, Number(count)];
    });
    expect(Math.max(...counted.map(([titles = 0]) => titles))).toBeGreaterThan(25);
    for (const [titles, count] of counted) {
      expect(count).toBe(titles);
    }
  });

  it('walks all rows with the cursor, each once', async () => {
    const ids: string[] = [];
    let call: NextCall | undefined = {
      tool: TOOL,
      input: { database: 'Tasks', columns: ['Status'], limit: 60 },
    };
    while (call !== undefined && ids.length < 300) {
      const answer: string = await notion.call(call.tool, call.input);
      ids.push(...[...answer.matchAll(/\| ([0-9a-f]{32}) \|/g)].map(([, id]) => id ?? ''));
      call = nextCall(answer);
    }
    expect(ids).toHaveLength(200);
    expect(new Set(ids).size).toBe(200);
  });

  it('goes on with the rows that did not fit', async () => {
    const ids: string[] = [];
    let call: NextCall | undefined = {
      tool: TOOL,
      input: { database: 'Tasks', columns: ['*'], limit: 100 },
    };
    let turns = 0;
    while (call !== undefined && turns < 30) {
      const answer: string = await notion.call(call.tool, call.input);
      ids.push(...[...answer.matchAll(/\| ([0-9a-f]{32}) \|/g)].map(([, id]) => id ?? ''));
      call = nextCall(answer);
      turns += 1;
    }
    expect(turns).toBeGreaterThan(2);
    expect(ids).toHaveLength(200);
    expect(new Set(ids).size).toBe(200);
  });

  it('counts all rows by a column', async () => {
    expect(await notion.call(TOOL, { database: 'Tasks', count_by: 'Status' })).toMatchSnapshot();
    const byProject = await notion.call(TOOL, { database: 'Tasks', count_by: 'Project' });
    expect(byProject).toContain('| Offline tickets |');
    expect(byProject).not.toMatch(/\[page/);
    const people = await notion.call(TOOL, { database: 'Tasks', count_by: 'Assignee' });
    expect(people).toContain('| Hana Sato |');
  });

  it('takes a database by URL, by id and by data source', async () => {
    const [database] = notion.sandbox.workspace.databases.values();
    const [source] = database?.dataSources ?? [];
    for (const reference of [
      `https://app.notion.com/p/${database?.id.replaceAll('-', '')}`,
      database?.id,
      source,
      `collection://${source}`,
    ]) {
      expect(await notion.call(TOOL, { database: reference, limit: 1 })).toMatch(/^1 row; there are more/);
    }
  });

  it.each([
    [{ property: 'Stattus', operator: 'equals', value: 'Done' }, 'where[0].property', /Status/],
    [{ property: 'Status', operator: 'equals', value: 'Finished' }, 'where[0].value', /Done/],
    [{ property: 'Status', operator: 'greater_than', value: 'Done' }, 'where[0].operator', /equals/],
    [{ property: 'Due', operator: 'before', value: 'someday' }, 'where[0].value', /ISO|date/i],
    [{ property: 'Assignee', operator: 'contains', value: 'Nobody Known' }, 'where[0].value', /Hana Sato/],
    [{ property: 'Project', operator: 'contains', value: 'No such project' }, 'where[0].value', /title/],
  ])('refuses %j before anything is asked', async (condition, argument, advice) => {
    const refused = notion.call(TOOL, { database: 'Tasks', where: [condition] });
    await expect(refused).rejects.toMatchObject({ name: 'InputError', argument });
    const words = await refused.catch((error: unknown) =>
      error instanceof InputError ? `${error.message} ${error.advice}` : '',
    );
    expect(words).toMatch(advice);
    expect(
      notion.sandbox.requests.filter(({ path }) => path.includes('34d67388') && path.endsWith('/query')),
    ).toEqual([]);
  });

  it('lists the data sources of a database that has several', async () => {
    const meetings = [...notion.sandbox.workspace.databases.values()].find(
      ({ dataSources }) => dataSources.length > 1,
    );
    await expect(notion.call(TOOL, { database: meetings?.id })).rejects.toMatchObject({
      argument: 'database',
      message: expect.stringMatching(/2 data sources: .*collection:\/\//),
    });
  });

  it('tells a page from a database', async () => {
    const page = firstUrl(await notion.call('notion_search', { query: 'Deploy guide' }));
    await expect(notion.call(TOOL, { database: page })).rejects.toMatchObject({
      argument: 'database',
      advice: expect.stringContaining('notion_read_page'),
    });
  });

  it('reads changed columns again before it calls a name unknown', async () => {
    await notion.call(TOOL, { database: 'Tasks', limit: 1 });
    const source = [...notion.sandbox.workspace.dataSources.values()].find(({ name }) => name === 'Tasks');
    const status = source?.properties.find((property) => property.name === 'Phone');
    Object.assign(status ?? {}, { name: 'Telephone' });
    const answer = await notion.call(TOOL, {
      database: `collection://${source?.id}`,
      columns: ['Telephone'],
      limit: 1,
    });
    expect(answer).toContain('1 row');
    Object.assign(status ?? {}, { name: 'Phone' });
  });

  it('refuses a cursor of another question', async () => {
    const first = nextCall(await notion.call(TOOL, { database: 'Tasks', limit: 5 }));
    const other = { ...first?.input, sort: [{ property: 'Due' }] };
    await expect(notion.call(TOOL, other)).rejects.toMatchObject({ argument: 'cursor' });
  });

  it('tells that a database is not shared', async () => {
    await expect(
      notion.call(TOOL, { database: '00000000-0000-4000-8000-000000000000' }),
    ).rejects.toMatchObject({ name: 'AccessError' });
  });
});
