import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../../../src/sandbox/server.js';
import { stableId } from '../../../../src/sandbox/ids.js';
import { call } from '../../call.js';
import { callTool, request, type ToolReply } from '../mcp-call.js';
import { signIn } from '../sign-in.js';

const deploy = stableId('page:deploy');

let sandbox: Sandbox;
let token: string;

beforeEach(async () => {
  sandbox = await startSandbox();
  token = (await signIn(sandbox)).access_token;
});

afterEach(async () => {
  await sandbox.close();
});

const run = (name: string, input: unknown = {}): Promise<ToolReply> =>
  callTool(sandbox, token, `notion-${name}`, input);

const sourceNamed = (name: string): string =>
  [...sandbox.workspace.dataSources.values()].find((source) => source.name === name)?.id ?? '';

async function create(page: Record<string, unknown>, parent?: Record<string, unknown>): Promise<string> {
  const { json, text } = await run('create-pages', { pages: [page], ...(parent && { parent }) });
  const [made] = (json as { pages?: { id: string }[] } | undefined)?.pages ?? [];
  if (made === undefined) {
    throw new Error(text);
  }
  return made.id;
}

async function textOf(id: string): Promise<string> {
  return ((await run('fetch', { id })).json as { text: string }).text;
}

async function done(reply: ToolReply): Promise<unknown> {
  const { task_id: id } = reply.json as { task_id: string };
  return (await run('get-async-task', { task_id: id })).json;
}

