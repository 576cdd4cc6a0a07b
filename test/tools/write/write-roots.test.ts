import { afterEach, describe, expect, it } from '@jest/globals';
import { addTemplate } from '../../../src/sandbox/build/templates.js';
import { startWriteSandbox, type WriteSandbox } from '../../support/notion/write-sandbox.js';

const TASK = 'Document the passenger counter';

let notion: WriteSandbox | undefined;

afterEach(() => notion?.close());

const start = async (name: string): Promise<WriteSandbox> => {
  const plain = await startWriteSandbox();
  const source = [...plain.sandbox.workspace.dataSources.values()].find((record) => record.name === name);
  await plain.close();
  notion = await startWriteSandbox({ roots: [source?.id.replaceAll('-', '') ?? ''] });
  return notion;
};

it('changes what lies below a root', async () => {
  const { call } = await start('Tasks');
  expect(await call('notion_set_properties', { pages: [TASK], set: { Status: 'Done' } })).toContain('→ Done');
  expect(await call('notion_create_pages', { parent: 'Tasks', pages: [{ title: 'New' }] })).toContain(
    'created',
  );
});

it('changes nothing outside, whatever a page tells the model, and sends no request for it', async () => {
  const { call, writes } = await start('Projects');
  await expect(call('notion_set_properties', { pages: [TASK], set: { Status: 'Done' } })).rejects.toThrow(
    'outside of the pages that may be changed',
  );
  await expect(call('notion_create_pages', { parent: 'Tasks', pages: [{ title: 'New' }] })).rejects.toThrow(
    'outside of the pages that may be changed',
  );
  await expect(
    call('notion_edit_page', { page: 'On-call guide', check: ['Open incidents have an owner'] }),
  ).rejects.toThrow('outside of the pages that may be changed');
  expect(writes()).toEqual([]);
});

it('says of the top of the workspace that it is outside, and not that it can be added', async () => {
  const { call } = await start('Tasks');
  await expect(call('notion_create_pages', { pages: [{ title: 'Mine' }] })).rejects.toMatchObject({
    message:
      'The top of the workspace lies outside of the pages that may be changed, so nothing was changed.',
    advice: 'Pass a page or database that may be changed as the place.',
  });
});

it.each([
  ['WRITE_ROOTS', (roots: readonly string[]) => ({ roots })],
  ['the roots of a key or app', (roots: readonly string[]) => ({ callerRoots: roots })],
])('lets every tool work below %s', async (_what, callerOf) => {
  const sandbox = await startWriteSandbox();
  notion = sandbox;
  const { workspace } = sandbox.sandbox;
  const source = [...workspace.dataSources.values()].find((record) => record.name === 'Tasks');
  const page = [...workspace.pages.values()].find(({ values }) =>
    JSON.stringify([...values.values()]).includes('Architecture records'),
  );
  const caller = callerOf([source?.id ?? '', page?.id ?? ''].map((id) => id.replaceAll('-', '')));
  const call = (name: string, input: object): Promise<string> => sandbox.call(name, input, caller);
  const made = await call('notion_create_pages', {
    parent: 'Tasks',
    pages: [{ title: 'New', properties: { Status: 'Done' }, content: 'A line' }],
  });
  expect(made).toContain('1 page created');
  const [url = ''] = /https:\/\/\S+/.exec(made) ?? [];
  expect(await call('notion_set_properties', { pages: [url], set: { Priority: 'High' } })).toContain(
    '→ High',
  );
  expect(await call('notion_add_content', { page: url, content: '- [ ] Two\n    - Three' })).toContain(
    '2 blocks',
  );
  expect(
    await call('notion_edit_page', { page: url, edits: [{ find: 'A line', replace: 'A word' }] }),
  ).toContain('+ A word');
  expect(await call('notion_edit_page', { page: url, check: ['Two'] })).toContain('[x] Two');
  expect(await call('notion_comment', { on: url, text: 'Seen' })).toContain('Commented on');
  expect(await call('notion_upload_file', { to: url, as: 'icon', data: 'aGk=', name: 'a.png' })).toContain(
    'uploaded and attached',
  );
  expect(await call('notion_edit_database', { database: 'Tasks', add: { Note: 'text' } })).toContain(
    '1 column',
  );
  expect(
    await call('notion_edit_database', {
      create_in: 'Architecture records',
      title: 'Votes',
      add: { Vote: 'number' },
    }),
  ).toContain('Created a database');
  expect(await call('notion_organize_pages', { pages: [url], action: 'duplicate' })).toContain('New (copy)');
  expect(await call('notion_organize_pages', { pages: [url], action: 'trash' })).toContain('in the trash');
  expect(await call('notion_organize_pages', { pages: [url], action: 'restore' })).toContain('restored');
  for (let left = 0; left < 3; left += 1) {
    expect(await call('notion_undo', {})).toContain('Undone');
  }
});

