import { afterEach, describe, expect, it } from '@jest/globals';
import { toolsets } from '../src/catalogue.js';
import { retrieveSelf } from '../src/notion/endpoints/users.js';
import type { WindowLeft } from '../src/notion/session.js';
import { plain, relation, select } from '../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../src/sandbox/build/databases.js';
import { addPage, addPerson, createWorkspace } from '../src/sandbox/build/workspace-builder.js';
import type { Workspace } from '../src/sandbox/workspace.js';
import { answerText } from './support/answer-text.js';
import { CountedRounds } from './support/notion/counted-rounds.js';
import { BOUNDARY, NOW, startToolSandbox, type ToolSandbox } from './support/notion/tool-sandbox.js';

/** What a tool asks Notion for, and in how many rounds one after the other. */
let notion: ToolSandbox | undefined;

afterEach(() => notion?.close());

/** Requests of each round. */
type Rounds = readonly number[];

async function call(tool: string, input: object, windowLeft?: WindowLeft): Promise<[string, Rounds]> {
  const chosen = Object.values(toolsets)
    .flat()
    .find(({ name }) => name === tool);
  const session = notion?.connection.openSession({ signal: new AbortController().signal });
  if (chosen === undefined || session === undefined) {
    throw new Error(`There is no tool ${tool}.`);
  }
  const counted = new CountedRounds(session);
  counted.windowLeft = windowLeft;
  const answer = await chosen.run(chosen.input.parse(input), {
    notion: counted.session,
    workspaces: [],
    now: NOW,
    extraRequests: 40,
    boundary: BOUNDARY,
  });
  session.end();
  return [answerText(answer), counted.rounds];
}

/** Calls a tool on a server that has read nothing, and then again. */
async function roundsOf(
  workspace: Workspace,
  tool: string,
  input: object,
): Promise<{ answer: string; cold: Rounds; warm: Rounds }> {
  notion = await startToolSandbox({ workspace });
  const [answer, cold] = await call(tool, input);
  const [, warm] = await call(tool, input);
  return { answer, cold, warm };
}

/** Cargo of ships, which are related to their harbours; `synced` makes that a two-way relation. */
function harbours(options: { cargo?: number; carried?: number; synced?: boolean; everyNth?: number }): {
  workspace: Workspace;
  ships: string;
  ship: string;
} {
  const { cargo = 0, carried = 0, synced = false, everyNth = 1 } = options;
  const workspace = createWorkspace();
  const above = addPage(workspace, { title: 'Port authority' });
  const database = addDatabase(workspace, { title: 'Ships', parent: { kind: 'page', id: above } });
  const title = plain('Name', 'title');
  const ships = addDataSource(workspace, {
    database,
    name: 'Ships',
    columns: [title, select('State', ['At sea', 'Moored']), plain('Owner', 'people')],
  });
  const hold = addDatabase(workspace, { title: 'Cargo', parent: { kind: 'page', id: above } });
  const cargoes = addDataSource(workspace, { database: hold, name: 'Cargo', columns: [title] });
  if (synced) {
    addColumns(workspace, cargoes, [relation('Ship', ships, 'Cargo')]);
  }
  addColumns(workspace, ships, [relation('Cargo', cargoes, ...(synced ? ['Ship'] : []))]);
  const loaded = Array.from({ length: cargo }, (_, index) =>
    addRow(workspace, cargoes, { Name: `Crate ${index}.` }),
  );
  const owner = addPerson(workspace, 'Ines Rocha', 'ines@harbour.example');
  const ship = addRow(workspace, ships, {
    Name: 'Tern',
    State: 'Moored',
    Owner: [owner],
    Cargo: loaded.filter((_, index) => index % everyNth === everyNth - 1).slice(0, carried),
  });
  return { workspace, ships, ship };
}

