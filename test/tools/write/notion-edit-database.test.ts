import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSourceRecord } from '../../../src/sandbox/workspace.js';
import { startWriteSandbox, type WriteSandbox, withoutIds } from '../../support/notion/write-sandbox.js';

const TASK = 'Document the passenger counter';

let notion: WriteSandbox;

beforeEach(async () => {
  notion = await startWriteSandbox();
});

afterEach(() => notion.close());

const edit = (input: object): Promise<string> => notion.call('notion_edit_database', input);

describe('notion_edit_database', () => {
  it('adds, renames and completes columns in one request', async () => {
    const answer = await edit({
      database: 'Tasks',
      add: {
        Kind: { type: 'select', options: ['Bug', { name: 'Idea', color: 'green' }] },
        Price: { type: 'number', format: 'euro' },
        Blocks: { type: 'relation', to: 'Projects' },
      },
      rename: { Due: 'Deadline' },
      add_options: { Priority: ['Someday'] },
    });
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(notion.writes()).toEqual(['PATCH /v1/data_sources/{data_source_id} 200']);
  });

  it('says which part was not changed, and calls nothing changed that was not', async () => {
    notion.sandbox.failNext({ kind: 'conflict' }, 9, /^PATCH \/v1\/databases\//);
    const answer = await edit({ database: 'Tasks', title: 'Chores' });
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(answer).toMatch(/^Only a part of this was changed/);
    expect(answer).toContain('The title of the database: Not changed: ');
  });

  it('sends the whole list of options, and keeps the descriptions', async () => {
    const source = sourceNamed('Tasks');
    const at = source.properties.findIndex(({ name }) => name === 'Priority');
    const column = source.properties[at];
    if (column?.type !== 'select') {
      throw new Error('Tasks has no select column Priority.');
    }
    const described = column.options.map((option) => ({ ...option, description: `about ${option.name}` }));
    source.properties[at] = { ...column, description: 'how urgent', options: described };
    await edit({
      database: 'Tasks',
      add_options: { Priority: ['someday'] },
      rename: { Priority: 'Urgency' },
    });
    expect(sourceNamed('Tasks').properties[at]).toMatchObject({
      name: 'Urgency',
      description: 'how urgent',
      options: [...described, { name: 'someday' }],
    });
  });

  it('creates a database below a page', async () => {
    const answer = await edit({
      create_in: 'Platform handbook',
      title: 'Suppliers',
      add: {
        Supplier: 'title',
        Stage: 'status',
        Contract: 'files',
        Projects: { type: 'relation', to: 'Projects', two_way: 'Suppliers' },
      },
    });
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(notion.writes()).toEqual(['POST /v1/databases 200']);
    expect(sourceNamed('Projects').properties.some(({ name }) => name === 'Suppliers')).toBe(true);
  });

  it('renames a database and its data source', async () => {
    const answer = await edit({ database: 'Tasks', title: 'Work items' });
    expect(answer).toContain('Title: Tasks → Work items');
    expect(notion.writes()).toEqual([
      'PATCH /v1/data_sources/{data_source_id} 200',
      'PATCH /v1/databases/{database_id} 200',
    ]);
  });

  it('tells a new name once when it is taken back, though two requests do it', async () => {
    await edit({ database: 'Tasks', title: 'Work items' });
    for (const dry_run of [true, false]) {
      const answer = await notion.call('notion_undo', { dry_run });
      expect(answer.split('Title: Work items → Tasks')).toHaveLength(2);
    }
  });

  it('tells all problems at once with the nearest names, and sends nothing', async () => {
    const wrong = edit({
      database: 'Tasks',
      add: {
        Kind: 'selekt',
        Status: 'text',
        Sum: { type: 'number', format: 'eur' },
        Link: { type: 'relation' },
      },
      rename: { Prority: 'Urgency' },
      add_options: { Due: ['x'], Priority: ['a, b'] },
    });
    await expect(wrong).rejects.toThrow(/7 problems; nothing was changed/);
    await expect(wrong).rejects.toThrow(/Did you mean "select"\?/);
    await expect(wrong).rejects.toThrow(/There is a column "Status" already/);
    await expect(wrong).rejects.toThrow(/Did you mean "euro"\?/);
    await expect(wrong).rejects.toThrow(/Pass it as "to"/);
    await expect(wrong).rejects.toThrow(/Did you mean "Priority"\?/);
    await expect(wrong).rejects.toThrow(/The column "Due" has no options/);
    await expect(wrong).rejects.toThrow(/has a comma/);
    expect(notion.writes()).toEqual([]);
  });

  it('sends nothing for a dry run, nor for what is so already', async () => {
    expect(await edit({ database: 'Tasks', add: { Kind: 'text' }, dry_run: true })).toContain(
      'Nothing was changed. This call would change 1 column.',
    );
    expect(await edit({ database: 'Tasks', add_options: { Priority: ['high'] } })).toContain(
      'Nothing to change; as asked for already: "Priority".',
    );
    expect(notion.writes()).toEqual([]);
  });

  it.each([
    ['add', { add: { 'pri ority': 'text' } }],
    ['rename', { rename: { Due: 'PRIORITY' } }],
  ])('takes a name for a mistake that differs in case or spaces only: %s', async (_name, input) => {
    await expect(edit({ database: 'Tasks', ...input })).rejects.toThrow(
      'There is a column "Priority", which differs from',
    );
    expect(notion.writes()).toEqual([]);
  });

  it('takes such a name in quotation marks, and one that the column itself has in other letters', async () => {
    await edit({ database: 'Tasks', add: { '"priority"': 'text' }, rename: { Due: 'due' } });
    const names = sourceNamed('Tasks').properties.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Priority', 'priority', 'due']));
  });

  it.each([
    ['its own type', 'number'],
    ['its own type, as an object', { type: 'Number' }],
    ['its own format', { format: 'number' }],
  ])('sends nothing to give a column %s', async (_name, spec) => {
    const answer = await edit({ database: 'Tasks', change: { Estimate: spec } });
    expect(answer).toContain('Nothing to change; as asked for already: "Estimate".');
    expect(notion.writes()).toEqual([]);
  });

  it('keeps a format that a change does not name', async () => {
    await edit({ database: 'Tasks', change: { Estimate: { format: 'yen' } } });
    await edit({ database: 'Tasks', change: { Estimate: { type: 'number', description: 'in coins' } } });
    const column = sourceNamed('Tasks').properties.find(({ name }) => name === 'Estimate');
    expect(column).toMatchObject({ format: 'yen', description: 'in coins' });
  });

  it('takes added options back, as it says, unless a row has them', async () => {
    const options = (): readonly string[] =>
      sourceNamed('Tasks')
        .properties.flatMap((property) => (property.type === 'select' ? property.options : []))
        .map(({ name }) => name);
    const answer = await edit({
      database: 'Tasks',
      rename: { Due: 'Until' },
      add_options: { Priority: ['Low', 'Later', 'Someday'] },
    });
    expect(withoutIds(answer)).toContain('Change CHANGE; notion_undo {"change":"CHANGE"} takes it back.');
    expect(options()).toEqual(expect.arrayContaining(['Later', 'Someday']));
    await notion.call('notion_set_properties', { pages: [TASK], set: { Priority: 'Later' } });
    const undone = await notion.call('notion_undo', { change: changeIn(answer) });
    expect(undone).toContain('These new options stay, for rows have them: "Later".');
    expect(options()).toContain('Later');
    expect(options()).not.toContain('Someday');
  });

  it('tells what Notion refuses', async () => {
    notion.sandbox.failNext({ kind: 'refused', status: 403, code: 'restricted_resource' }, 1, /^PATCH/);
    await expect(edit({ database: 'Tasks', add: { Kind: 'text' } })).rejects.toThrow('"update content"');
  });

  it.each([
    ['saved', true, ['PATCH /v1/data_sources/{data_source_id} 500']],
    [
      'not saved',
      false,
      ['PATCH /v1/data_sources/{data_source_id} 500', 'PATCH /v1/data_sources/{data_source_id} 200'],
    ],
  ])('never sends twice what is saved: a 500 that was %s', async (_name, saved, sent) => {
    notion.sandbox.failNext({ kind: 'internal_server_error', saved }, 1, /^PATCH/);
    await edit({ database: 'Tasks', add: { Kind: 'text' }, add_options: { Priority: ['Someday'] } });
    expect(notion.writes()).toEqual(sent);
  });

  it.each([
    ['saved', true, ['POST /v1/databases 500']],
    ['not saved', false, ['POST /v1/databases 500', 'POST /v1/databases 200']],
  ])('makes one database where the answer was lost: a 500 that was %s', async (_name, saved, sent) => {
    notion.sandbox.failNext({ kind: 'internal_server_error', saved }, 1, /^POST \/v1\/databases/);
    const answer = await edit({ create_in: 'Platform handbook', title: 'Suppliers' });
    expect(answer).toContain('Created a database with 1 column.');
    expect(notion.writes()).toEqual(sent);
  });

  it('trashes a database that it has made, unless that has rows', async () => {
    const made = await edit({ create_in: 'Platform handbook', title: 'Suppliers' });
    const filled = await notion.call('notion_create_pages', {
      parent: 'Suppliers',
      pages: [{ title: 'Acme' }],
    });
    expect(await notion.call('notion_undo', { change: changeIn(made) })).toContain('It has rows.');
    await notion.call('notion_undo', { change: changeIn(filled) });
    const answer = await notion.call('notion_undo', { change: changeIn(made) });
    expect(withoutIds(answer)).toMatchSnapshot();
  });

  it('removes and retypes columns once that is confirmed, and says how many rows lose something', async () => {
    const input = {
      database: 'Tasks',
      remove: ['notes'],
      change: { Priority: 'multi_select', Estimate: 'status' },
    };
    await expect(edit(input)).rejects.toThrow('this has to be confirmed');
    const rehearsal = await edit({ ...input, dry_run: true });
    const [, confirm] = /"confirm":"([^"]+)"/.exec(rehearsal) ?? [];
    expect(rehearsal.replace(confirm ?? '', 'TOKEN')).toMatchSnapshot();
    await expect(edit({ ...input, remove: ['Due'], confirm })).rejects.toThrow(
      'the token is for another call',
    );
    expect(notion.writes()).toEqual([]);
    const answer = await edit({ ...input, confirm });
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(withoutIds(await notion.call('notion_undo', { change: changeIn(answer) }))).toMatchSnapshot();
  });

  it('is undone, but for what Notion cannot take back', async () => {
    const made = await edit({
      database: 'Tasks',
      title: 'Work',
      add: { Kind: 'select', Phase: 'status', Size: 'number' },
      rename: { Due: 'Deadline' },
      change: { Estimate: { format: 'yen' } },
      add_options: { Priority: ['Someday'] },
    });
    await notion.call('notion_set_properties', { pages: [TASK], set: { Size: 3 } });
    const answer = await notion.call('notion_undo', { change: changeIn(made) });
    expect(withoutIds(answer)).toMatchSnapshot();
    const names = sourceNamed('Tasks').properties.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Due', 'Size']));
    expect(names).not.toEqual(expect.arrayContaining(['Kind']));
    expect(names).not.toEqual(expect.arrayContaining(['Phase']));
  });
});

function changeIn(answer: string): string {
  return /^Change ([0-9a-f]{16})/m.exec(answer)?.[1] ?? '';
}

function sourceNamed(name: string): DataSourceRecord {
  const found = [...notion.sandbox.workspace.dataSources.values()].find((source) => source.name === name);
  if (found === undefined) {
    throw new Error(`There is no data source ${name}.`);
  }
  return found;
}