const KINDS = [
  ['WRITE_ROOTS', (roots: readonly string[]) => ({ roots })],
  ['the roots of a key or app', (roots: readonly string[]) => ({ callerRoots: roots })],
] as const;

describe.each(KINDS)('below %s', (kind, callerOf) => {
  const open = async (
    ...names: readonly string[]
  ): Promise<{
    readonly sandbox: WriteSandbox;
    readonly call: (name: string, input: object) => Promise<string>;
    readonly source: (name: string) => string;
  }> => {
    const sandbox = await startWriteSandbox();
    notion = sandbox;
    const source = (name: string): string =>
      [...sandbox.sandbox.workspace.dataSources.values()].find((record) => record.name === name)?.id ?? '';
    const caller = callerOf(names.map((name) => source(name).replaceAll('-', '')));
    return { sandbox, source, call: (name, input) => sandbox.call(name, input, caller) };
  };

  it('a relation of two sides is not set where the other side lies outside', async () => {
    const { call, sandbox } = await open('Tasks');
    const [row = ''] = [...sandbox.sandbox.workspace.dataSources.values()].find(
      ({ name }) => name === 'Projects',
    )?.rows ?? [''];
    for (const given of [
      { tool: 'notion_set_properties', input: { pages: [TASK], set: { Project: [row] } } },
      { tool: 'notion_set_properties', input: { pages: [TASK], set: { Project: [row] }, dry_run: true } },
      {
        tool: 'notion_create_pages',
        input: { parent: 'Tasks', pages: [{ title: 'New', properties: { Project: [row] } }] },
      },
    ]) {
      await expect(call(given.tool, given.input)).rejects.toThrow(
        kind === 'WRITE_ROOTS' ? '"Project" has two sides' : /Project/,
      );
    }
    expect(sandbox.writes()).toEqual([]);
  });

  it('a relation of one side, and one whose other side lies inside, are set', async () => {
    const { call, sandbox } = await open('Tasks', 'Projects');
    const [row = ''] = [...sandbox.sandbox.workspace.dataSources.values()].find(
      ({ name }) => name === 'Projects',
    )?.rows ?? [''];
    const [, other = ''] = [...sandbox.sandbox.workspace.dataSources.values()].find(
      ({ name }) => name === 'Tasks',
    )?.rows ?? [''];
    expect(
      await call('notion_set_properties', { pages: [TASK], set: { Project: [row], 'Blocked by': [other] } }),
    ).toContain('Blocked by');
  });

  it('a template of the database fills a row', async () => {
    const { call, sandbox, source } = await open('Tasks');
    addTemplate(sandbox.sandbox.workspace, source('Tasks'), {
      name: 'Bug',
      isDefault: true,
      blocks: [],
      delay: 1,
    });
    expect(
      await call('notion_create_pages', { parent: 'Tasks', pages: [{ title: 'New' }], template: 'Bug' }),
    ).toContain('1 page created');
  });

  it('an upload whose answer was lost is looked for, and found', async () => {
    const { call, sandbox } = await open('Tasks');
    sandbox.sandbox.failNext(
      { kind: 'internal_server_error', saved: true },
      1,
      /^POST \/v1\/file_uploads\/[^/]+\/send$/,
    );
    expect(
      await call('notion_upload_file', { to: TASK, as: 'Attachments', data: 'aGk=', name: 'a.txt' }),
    ).toContain("Notion's answer was lost for 1 request");
  });
});