describe('requests, and rounds of them', () => {
  it('a search takes one, and one round more for the places of its hits', async () => {
    const { workspace } = harbours({});
    const { answer, cold, warm } = await roundsOf(workspace, 'notion_search', { query: 'Tern' });
    expect(answer).toContain('(page, in … › Ships, ');
    expect([cold, warm]).toEqual([[1, 1], [1]]);
  });

  it('a search for titles only takes one', async () => {
    const { workspace } = harbours({});
    const { cold } = await roundsOf(workspace, 'notion_search', { query: 'Tern', titles_only: true });
    expect(cold).toEqual([1]);
  });

  it('a query takes one for the columns and one for the rows', async () => {
    const { workspace, ships } = harbours({});
    const where = [{ property: 'State', operator: 'equals', value: 'Moored' }];
    const { cold, warm } = await roundsOf(workspace, 'notion_query_database', {
      database: `collection://${ships}`,
      columns: ['Name', 'State'],
      where,
    });
    expect([cold, warm]).toEqual([[1, 1], [1]]);
  });

  it('a query with a person asks for people and columns at once', async () => {
    const { workspace, ships } = harbours({});
    const where = [{ property: 'Owner', operator: 'contains', value: 'Ines Rocha' }];
    const { answer, cold, warm } = await roundsOf(workspace, 'notion_query_database', {
      database: `collection://${ships}`,
      where,
    });
    expect(answer).toContain('| Ines Rocha |');
    expect([cold, warm]).toEqual([[2, 1], [1]]);
  });

  it.each([
    ['two-way', true, 1200, 28, [2, 1, 2]],
    ['one-way, all of a small database', false, 28, 28, [2, 1, 2, 1]],
  ])('a row with a %s relation of many pages', async (_name, synced, cargo, carried, rounds) => {
    const { workspace, ship } = harbours({ cargo, carried, synced, everyNth: Math.floor(cargo / carried) });
    const { answer, cold } = await roundsOf(workspace, 'notion_read_page', { page: ship });
    expect(answer.match(/Crate \d+\./g)).toHaveLength(carried);
    expect(cold).toEqual(rounds);
  });

  it('a row with 31 pages of a large database, one way, asks for those that were not edited lately at once', async () => {
    const { workspace, ship } = harbours({ cargo: 1200, carried: 31, everyNth: 38 });
    const { answer, cold } = await roundsOf(workspace, 'notion_read_page', { page: ship });
    expect(answer.match(/Crate \d+\./g)).toHaveLength(31);
    // Page and text; columns; the rest of the list, and the place; the latest rows; and then 29 at once.
    expect(cold).toEqual([2, 1, 2, 1, 29]);
  });

  it('a row asks for few names where the window is nearly used up, and for none that Notion would refuse', async () => {
    const { workspace, ship } = harbours({ cargo: 1200, carried: 31, everyNth: 38 });
    const start = Date.now();
    const clock = (): number => start;
    notion = await startToolSandbox(
      { workspace, rateLimit: { requests: 60, windowMilliseconds: 60_000, now: clock } },
      { requestsPerWindow: 60, now: clock },
    );
    const others = notion.connection.openSession({ signal: new AbortController().signal });
    for (let used = 0; used < 50; used += 1) {
      await retrieveSelf(others);
    }
    others.end();
    notion.requests();
    const answer = await notion.call('notion_read_page', { page: ship });
    const asked = notion.sandbox.requests;
    expect(asked.filter(({ status }) => status === 429)).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(10);
    expect(answer).toMatch(/^Not looked up \(request limit\): \d+ linked pages or people; /m);
  });

  it('people take one, and none while they are remembered', async () => {
    const { workspace } = harbours({});
    const { cold, warm } = await roundsOf(workspace, 'notion_find_users', { query: 'Ines' });
    expect([cold, warm]).toEqual([[1], []]);
  });

  it('a list of databases takes one, and one for each level of their places', async () => {
    const { workspace } = harbours({});
    const { cold, warm } = await roundsOf(workspace, 'notion_list_databases', {});
    expect([cold, warm]).toEqual([[1, 1], [1]]);
  });
});
