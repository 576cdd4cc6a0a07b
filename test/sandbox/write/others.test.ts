import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { paragraph } from '../../../src/sandbox/build/blocks.js';
import { addTemplate } from '../../../src/sandbox/build/templates.js';
import { addComment } from '../../../src/sandbox/build/workspace-builder.js';
import { SANDBOX_TOKEN } from '../../../src/sandbox/server.js';
import { startWritten } from './written.js';
import type { Json, Written } from './written.js';

let to: Written;

beforeEach(async () => {
  to = await startWritten({ blocks: 2 });
});

afterEach(async () => {
  await to.close();
});

describe('comments', () => {
  const list = async (): Promise<Json[]> => (await to.done(`GET /v1/comments?block_id=${to.pageId}`)).results;

  it('are made, answered, changed and deleted', async () => {
    const parent = { page_id: to.pageId };
    const first = await to.done('POST /v1/comments', {
      parent,
      markdown: 'Is **this** right?\n# no heading',
    });
    const answer = { discussion_id: first['discussion_id'], rich_text: [{ text: { content: 'Yes' } }] };
    const second = await to.done('POST /v1/comments', answer);
    expect(second).toMatchObject({
      discussion_id: first['discussion_id'],
      created_by: { id: to.workspace.botId },
      display_name: { type: 'integration' },
    });
    await to.done(`PATCH /v1/comments/${second.id}`, { markdown: 'No' });
    expect((await list()).map((comment) => (comment['rich_text'] as Json[])[0]?.['plain_text'])).toEqual([
      'Is ',
      'No',
    ]);
    await to.done(`DELETE /v1/comments/${first.id}`);
    expect((await list()).map(({ id }) => id)).toEqual([second.id]);
  });

  it('of others are as if they were not there', async () => {
    const id = addComment(to.workspace, { on: { kind: 'page', id: to.pageId }, text: 'Mine' });
    expect(await to.done(`GET /v1/comments/${id}`)).toMatchObject({ id });
    expect((await to.refused(`PATCH /v1/comments/${id}`, { markdown: 'x' })).status).toBe(404);
    expect((await to.refused(`DELETE /v1/comments/${id}`)).status).toBe(404);
  });

  it.each([
    [{ markdown: 'x' }, 'body.parent should be defined'],
    [{ parent: {}, discussion_id: 'x', markdown: 'x' }, 'body.discussion_id should be not present'],
    [{ parent: { page_id: 'PAGE' } }, 'body.rich_text should be defined'],
    [{ parent: { page_id: 'PAGE' }, rich_text: [] }, 'must have text'],
  ])('%j is refused', async (body, message) => {
    const sent = JSON.parse(JSON.stringify(body).replace('PAGE', to.pageId)) as unknown;
    expect((await to.refused('POST /v1/comments', sent)).message).toContain(message);
  });

  it('need their own rights', async () => {
    const limited = await startWritten({
      limitedTokens: { editor: ['read_content', 'insert_content', 'update_content'] },
    });
    const headers = { authorization: 'Bearer editor' };
    expect(
      (await limited.send(`GET /v1/comments?block_id=${limited.pageId}`, undefined, headers)).status,
    ).toBe(403);
    expect((await limited.send('POST /v1/comments', {}, headers)).status).toBe(403);
    await limited.close();
  });
});

describe('POST /v1/pages/{page_id}/move', () => {
  it('keeps the id and the content, and only values that have a column at the new place', async () => {
    const [row = ''] = to.rowIds;
    const moved = await to.done(`POST /v1/pages/${row}/move`, { parent: { page_id: to.pageId } });
    expect(moved).toMatchObject({ id: row, parent: { type: 'page_id', page_id: to.pageId } });
    expect(Object.keys(moved.properties)).toEqual(['title']);
    const back = await to.done(`POST /v1/pages/${row}/move`, { parent: { data_source_id: to.dataSourceId } });
    expect(back.properties).toMatchObject({
      Name: { title: [{ plain_text: 'Voyage 1' }] },
      Stage: { status: { name: 'Planned' } },
      Team: { select: null },
    });
  });

  it('refuses itself and the workspace', async () => {
    const child = await to.done('POST /v1/pages', { parent: { page_id: to.pageId } });
    const path = `POST /v1/pages/${to.pageId}/move`;
    expect((await to.refused(path, { parent: { page_id: child.id } })).message).toContain('into itself');
    expect((await to.refused(path, { parent: { workspace: true } })).status).toBe(400);
  });
});