describe('create-pages', () => {
  it('makes a page of the person that REST reads', async () => {
    const id = await create(
      { properties: { title: 'Made by **hosted**' }, content: '# Head\n\nText', icon: '🛟' },
      { page_id: deploy },
    );
    const { body } = await call(sandbox, `GET /v1/pages/${id}`);
    expect(body).toMatchObject({
      parent: { page_id: deploy },
      icon: { emoji: '🛟' },
      created_by: { id: sandbox.workspace.ownerId },
    });
    expect(await textOf(id)).toContain('<content>\n# Head\nText\n</content>');
  });

  it('makes rows from the flat grammar', async () => {
    const id = await create(
      {
        properties: {
          Task: 'Row of the test',
          Status: 'In progress',
          'date:Due:start': '2026-12-01',
          Assignee: `["user://${sandbox.workspace.ownerId}"]`,
        },
      },
      { data_source_id: sourceNamed('Tasks') },
    );
    const text = await textOf(id);
    for (const part of [
      '"date:Due:is_datetime":0',
      '"date:Due:start":"2026-12-01"',
      '"Status":"In progress"',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain(`"Assignee":"[\\"user://${sandbox.workspace.ownerId}\\"]"`);
  });

  it.each([
    ['an unknown option', { Task: 'x', Status: 'Never heard of' }, 'Invalid select value', 0],
    ['an unknown column', { Task: 'x', Colour: 'red' }, 'Property "Colour" not found', 0],
    ['a date in words, after the page before it', { Task: 'x', 'date:Due:start': 'soon' }, 'should be', 1],
  ])('refuses %s', async (_name, properties, words, made) => {
    const before = sandbox.workspace.pages.size;
    const reply = await run('create-pages', {
      parent: { data_source_id: sourceNamed('Tasks') },
      pages: [{ properties: { Task: 'good' } }, { properties }],
    });
    expect(reply).toMatchObject({ isError: true, text: expect.stringContaining(words) });
    expect(sandbox.workspace.pages.size).toBe(before + made);
  });

  it('can be asked to do it later', async () => {
    const reply = await run('create-pages', {
      pages: [{ properties: { title: 'Later' } }],
      allow_async: true,
    });
    expect(reply.json).toMatchObject({ task_id: expect.stringMatching(/^task_/), status: 'queued' });
    expect(await done(reply)).toMatchObject({ status: 'succeeded', result: { pages: [expect.anything()] } });
  });
});

describe('update-page', () => {
  it('changes parts of the content, inserts and replaces', async () => {
    const id = await create({ properties: { title: 'Draft' }, content: 'One\n\nTwo' });
    await run('update-page', {
      page_id: id,
      command: 'update_content',
      content_updates: [{ old_str: 'Two', new_str: 'Three' }],
    });
    await run('update-page', { page_id: id, command: 'insert_content', content: 'Four' });
    expect(await textOf(id)).toContain('<content>\nOne\nThree\nFour\n</content>');
    await run('update-page', { page_id: id, command: 'replace_content', new_str: 'Only this' });
    expect(await textOf(id)).toContain('<content>\nOnly this\n</content>');
  });

  it('changes properties and icon, and refuses addresses for ids', async () => {
    const id = await create({ properties: { title: 'Before' } });
    const reply = await run('update-page', {
      page_id: id,
      command: 'update_properties',
      properties: { title: 'After' },
      icon: '🧭',
    });
    expect(reply.json).toEqual({ page_id: id });
    expect(await textOf(id)).toMatch(/icon="🧭"[^]*"title":"After"/);
    const address = await run('update-page', {
      page_id: `https://app.notion.com/p/${id.replaceAll('-', '')}`,
      command: 'replace_content',
      new_str: 'x',
    });
    expect(address.text).toContain('should be a valid uuid');
  });

  it('says what did not fit', async () => {
    const reply = await run('update-page', {
      page_id: deploy,
      command: 'update_content',
      content_updates: [{ old_str: 'not on the page', new_str: 'x' }],
    });
    expect(reply).toMatchObject({ isError: true, text: expect.stringContaining('No match found') });
  });

  it('had no insert_content in spring, and drops what it does not know', async () => {
    sandbox.hosted.behavior.tools = 'spring';
    const { message } = await request(sandbox, token, 'tools/call', {
      name: 'notion-update-page',
      arguments: { page_id: deploy, command: 'insert_content', content: 'x' },
    });
    expect(message.error?.code).toBe(-32_602);
    const trash = await run('update-page', {
      page_id: deploy,
      command: 'update_properties',
      properties: {},
      in_trash: true,
      icon: '🚢',
    });
    expect(trash.isError).toBe(false);
    expect((await call(sandbox, `GET /v1/pages/${deploy}`)).body).toMatchObject({ in_trash: false });
  });
});

describe('the other writes', () => {
  it('move a page, and copy one later, next to itself', async () => {
    const id = await create({ properties: { title: 'Mover' }, content: 'Cargo' });
    await run('move-pages', { page_or_database_ids: [id], new_parent: { page_id: deploy } });
    expect((await call(sandbox, `GET /v1/pages/${id}`)).body).toMatchObject({ parent: { page_id: deploy } });
    const copied = (await done(await run('duplicate-page', { page_id: id }))) as {
      result: { page_id: string };
    };
    expect(await textOf(copied.result.page_id)).toMatch(/"title":"Mover \(1\)"[^]*Cargo/);
  });

  it('make a database from a statement, change its columns, and trash it', async () => {
    const made = await run('create-database', {
      parent: { page_id: deploy },
      title: 'Boats',
      schema: `CREATE TABLE ("Boat" TITLE, "Kind" SELECT('Ferry':blue, 'Tug'), "Knots" NUMBER, "Launched" DATE)`,
    });
    const { result } = made.json as { result: string };
    const source = /collection:\/\/([\da-f-]{36})/.exec(result)?.[1] ?? '';
    const changed = await run('update-data-source', {
      data_source_id: source,
      statements: `ADD COLUMN "Home port" RICH_TEXT; RENAME COLUMN "Knots" TO "Speed"; DROP COLUMN "Launched"`,
    });
    expect(changed.isError).toBe(false);
    const columns = sandbox.workspace.dataSources
      .get(source)
      ?.properties.map(({ name, type }) => [name, type]);
    expect(columns).toEqual([
      ['Boat', 'title'],
      ['Kind', 'select'],
      ['Speed', 'number'],
      ['Home port', 'rich_text'],
    ]);
    await run('update-data-source', { data_source_id: source, in_trash: true });
    expect((await run('fetch', { id: `collection://${source}` })).isError).toBe(true);
  });

  it.each(['CREATE TABLE (Name TITLE)', 'CREATE TABLE ("A" TITLE', 'CREATE TABLE ("A" COLOUR)', 'SELECT 1'])(
    'refuse the statement %s',
    async (schema) => {
      const reply = await run('create-database', { parent: { page_id: deploy }, schema });
      expect(reply).toMatchObject({ isError: true, text: expect.stringContaining('Invalid SQL DDL') });
    },
  );

  it('add a view, and change it', async () => {
    const source = sourceNamed('Tasks');
    const made = await run('create-view', {
      data_source_id: source,
      name: 'By status',
      type: 'board',
      configure: 'GROUP BY "Status"\nSORT BY "Due" DESC',
    });
    const id = /view:\/\/([\da-f-]{36})/.exec(made.text)?.[1] ?? '';
    await run('update-view', { view_id: id, configure: 'FILTER "Status" = "In progress"' });
    expect((await call(sandbox, `GET /v1/views/${id}`)).body).toMatchObject({
      name: 'By status',
      type: 'board',
      filter: { and: [{ property: 'Status', status: { equals: 'In progress' } }] },
      sorts: [{ property: 'Due', direction: 'descending' }],
    });
    const { json } = await run('query-data-sources', { data: { mode: 'view', view_url: `view://${id}` } });
    const { results } = json as { results: Record<string, unknown>[] };
    expect(new Set(results.map((row) => row['Status']))).toEqual(new Set(['In progress']));
  });

  it('comment on a page, on words, and in answer, as the person', async () => {
    const onPage = await run('create-comment', { page_id: deploy, markdown: 'Who **did** this?' });
    const onWords = await run('create-comment', {
      page_id: deploy,
      selection_with_ellipsis: 'Roll back first...for the cause',
      rich_text: [{ text: { content: 'Yes' } }],
    });
    const made = { result: { status: 'success', id: expect.any(String) } };
    expect([onPage.json, onWords.json]).toEqual([made, made]);
    const { json } = await run('get-comments', { page_id: deploy, include_all_blocks: true });
    const { text } = json as { text: string };
    expect(text).toContain(`user-url="user://${sandbox.workspace.ownerId}"`);
    const discussion = /discussion:\/\/[^"]+/.exec(text)?.[0];
    await run('create-comment', { page_id: deploy, discussion_id: discussion, markdown: 'I did.' });
    const rest = await call(sandbox, `GET /v1/comments?block_id=${deploy}`);
    expect((rest.body as { results: unknown[] }).results).toHaveLength(2);
    const nowhere = await run('create-comment', {
      page_id: deploy,
      selection_with_ellipsis: 'words that...are not there',
      markdown: 'x',
    });
    expect(nowhere.isError).toBe(true);
  });

  it('attach a text, and read it again', async () => {
    const made = await run('create-attachment', { filename: 'log.txt', content: 'calm sea' });
    const { file_upload_id: id } = made.json as { file_upload_id: string };
    expect((await run('download-attachment', { file_upload_id: id })).json).toEqual({
      filename: 'log.txt',
      content: 'calm sea',
    });
    expect((await run('create-attachment', { content: 'x'.repeat(204_801) })).isError).toBe(true);
    expect((await run('create-file-upload', { filename: 'a.bin' })).json).toHaveProperty('upload_url');
  });

  it('leave hidden what was hidden from the connection', async () => {
    const salaries = stableId('page:salary-bands');
    await run('update-page', { page_id: salaries, command: 'insert_content', content: 'More' });
    expect(await textOf(salaries)).toContain('More');
    expect((await call(sandbox, `GET /v1/pages/${salaries}`)).status).toBe(404);
  });
});
