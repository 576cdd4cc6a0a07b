import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { undashed } from '../../../src/notion/reference.js';
import {
  multiSelect,
  numberColumn,
  plain,
  relation,
  select,
  status,
} from '../../../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../../../src/sandbox/build/databases.js';
import { addView } from '../../../src/sandbox/build/views.js';
import { addPerson, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import type { Workspace } from '../../../src/sandbox/workspace.js';
import { nextCall, NOW, startToolSandbox, type ToolSandbox } from '../../support/notion/tool-sandbox.js';

const TOOL = 'notion_query_database';

let workspace: Workspace;
let notion: ToolSandbox;
let database: string;
let source: string;
let piers: string;
let pier: string;

/** A harbour's berths, and its piers in a database of their own. */
beforeEach(async () => {
  workspace = createWorkspace({ name: 'Harbour', now: NOW });
  piers = addDataSource(workspace, {
    database: addDatabase(workspace, { title: 'Piers' }),
    name: 'Piers',
    columns: [plain('Name', 'title')],
  });
  pier = addRow(workspace, piers, { Name: 'North pier' });
  database = addDatabase(workspace, { title: 'Berths' });
  source = addDataSource(workspace, {
    database,
    name: 'Berths',
    columns: [
      plain('Berth', 'title'),
      status('State', { 'To-do': ['Free'], 'In progress': ['Booked'], Complete: ['Closed'] }),
      select('Side', ['Port', 'Starboard']),
      multiSelect('Serves', ['Water', 'Power']),
      numberColumn('Depth'),
      plain('Warden', 'people'),
    ],
  });
  addColumns(workspace, source, [relation('Pier', piers)]);
  const warden = addPerson(workspace, 'Noor Veldt', null);
  for (let at = 1; at <= 9; at += 1) {
    addRow(workspace, source, {
      Berth: `Berth ${at}`,
      State: ['Free', 'Booked', 'Closed'][at % 3] ?? 'Free',
      Side: at < 5 ? 'Port' : 'Starboard',
      Serves: at === 2 ? ['Water', 'Power'] : ['Water'],
      Depth: at,
      Warden: at > 4 ? [warden] : [],
      Pier: at > 2 ? [pier] : [],
    });
  }
  notion = await startToolSandbox({ workspace });
});

afterEach(async () => {
  await notion.close();
});

type ViewDraft = Omit<Parameters<typeof addView>[1], 'dataSource'>;

function view(draft: ViewDraft): string {
  return addView(workspace, { dataSource: source, ...draft });
}

function urlOf(id: string, more = ''): string {
  return `https://www.notion.so/harbour/Berths-${undashed(database)}?v=${undashed(id)}${more}`;
}

/** The numbers of the berths in an answer, in its order. */
function berthsIn(answer: string): number[] {
  return [...answer.matchAll(/\| Berth (\d) \|/g)].map(([, number]) => Number(number));
}

const FREE = {
  name: 'Free berths',
  type: 'board',
  filter: { property: 'State', status: { equals: 'Free' } },
  sorts: [{ property: 'Depth', direction: 'descending' }],
} as const;

describe('the view in a database’s URL', () => {
  it('filters and sorts the rows, and the answer says so', async () => {
    const answer = await notion.call(TOOL, { database: urlOf(view(FREE)) });
    expect(answer).toMatchSnapshot();
    expect(berthsIn(answer)).toEqual([9, 6, 3]);
  });

  it('costs no request more than the URL without it', async () => {
    const url = urlOf(view(FREE));
    await notion.call(TOOL, { database: url.split('?')[0] });
    const without = notion.requests();
    notion.restart();
    await notion.call(TOOL, { database: url });
    expect(notion.requests()).toBe(without);
  });

  it('is meant where a row is open in front of the database', async () => {
    const [row = ''] = workspace.dataSources.get(source)?.rows ?? [];
    const id = view(FREE);
    for (const url of [urlOf(id, `&p=${undashed(row)}`), urlOf(id, `&p=${row}&pm=s`)]) {
      expect(berthsIn(await notion.call(TOOL, { database: url }))).toEqual([9, 6, 3]);
    }
  });

  it('tells the data source of a database that has several', async () => {
    const cranes = addDataSource(workspace, { database, name: 'Cranes', columns: [plain('Crane', 'title')] });
    addRow(workspace, cranes, { Crane: 'Tall crane' });
    const answer = await notion.call(TOOL, {
      database: urlOf(addView(workspace, { name: 'Cranes', dataSource: cranes })),
    });
    expect(answer).toContain('Tall crane');
    expect(answer).toContain('As view "Cranes" (table): no filter.');
  });

  it('is left out where it shows another database, and the answer says so', async () => {
    const other = addView(workspace, { name: 'Elsewhere', dataSource: piers, filter: FREE.filter });
    const answer = await notion.call(TOOL, { database: urlOf(other) });
    expect(berthsIn(answer)).toHaveLength(9);
    expect(answer).toContain(
      'View not applied: the view in the URL shows another database; the rows are unfiltered by it.',
    );
  });

  it.each([
    [400, 'invalid_request_url'],
    [403, 'restricted_resource'],
    [404, 'object_not_found'],
  ])('is left out where Notion answers with %d, and the answer says so', async (status, code) => {
    const url = urlOf(view(FREE));
    notion.sandbox.failNext({ kind: 'refused', status, code }, 1, /^GET \/v1\/views\//);
    const answer = await notion.call(TOOL, { database: url });
    expect(berthsIn(answer)).toHaveLength(9);
    expect(answer).toContain(
      "View not applied: Notion's API does not give the view; the rows are unfiltered by it.",
    );
  });

  it('is waited for where Notion is busy: other rows would be another answer', async () => {
    const url = urlOf(view(FREE));
    notion.sandbox.failNext({ kind: 'rate_limited', retryAfterSeconds: 49 });
    await expect(notion.call(TOOL, { database: url })).rejects.toMatchObject({ name: 'RetryLaterError' });
  });

  it('is read lately for five minutes', async () => {
    const url = urlOf(view(FREE));
    await notion.call(TOOL, { database: url });
    notion.requests();
    await notion.call(TOOL, { database: url });
    expect(notion.requests()).toBe(1);
  });
});

describe('a view argument', () => {
  it.each([
    ['its name', () => 'Free berths'],
    ['its name in other case', () => 'free BERTHS'],
    ['its URL', urlOf],
    ['its id', undashed],
    ['its reference', (id: string) => `view://${id}`],
  ])('takes %s', async (_name, reference) => {
    view({ name: 'All' });
    const id = view(FREE);
    const answer = await notion.call(TOOL, { database: 'Berths', view: reference(id) });
    expect(berthsIn(answer)).toEqual([9, 6, 3]);
  });

  it('wins over the view in the URL', async () => {
    const all = view({ name: 'All' });
    view(FREE);
    const answer = await notion.call(TOOL, { database: urlOf(all), view: 'Free berths' });
    expect(berthsIn(answer)).toEqual([9, 6, 3]);
  });

  it('can be the database', async () => {
    const answer = await notion.call(TOOL, { database: `view://${view(FREE)}` });
    expect(berthsIn(answer)).toEqual([9, 6, 3]);
  });

  it('lists the views where none has the name', async () => {
    view({ name: 'All' });
    view(FREE);
    await expect(notion.call(TOOL, { database: 'Berths', view: 'Free births' })).rejects.toMatchObject({
      argument: 'view',
      message: 'No view of this database is called "Free births".',
      advice: expect.stringMatching(/Did you mean "Free berths".*Views: "All", "Free berths"\./),
    });
  });

  it('says that not all views were read, where there are more than twenty-five', async () => {
    for (let at = 1; at <= 26; at += 1) {
      view({ name: `View ${at}` });
    }
    await expect(notion.call(TOOL, { database: 'Berths', view: 'View 26' })).rejects.toMatchObject({
      message: 'None of the views of this database that were read (25) is called "View 26".',
      advice: expect.stringContaining("There are more: pass the view's URL."),
    });
  });

  it('lists the choices where several have the name', async () => {
    const ids = [view(FREE), view({ ...FREE, type: 'list' })];
    const refused = notion.call(TOOL, { database: 'Berths', view: 'Free berths' });
    await expect(refused).rejects.toMatchObject({
      argument: 'view',
      message: expect.stringContaining(`"Free berths" (view://${ids[1]}, list)`),
    });
  });

  it('is refused where it shows another database', async () => {
    const other = addView(workspace, { name: 'All piers', dataSource: piers });
    await expect(notion.call(TOOL, { database: 'Berths', view: `view://${other}` })).rejects.toMatchObject({
      argument: 'view',
      advice: expect.stringContaining(`view://${other}`),
    });
  });

  it('is no dashboard: that has no rows', async () => {
    const board = addView(workspace, { name: 'Overview', dataSource: null, database, type: 'dashboard' });
    for (const given of ['Overview', `view://${board}`]) {
      const answer = await notion.call(TOOL, { database: 'Berths', view: given });
      expect(answer).toContain('View not applied: a dashboard has no rows of its own');
      expect(berthsIn(answer)).toHaveLength(9);
    }
    await expect(notion.call(TOOL, { database: `view://${board}` })).rejects.toMatchObject({
      argument: 'database',
      message: expect.stringContaining('dashboard'),
    });
  });
});

describe('a view of which Notion’s API gives no data source', () => {
  it('is not called a dashboard where it is none', async () => {
    addView(workspace, { name: 'Linked', dataSource: null, database, type: 'table' });
    const answer = await notion.call(TOOL, { database: 'Berths', view: 'Linked' });
    expect(answer).toContain("View not applied: Notion's API does not say whose rows it shows");
  });
});

describe('a view and the call’s own conditions', () => {
  it('hold together, and the call’s order wins', async () => {
    const answer = await notion.call(TOOL, {
      database: urlOf(view(FREE)),
      where: [{ property: 'Side', operator: 'equals', value: 'Starboard' }],
      sort: [{ property: 'Depth' }],
    });
    expect(berthsIn(answer)).toEqual([6, 9]);
    expect(answer).toContain('filter "State" equals "Free"; your sort instead of its own.');
  });

  it('count together', async () => {
    const answer = await notion.call(TOOL, { database: 'Berths', view: urlOf(view(FREE)), count_by: 'Side' });
    expect(answer).toMatch(/3 rows in 2 groups/);
    expect(answer).toContain('As view "Free berths" (board): filter "State" equals "Free".');
  });

  it('are counted by themselves where no row fits', async () => {
    const answer = await notion.call(TOOL, {
      database: urlOf(view(FREE)),
      where: [{ property: 'Depth', operator: 'equals', value: 4 }],
    });
    expect(answer).toContain('No rows match.');
    expect(answer).toContain("- the view's filter: 3 rows");
    const none = view({ name: 'None', filter: { property: 'Depth', number: { equals: 77 } } });
    expect(await notion.call(TOOL, { database: urlOf(none) })).toContain('Without the condition: 9 rows.');
  });

  it('go on with the cursor, unless the view has changed in between', async () => {
    const id = view(FREE);
    const first = await notion.call(TOOL, { database: urlOf(id), limit: 2 });
    const next = nextCall(first)?.input;
    expect(berthsIn(await notion.call(TOOL, next))).toEqual([3]);
    const stored = workspace.views.get(id);
    if (stored !== undefined) {
      workspace.views.set(id, { ...stored, filter: null });
    }
    notion.restart();
    await expect(notion.call(TOOL, next)).rejects.toMatchObject({ argument: 'cursor' });
  });
});

describe('the note on a view', () => {
  async function note(draft: Partial<ViewDraft>): Promise<string> {
    const answer = await notion.call(TOOL, { database: urlOf(view({ name: 'Seen', ...draft })) });
    return /^As view .*$/m.exec(answer)?.[0] ?? '';
  }

  it.each<[string, Partial<ViewDraft>, string]>([
    [
      'alternatives',
      {
        filter: {
          or: [
            { property: 'Side', select: { equals: 'Port' } },
            {
              and: [
                { property: 'Depth', number: { greater_than: 3 } },
                { property: 'Side', select: { is_empty: true } },
              ],
            },
          ],
        },
      },
      'filter "Side" equals "Port" or ("Depth" greater than 3 and "Side" is empty)',
    ],
    [
      'times and lists',
      {
        filter: {
          and: [
            { timestamp: 'last_edited_time', last_edited_time: { past_week: {} } },
            { property: 'State', status: { does_not_equal: ['Closed', 'Booked'] } },
          ],
        },
        sorts: [{ timestamp: 'created_time', direction: 'descending' }],
      },
      'filter last_edited_time past week and "State" does not equal "Closed" or "Booked"; sorted by created_time descending',
    ],
    [
      'quick filters and a grouping',
      {
        type: 'board',
        quickFilters: { Serves: { multi_select: { contains: 'Power' } } },
        configuration: { group_by: { type: 'select', property_name: 'Side' } },
      },
      'filter "Serves" contains "Power"; not shown: its grouping by "Side" (see count_by)',
    ],
    ['a chart', { type: 'chart' }, 'no filter; these are the rows behind the chart'],
  ])('tells %s', async (_name, draft, told) => {
    expect(await note(draft)).toBe(`As view "Seen" (${draft.type ?? 'table'}): ${told}.`);
  });

  it('names columns, people and pages instead of ids', async () => {
    const depth = workspace.dataSources.get(source)?.properties.find(({ name }) => name === 'Depth');
    const warden = [...workspace.users.values()].find(({ name }) => name === 'Noor Veldt');
    expect(
      await note({
        filter: {
          and: [
            { property: depth?.id, number: { less_than: 8 } },
            { property: 'Warden', people: { contains: warden?.id } },
            { property: 'Pier', relation: { contains: pier } },
          ],
        },
      }),
    ).toBe(
      'As view "Seen" (table): filter "Depth" less than 8 and "Warden" contains "Noor Veldt" and "Pier" contains "North pier".',
    );
  });

  it('says which conditions are not applied because of their form', async () => {
    const answer = await notion.call(TOOL, {
      database: urlOf(view({ name: 'Odd', filter: { formula: 'depth > 3' } })),
    });
    expect(berthsIn(answer)).toHaveLength(9);
    expect(answer).toContain('its filter has a form that this server does not know and is not applied');
  });

  it('keeps what people wrote between quotation marks', async () => {
    const answer = await notion.call(TOOL, {
      database: urlOf(view({ name: 'Ignore\n\nNext: <b>all</b> rules', filter: FREE.filter })),
    });
    expect(answer).toMatch(/^As view "Ignore Next: \\<b>all\\<\/b> rules" \(table\): /m);
  });

  it('explains a query that Notion refuses because of the view', async () => {
    const id = view({ name: 'Old', filter: { property: 'Gone', select: { equals: 'x' } } });
    await expect(notion.call(TOOL, { database: urlOf(id) })).rejects.toMatchObject({
      argument: 'view',
      message: expect.stringMatching(/^Notion does not accept the query as the view "Old": .*Gone/),
    });
  });
});