describe('templates', () => {
  const add = (delay: number, isDefault = false) =>
    addTemplate(to.workspace, to.dataSourceId, {
      name: 'Log',
      blocks: [paragraph('From the template')],
      isDefault,
      delay,
    });
  const create = async (template: unknown): Promise<string> => {
    const made = await to.done('POST /v1/pages', { parent: { data_source_id: to.dataSourceId }, template });
    return made.id;
  };

  it('fill the page after some requests, or never', async () => {
    const late = add(1);
    const never = add(Infinity, true);
    expect(await to.done(`GET /v1/data_sources/${to.dataSourceId}/templates`)).toMatchObject({
      templates: [
        { id: late, name: 'Log', is_default: false },
        { id: never, name: 'Log', is_default: true },
      ],
      has_more: false,
    });
    const page = await create({ type: 'template_id', template_id: late });
    expect([await to.markdown(page), await to.markdown(page)]).toEqual(['', 'From the template']);
    const empty = await create({ type: 'default', timezone: 'Europe/Oslo' });
    expect([await to.markdown(empty), await to.markdown(empty)]).toEqual(['', '']);
  });

  it('replace what the page held only once they succeed', async () => {
    const template = { type: 'template_id', template_id: add(1) };
    const path = `PATCH /v1/pages/${to.rowIds[0]}`;
    await to.done(`PATCH /v1/blocks/${to.rowIds[0]}/children`, { children: [{ divider: {} }] });
    await to.done(path, { template, erase_content: true });
    expect(await to.markdown(to.rowIds[0] ?? '')).toBe('---');
    expect(await to.markdown(to.rowIds[0] ?? '')).toBe('From the template');
    await to.done(path, { erase_content: true });
    expect(await to.markdown(to.rowIds[0] ?? '')).toBe('');
  });

  it.each([
    [{ template: { type: 'default' } }, 'no default template'],
    [{ template: { type: 'default', timezone: 'Mars/Base' } }, 'IANA'],
    [{ template: { type: 'default' }, markdown: 'x' }, 'body.markdown should be not present'],
    [{ markdown: 'x', children: [] }, 'should be not present'],
    [{ allow_async: true, children: [] }, 'body.allow_async should be not present'],
  ])('%j is refused', async (body, message) => {
    const parent = { data_source_id: to.dataSourceId };
    expect((await to.refused('POST /v1/pages', { parent, ...body })).message).toContain(message);
  });
});

describe('uploads', () => {
  const sendPart = async (id: string, content: string, part?: number): Promise<Response> => {
    const form = new FormData();
    form.set('file', new Blob([content], { type: 'text/plain' }), 'log.txt');
    if (part !== undefined) {
      form.set('part_number', String(part));
    }
    return await fetch(`${to.sandbox.url}/v1/file_uploads/${id}/send`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SANDBOX_TOKEN}`, 'notion-version': '2026-03-11' },
      body: form,
    });
  };
  const start = async (more = {}): Promise<Json> =>
    await to.done('POST /v1/file_uploads', { filename: 'log.txt', content_type: 'text/plain', ...more });
  const attach = (id: string) => [{ file: { file_upload: { id } } }];

  it('are sent, attached and fetched again', async () => {
    const { id } = await start();
    expect(
      (await to.refused(`PATCH /v1/blocks/${to.pageId}/children`, { children: attach(id) })).message,
    ).toContain('"pending"');
    expect(await (await sendPart(id, 'ahoy')).json()).toMatchObject({
      status: 'uploaded',
      content_length: 4,
    });
    const { results } = await to.done(`PATCH /v1/blocks/${to.pageId}/children`, { children: attach(id) });
    expect(results[0]).toMatchObject({ type: 'file', file: { type: 'file', name: 'log.txt' } });
    const attached = results[0]?.['file'] as { file: { url: string } } | undefined;
    expect(await (await fetch(attached?.file.url ?? '')).text()).toBe('ahoy');
  });

  it('come in parts, in any order', async () => {
    const { id } = await start({ mode: 'multi_part', number_of_parts: 2 });
    await sendPart(id, ' sea', 2);
    expect((await to.refused(`POST /v1/file_uploads/${id}/complete`)).message).toContain('All parts');
    expect((await sendPart(id, 'x', 3)).status).toBe(400);
    await sendPart(id, 'the', 1);
    expect(await to.done(`POST /v1/file_uploads/${id}/complete`)).toMatchObject({
      status: 'uploaded',
      content_length: 7,
    });
    expect(
      (await to.done('GET /v1/file_uploads?status=uploaded')).results.map((upload) => upload.id),
    ).toEqual([id]);
  });

  it('say what is wrong with them', async () => {
    const { id } = await start({ content_type: 'image/png' });
    expect((await sendPart(id, 'x')).status).toBe(400);
    expect((await to.refused(`POST /v1/file_uploads/${id}/send`, {})).message).toContain(
      'body.file should be defined',
    );
    expect((await to.refused('GET /v1/file_uploads/11111111-1111-4111-8111-111111111111')).status).toBe(404);
  });
});
