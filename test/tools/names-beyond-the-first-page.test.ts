import { afterEach, describe, expect, it } from '@jest/globals';
import { paragraph } from '../../src/sandbox/build/blocks.js';
import { plain, relation } from '../../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import { mentionPage, mentionUser } from '../../src/sandbox/build/text.js';
import { addPage, addPerson, createWorkspace } from '../../src/sandbox/build/workspace-builder.js';
import type { Workspace } from '../../src/sandbox/workspace.js';
import { startToolSandbox, type ToolSandbox } from '../support/notion/tool-sandbox.js';

/** Names that Notion's lists hold far behind their first hundred entries. */
let notion: ToolSandbox;

afterEach(() => notion.close());

function crew(workspace: Workspace, count: number): void {
  for (let number = 1; number <= count; number += 1) {
    addPerson(workspace, `Sailor ${number}`, `sailor${number}@example.com`);
  }
}

function ships(workspace: Workspace): string {
  const database = addDatabase(workspace, { title: 'Ships' });
  const columns = [plain('Name', 'title'), plain('Captain', 'people')];
  return addDataSource(workspace, { database, name: 'Ships', columns });
}

async function start(workspace: Workspace): Promise<void> {
  notion = await startToolSandbox({ workspace }, { requestsPerWindow: 10_000 });
}

describe('a member behind 1,300 others', () => {
  it('is found', async () => {
    const workspace = createWorkspace();
    crew(workspace, 1300);
    const ship = ships(workspace);
    const captain = addPerson(workspace, 'Yara Quist', 'yara@example.com');
    addRow(workspace, ship, { Name: 'Kestrel', Captain: [captain] });
    await start(workspace);
    expect(await notion.call('notion_find_users', { query: 'quist' })).toMatch(
      /^1 member matching "quist"; that is all\./,
    );
    const where = [{ property: 'Captain', operator: 'contains', value: 'Yara Quist' }];
    expect(await notion.call('notion_query_database', { database: `collection://${ship}`, where })).toContain(
      'Kestrel',
    );
  });
});

describe('a workspace of more members than are read', () => {
  it('never calls a name unknown', async () => {
    const workspace = createWorkspace();
    crew(workspace, 3050);
    const ship = ships(workspace);
    await start(workspace);
    const [none] = (await notion.call('notion_find_users', { query: 'quist' })).split('\n');
    expect(none).toMatch(/^No member matching "quist" among the 3000 that were read; there are more\./);
    const [some] = (await notion.call('notion_find_users', { query: 'sailor 29' })).split('\n');
    expect(some).toMatch(
      /^\d+ members matching "sailor 29".* among the 3000 that were read; there are more\.$/,
    );
    const ask = (value: string): Promise<string> =>
      notion.call('notion_query_database', {
        database: `collection://${ship}`,
        where: [{ property: 'Captain', operator: 'contains', value }],
      });
    await expect(ask('Yara Quist')).rejects.toMatchObject({
      message:
        'None of the members that were read (3000) has this name or e-mail address. There are more members, which were not read.',
    });
    // Whoever is really called so may be among those that were not read.
    await expect(ask('ilor 2900')).rejects.toThrow(/^None of the members that were read \(3000\)/);
    expect(await ask('Sailor 2900')).toMatch(/^No rows match/);
  });
});

describe('a database behind 130 others that share a word with it', () => {
  it.each([
    ['its name', 'Chart room', 'Log of Chart room'],
    ['a name that none has', 'Charts', undefined],
  ])('is looked for by %s', async (_name, database, row) => {
    const workspace = createWorkspace();
    const source = (title: string): string =>
      addDataSource(workspace, {
        database: addDatabase(workspace, { title }),
        name: title,
        columns: [plain('Name', 'title')],
      });
    const wanted = source('Chart room');
    addRow(workspace, wanted, { Name: 'Log of Chart room' });
    for (let number = 1; number <= 130; number += 1) {
      source(`Chart ${number}`);
    }
    await start(workspace);
    const answer = notion.call('notion_query_database', { database });
    await (row === undefined
      ? expect(answer).rejects.toThrow('No database with this name')
      : expect(answer).resolves.toContain(row));
  });
});

it('finds a related page behind 120 whose titles hold its title', async () => {
  const workspace = createWorkspace();
  const ship = ships(workspace);
  const ports = addDataSource(workspace, {
    database: addDatabase(workspace, { title: 'Ports' }),
    name: 'Ports',
    columns: [plain('Name', 'title')],
  });
  addColumns(workspace, ship, [relation('Port', ports)]);
  for (let number = 1; number <= 120; number += 1) {
    addRow(workspace, ports, { Name: `Vik ${number}` });
  }
  addRow(workspace, ship, { Name: 'Heron', Port: [addRow(workspace, ports, { Name: 'Vik' })] });
  await start(workspace);
  const where = [{ property: 'Port', operator: 'contains', value: 'Vik' }];
  const answer = await notion.call('notion_query_database', { database: `collection://${ship}`, where });
  expect(answer).toContain('Heron');
});

it('names people before pages where there are too many of these to name them all', async () => {
  const workspace = createWorkspace();
  const people = [addPerson(workspace, 'Ove Lind', null), addPerson(workspace, 'Siv Berg', null)];
  const linked = Array.from({ length: 50 }, (_, number) => addPage(workspace, { title: `Reef ${number}` }));
  const page = addPage(workspace, {
    title: 'Reefs',
    blocks: [
      ...linked.map((id) => paragraph([mentionPage(id)])),
      paragraph(people.map((id) => mentionUser(id))),
    ],
  });
  await start(workspace);
  const answer = await notion.call('notion_read_page', { page });
  expect(answer).toContain('@Ove Lind');
  expect(answer).toContain('@Siv Berg');
});
