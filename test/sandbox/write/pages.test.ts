import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startWritten } from './written.js';
import type { Written } from './written.js';

let to: Written;

beforeEach(async () => {
  to = await startWritten();
});

afterEach(async () => {
  await to.close();
});

const text = (content: string) => ({ rich_text: [{ text: { content } }] });
const title = (content: string) => ({ title: [{ text: { content } }] });

describe('POST /v1/pages', () => {
  it('makes a row with values and markdown, which every way of reading gives back', async () => {
    const row = await to.done('POST /v1/pages', {
      parent: { data_source_id: to.dataSourceId },
      properties: {
        Name: title('Voyage X'),
        Stage: { status: { name: 'running' } },
        Tags: { multi_select: [{ name: 'Rough' }, { name: 'fog' }] },
        Distance: { number: 12 },
        Departure: { date: { start: '2026-10-10T09:30:15', time_zone: 'Europe/Helsinki' } },
        Follows: { relation: [{ id: to.rowIds[0] }] },
      },
      markdown: '## Plan\n- [ ] Pack\n\t- **Rope**\n\nDone\\.',
    });
    expect(row).toMatchObject({
      object: 'page',
      created_time: '2026-10-09T08:07:00.000Z',
      created_by: { id: to.workspace.botId },
      parent: { type: 'data_source_id', data_source_id: to.dataSourceId },
      properties: {
        Stage: { status: { name: 'Running' } },
        Tags: { multi_select: [{ name: 'rough' }, { name: 'fog' }] },
        Departure: { date: { start: '2026-10-10T09:30:00.000+03:00', end: null, time_zone: null } },
        Follows: { relation: [{ id: to.rowIds[0] }], has_more: false },
      },
    });
    expect(await to.done(`GET /v1/pages/${row.id}`)).toMatchObject({ properties: row.properties });
    expect(await to.markdown(row.id)).toBe('## Plan\n- [ ] Pack\n\t- **Rope**\nDone\\\\.');
    const found = await to.done(`POST /v1/data_sources/${to.dataSourceId}/query`, {
      filter: { property: 'Tags', multi_select: { contains: 'fog' } },
    });
    expect(found.results.map(({ id }) => id)).toEqual([row.id]);
  });

  it('takes the title from the first heading where none is given', async () => {
    const page = await to.done('POST /v1/pages', {
      parent: { page_id: to.pageId },
      markdown: '# Storm log\nWaves.\n',
    });
    expect(page.properties['title']).toMatchObject({ title: [{ plain_text: 'Storm log' }] });
    expect(await to.markdown(page.id)).toBe('Waves.');
    expect((await to.markdown(to.pageId)).split('\n').at(-1)).toContain('>Storm log</page>');
  });
});

describe('PATCH /v1/pages/{page_id}', () => {
  it('changes what is named and leaves the rest', async () => {
    const [row = ''] = to.rowIds;
    const changed = await to.done(`PATCH /v1/pages/${row}`, {
      properties: { Notes: text('Later'), Stage: { status: null }, Tags: { multi_select: [] } },
    });
    expect(changed).toMatchObject({
      last_edited_by: { id: to.workspace.botId },
      properties: {
        Name: { title: [{ plain_text: 'Voyage 1' }] },
        Notes: { rich_text: [{ plain_text: 'Later' }] },
        Stage: { status: { name: 'Planned' } },
        Tags: { multi_select: [] },
      },
    });
  });

  it('puts into the trash and takes out again', async () => {
    const [row = ''] = to.rowIds;
    expect(await to.done(`PATCH /v1/pages/${row}`, { in_trash: true })).toMatchObject({ in_trash: true });
    const query = `POST /v1/data_sources/${to.dataSourceId}/query`;
    expect((await to.done(query)).results).toHaveLength(2);
    expect((await to.refused(`PATCH /v1/pages/${row}`, { icon: null })).message).toMatch(
      /unarchive the block/,
    );
    await to.done(`PATCH /v1/pages/${row}`, { in_trash: false });
    expect((await to.done(query)).results.map(({ id }) => id)).toEqual(to.rowIds);
  });
});

describe('PATCH /v1/blocks/{block_id}/children', () => {
  it('answers the new blocks and then all later ones', async () => {
    const path = `/v1/blocks/${to.pageId}/children`;
    const before = (await to.done(`GET ${path}`)).results.map(({ id }) => id);
    const answer = await to.done(`PATCH ${path}`, {
      children: [{ paragraph: text('New') }],
      position: { type: 'after_block', after_block: { id: before[0] } },
    });
    const after = (await to.done(`GET ${path}`)).results.map(({ id }) => id);
    expect(answer.results.map(({ id }) => id)).toEqual(after.slice(1));
    expect(after.toSpliced(1, 1)).toEqual(before);
  });
});
