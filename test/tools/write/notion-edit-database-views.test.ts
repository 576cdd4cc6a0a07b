import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ViewRecord } from '../../../src/sandbox/workspace.js';
import { startWriteSandbox, type WriteSandbox, withoutIds } from '../../support/notion/write-sandbox.js';

let notion: WriteSandbox;

beforeEach(async () => {
  notion = await startWriteSandbox();
});

afterEach(() => notion.close());

const edit = (views: object, options: object = {}): Promise<string> =>
  notion.call('notion_edit_database', { database: 'Tasks', views, ...options });
const undo = (answer: string): Promise<string> =>
  notion.call('notion_undo', { change: /^Change ([0-9a-f]{16})/m.exec(answer)?.[1] ?? '' });
const views = (): ViewRecord[] => [...notion.sandbox.workspace.views.values()];
const viewNamed = (name: string): ViewRecord | undefined => views().find((view) => view.name === name);
const confirmed = async (given: object, options: object = {}): Promise<string> => {
  const rehearsal = await edit(given, { ...options, dry_run: true });
  const [, confirm] = /"confirm":"([^"]+)"/.exec(rehearsal) ?? [];
  return edit(given, { ...options, confirm });
};

describe('views of notion_edit_database', () => {
  it('makes views with filter, order, layout and columns by names, and an undo removes them', async () => {
    const answer = await edit({
      'By person': {
        type: 'kanban',
        by: 'Assignee',
        where: [
          ['Status', 'does_not_equal', 'Done'],
          { property: 'Due', operator: 'before', value: 'today' },
        ],
        sort: '-Due',
      },
      Dates: { type: 'calendar', by: 'Due' },
      Short: { type: 'table', columns: ['Priority', 'Due'], group_by: 'Status', match: 'any' },
    });
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(notion.writes()).toEqual(Array.from({ length: 3 }, () => 'POST /v1/views 200'));
    expect(viewNamed('By person')).toMatchObject({
      type: 'board',
      filter: {
        and: [
          { property: 'Status', status: { does_not_equal: 'Done' } },
          { property: 'Due', date: { before: 'today' } },
        ],
      },
      sorts: [{ property: 'Due', direction: 'descending' }],
      configuration: { group_by: { type: 'person', sort: { type: 'manual' } } },
    });
    expect(withoutIds(await undo(answer))).toMatchSnapshot();
    expect(viewNamed('By person')).toBeUndefined();
  });

  it('changes name, filter, order and columns of a view, and an undo brings them back', async () => {
    const before = viewNamed('Open tasks');
    const answer = await edit({
      'open tasks': { name: 'Mine', where: null, sort: ['Priority'], columns: ['Due'], by: 'Priority' },
    });
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(notion.writes()).toEqual(['PATCH /v1/views/{view_id} 200']);
    expect(viewNamed('Mine')).toMatchObject({ id: before?.id, filter: null, type: 'board' });
    expect(withoutIds(await undo(answer))).toMatchSnapshot();
    expect(viewNamed('Open tasks')?.filter).toEqual(before?.filter);
    expect(viewNamed('Open tasks')?.sorts).toEqual(before?.sorts);
  });

  it('removes views once that is confirmed, and an undo makes them again', async () => {
    const before = viewNamed('Open tasks');
    await expect(edit({ 'Open tasks': null })).rejects.toThrow('this has to be confirmed');
    expect(notion.writes()).toEqual([]);
    const rehearsal = await edit({ 'Open tasks': null }, { dry_run: true });
    expect(rehearsal.replace(/"confirm":"[^"]+"/, '"confirm":"TOKEN"')).toMatchSnapshot();
    const answer = await confirmed({ 'Open tasks': null });
    expect(withoutIds(answer)).toMatchSnapshot();
    expect(notion.writes()).toEqual(['DELETE /v1/views/{view_id} 200']);
    expect(viewNamed('Open tasks')).toBeUndefined();
    expect(withoutIds(await undo(answer))).toMatchSnapshot();
    expect(viewNamed('Open tasks')).toMatchObject({
      filter: before?.filter,
      sorts: before?.sorts,
      type: 'board',
    });
  });

  it('does not remove a view that has changed since the dry run', async () => {
    const rehearsal = await edit({ 'Open tasks': null }, { dry_run: true });
    const [, confirm] = /"confirm":"([^"]+)"/.exec(rehearsal) ?? [];
    await edit({ 'Open tasks': { sort: 'Priority' } });
    await expect(edit({ 'Open tasks': null }, { confirm })).rejects.toThrow('something has changed there');
  });

  it('leaves a database its last view', async () => {
    const all = Object.fromEntries(
      views()
        .filter(({ databaseId }) => databaseId === viewNamed('Open tasks')?.databaseId)
        .map(({ name }) => [name, null]),
    );
    await expect(edit(all, { dry_run: true })).rejects.toThrow('A database keeps at least one view');
    await confirmed({ ...all, Only: 'list' });
    expect(notion.writes()).toEqual([
      'POST /v1/views 200',
      ...Object.keys(all).map(() => 'DELETE /v1/views/{view_id} 200'),
    ]);
  });

  it('tells all problems at once with the nearest names, and sends nothing', async () => {
    const wrong = edit({
      'Opne tasks': { sort: 'Due' },
      'All tasks': 'board',
      Chart: { type: 'chart' },
      New: { type: 'board', by: 'Formula of nothing' },
      Gone: null,
      Strange: { type: 'table', colour: 'red' },
      Plan: { type: 'calendar', by: 'Priority' },
      Words: { type: 'table', where: [{ property: 'Statsu', operator: 'equals', value: 'Done' }] },
    });
    await expect(wrong).rejects.toThrow(/8 problems; nothing was changed/);
    await expect(wrong).rejects.toThrow(/Did you mean "Open tasks"\?/);
    await expect(wrong).rejects.toThrow(
      /View "All tasks": It is a table, and Notion's API changes no view into another type/,
    );
    await expect(wrong).rejects.toThrow(/Charts, forms and dashboards are set up in Notion's app/);
    await expect(wrong).rejects.toThrow(/There is no property "Formula of nothing"/);
    await expect(wrong).rejects.toThrow(/A view has no "colour"/);
    await expect(wrong).rejects.toThrow(/by which a calendar is not laid out/);
    await expect(wrong).rejects.toThrow(/Did you mean "Status"\?/);
    expect(notion.writes()).toEqual([]);
  });

  it('sends nothing for what is so already', async () => {
    expect(
      await edit({ 'Open tasks': { type: 'board', sort: 'Due', by: 'Status' }, 'All tasks': {} }),
    ).toContain('Nothing to change; as asked for already: "Open tasks", "All tasks".');
    expect(notion.writes()).toEqual([]);
  });

  it('tells what Notion refuses', async () => {
    notion.sandbox.failNext(
      { kind: 'refused', status: 403, code: 'restricted_resource' },
      1,
      /^POST \/v1\/views/,
    );
    await expect(edit({ Dates: { type: 'calendar', by: 'Due' } })).rejects.toThrow('"insert content"');
  });

  it.each([
    ['saved', true, ['POST /v1/views 500']],
    ['not saved', false, ['POST /v1/views 500', 'POST /v1/views 200']],
  ])('makes one view where the answer was lost: a 500 that was %s', async (_name, saved, sent) => {
    notion.sandbox.failNext({ kind: 'internal_server_error', saved }, 1, /^POST \/v1\/views/);
    const answer = await edit({ Dates: { type: 'calendar', by: 'Due' } });
    expect(answer).toContain('Changed 1 view.');
    expect(notion.writes()).toEqual(sent);
    expect(views().filter(({ name }) => name === 'Dates')).toHaveLength(1);
  });

  it.each([
    ['saved', true, ['PATCH /v1/views/{view_id} 500']],
    ['not saved', false, ['PATCH /v1/views/{view_id} 500', 'PATCH /v1/views/{view_id} 200']],
  ])('changes a view once where the answer was lost: a 500 that was %s', async (_name, saved, sent) => {
    notion.sandbox.failNext({ kind: 'internal_server_error', saved }, 1, /^PATCH/);
    await edit({ 'Open tasks': { where: [['Priority', 'equals', 'High']] } });
    expect(notion.writes()).toEqual(sent);
  });

  it.each([
    ['saved', true, ['DELETE /v1/views/{view_id} 500']],
    ['not saved', false, ['DELETE /v1/views/{view_id} 500', 'DELETE /v1/views/{view_id} 200']],
  ])('removes a view once where the answer was lost: a 500 that was %s', async (_name, saved, sent) => {
    notion.sandbox.failNext({ kind: 'internal_server_error', saved }, 1, /^DELETE/);
    await confirmed({ 'Open tasks': null });
    expect(notion.writes()).toEqual(sent);
  });

  it('leaves a view alone that somebody has changed since', async () => {
    const answer = await edit({ Dates: { type: 'calendar', by: 'Due' } });
    await edit({ Dates: { sort: 'Due' } });
    expect(await undo(answer)).toContain('It was changed since.');
    expect(viewNamed('Dates')).toBeDefined();
  });
});

describe('below the pages that may be changed', () => {
  it.each([
    ['made', { Dates: { type: 'calendar', by: 'Due' } }],
    ['changed', { 'Open tasks': { sort: 'Priority' } }],
  ])('views are %s, and nowhere else', async (_name, given) => {
    const database = viewNamed('Open tasks')?.databaseId ?? '';
    await notion.close();
    notion = await startWriteSandbox({ roots: [database] });
    await edit(given);
    await notion.close();
    notion = await startWriteSandbox({ roots: [viewNamed('Projects')?.databaseId ?? ''] });
    await expect(edit(given)).rejects.toThrow('outside of the pages that may be changed');
    expect(notion.writes()).toEqual([]);
  });

  it('views are removed, and nowhere else', async () => {
    const database = viewNamed('Projects')?.databaseId ?? '';
    await notion.close();
    notion = await startWriteSandbox({ roots: [database] });
    await expect(confirmed({ 'Open tasks': null })).rejects.toThrow('outside of the pages');
    expect(notion.writes()).toEqual([]);
    await confirmed({ 'Active by deadline': null }, { database: 'Projects' });
    expect(notion.writes()).toEqual(['DELETE /v1/views/{view_id} 200']);
  });
});
