import { afterEach, expect, it } from '@jest/globals';
import { ToolError } from '../../../src/errors.js';
import { addTemplate } from '../../../src/sandbox/build/templates.js';
import { startWriteSandbox, type WriteSandbox } from '../../support/notion/write-sandbox.js';
import { stateOf } from '../../chaos/writes/workspace-state.js';

const TASK = 'Document the passenger counter';
const ALLOWED = ['Status', 'Task', 'Due'];

let notion: WriteSandbox | undefined;
afterEach(() => notion?.close());

const start = async (): Promise<WriteSandbox> => {
  notion = await startWriteSandbox({ properties: ALLOWED });
  return notion;
};

it('changes the properties that may be changed, creates rows with them and undoes that', async () => {
  const { call } = await start();
  expect(await call('notion_set_properties', { pages: [TASK], set: { status: 'Done' } })).toContain('→ Done');
  expect(await call('notion_undo', {})).toContain('Undone');
  expect(
    await call('notion_create_pages', {
      parent: 'Tasks',
      pages: [{ title: 'New', properties: { Status: 'Done' }, content: 'Text' }],
    }),
  ).toContain('1 page created');
});

it.each<[string, string, object]>([
  ['"Priority"', 'notion_set_properties', { pages: [TASK], set: { Status: 'Done', Priority: 'High' } }],
  ['"icon", "lock"', 'notion_set_properties', { pages: [TASK], set: { icon: '🚢', lock: true } }],
  ['"Labels"', 'notion_set_properties', { pages: [TASK], add: { Labels: ['new'] }, new_options: true }],
  [
    '"Priority"',
    'notion_create_pages',
    { parent: 'Tasks', pages: [{ title: 'New', properties: { Priority: 'High' } }] },
  ],
  ['"title"', 'notion_create_pages', { parent: 'Architecture records', pages: [{ title: 'New' }] }],
  ['"icon"', 'notion_upload_file', { to: TASK, as: 'icon', data: 'aGk=', name: 'a.png' }],
  ['"lock"', 'notion_organize_pages', { pages: [TASK], action: 'lock' }],
  ['"Note"', 'notion_edit_database', { database: 'Tasks', add: { Note: 'text' } }],
  ['"State"', 'notion_edit_database', { database: 'Tasks', rename: { Status: 'State' } }],
  ['"Priority"', 'notion_edit_database', { database: 'Tasks', rename: { Priority: 'Due by' } }],
  ['"Priority"', 'notion_edit_database', { database: 'Tasks', remove: ['Priority'] }],
  [
    '"Score"',
    'notion_edit_database',
    { create_in: 'Architecture records', title: 'Votes', add: { Score: 'number' } },
  ],
])('refuses %s with %s, rehearsed and proposed too, and sends nothing', async (names, tool, input) => {
  const { call, writes, sandbox } = await start();
  const before = stateOf(sandbox.workspace);
  const refusals = await Promise.all(
    [call(tool, input), call(tool, { ...input, dry_run: true }), call(tool, input, { isProposal: true })].map(
      (said) => said.catch((error: unknown) => error),
    ),
  );
  for (const refusal of refusals) {
    expect(refusal).toBeInstanceOf(ToolError);
    expect((refusal as ToolError).message).toContain(names);
    expect((refusal as ToolError).message).toContain('only "Status", "Task", "Due"');
    expect((refusal as ToolError).message).toBe((refusals[0] as ToolError).message);
  }
  expect(writes()).toEqual([]);
  expect(stateOf(sandbox.workspace)).toEqual(before);
});

it('takes no template, which decides itself what it sets', async () => {
  const { call, writes, sandbox } = await start();
  const { workspace } = sandbox;
  const source = [...workspace.dataSources.values()].find(({ name }) => name === 'Tasks');
  addTemplate(workspace, source?.id ?? '', { name: 'Bug', isDefault: true, blocks: [], delay: 1 });
  await expect(
    call('notion_create_pages', { parent: 'Tasks', pages: [{ title: 'New' }], template: 'default' }),
  ).rejects.toThrow('A template gives values to properties that it chooses');
  expect(writes()).toEqual([]);
});
