import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startWritten } from './written.js';
import type { Json, Written } from './written.js';

let to: Written;

beforeEach(async () => {
  to = await startWritten({ blocks: 0 });
});

afterEach(async () => {
  await to.close();
});

const change = async (properties: unknown): Promise<Json> =>
  await to.done(`PATCH /v1/data_sources/${to.dataSourceId}`, { properties });
const refused = async (properties: unknown): Promise<string> =>
  (await to.refused(`PATCH /v1/data_sources/${to.dataSourceId}`, { properties })).message;
const options = (source: Json, name: string): unknown => {
  const column = source.properties[name] ?? {};
  return (column[String(column['type'])] as { options: unknown }).options;
};
const values = async (name: string): Promise<unknown[]> => {
  const { results } = await to.done(`POST /v1/data_sources/${to.dataSourceId}/query`);
  return results.map(({ properties }) => properties[name]?.[String(properties[name]?.['type'])]);
};
const named = (name: string) => expect.objectContaining({ name });

describe('columns', () => {
  it('are added, renamed by name or id, and removed with their values', async () => {
    const added = await change({ Crew: { number: { format: 'euro' } }, Page: { url: {} } });
    const id = String(added.properties['Crew']?.['id']);
    await change({ [decodeURIComponent(id)]: { name: 'Hands' }, Page: { name: 'Link' } });
    await to.done(`PATCH /v1/pages/${to.rowIds[0]}`, { properties: { Hands: { number: 4 } } });
    expect((await values('Hands')).slice(0, 2)).toEqual([4, null]);
    const left = await change({ Hands: null, Link: null });
    expect(Object.keys(left.properties)).toEqual(
      expect.not.arrayContaining(['Hands', 'Crew', 'Link', 'Page']),
    );
  });

  it.each([
    [{ Second: { title: {} } }, 'Cannot create new title property'],
    [{ Name: null }, 'Cannot delete the title property'],
    [{ Name: { number: {} } }, 'cannot be changed to or from'],
    [{ Notes: { title: {} } }, 'cannot be changed to or from'],
    [{ Nothing: null }, 'Nothing is not a property that exists.'],
    [{ Nothing: { name: 'Something' } }, 'should have a property type'],
    [{ Notes: { name: 'Team' } }, 'exists already'],
  ])('%j is refused', async (properties, message) => {
    expect(await refused(properties)).toContain(message);
  });

  it.each([
    ['Distance', { rich_text: {} }, [[{ plain_text: '0' }], [{ plain_text: '37' }], [{ plain_text: '74' }]]],
    ['Notes', { number: {} }, [null, null, null]],
    ['Team', { multi_select: { options: [{ name: 'Harbour' }] } }, [[{ name: 'Harbour' }], [], []]],
    ['Tags', { select: {} }, [{ name: 'calm' }, { name: 'rough' }, { name: 'calm' }]],
    ['Stage', { checkbox: {} }, [false, false, false]],
    ['Distance', { status: {} }, [{ name: 'Not started' }, { name: 'Not started' }, { name: 'Not started' }]],
  ])('%s becomes %j', async (name, type, after) => {
    await change({ [name]: type });
    expect(await values(name)).toMatchObject(after);
  });

  it('a relation for both sides has a column on the other, which is kept in step', async () => {
    const { id } = await to.done('POST /v1/databases', {
      parent: { page_id: to.pageId },
      title: [{ text: { content: 'Ports' } }],
      initial_data_source: {
        properties: {
          Port: { title: {} },
          Voyages: {
            relation: { data_source_id: to.dataSourceId, dual_property: { synced_property_name: 'Ports' } },
          },
        },
      },
    });
    const [source] = (await to.done(`GET /v1/databases/${id}`))['data_sources'] as { id: string }[];
    const port = await to.done('POST /v1/pages', {
      parent: { database_id: id },
      properties: { Voyages: { relation: [{ id: to.rowIds[0] }, { id: to.rowIds[1] }] } },
    });
    expect(await values('Ports')).toEqual([[{ id: port.id }], [{ id: port.id }], []]);
    await to.done(`PATCH /v1/pages/${to.rowIds[0]}`, { properties: { Ports: { relation: [] } } });
    expect((await to.done(`GET /v1/pages/${port.id}`)).properties['Voyages']).toMatchObject({
      relation: [{ id: to.rowIds[1] }],
    });
    expect((await to.done(`GET /v1/data_sources/${source?.id}`)).properties['Voyages']).toMatchObject({
      relation: { type: 'dual_property', dual_property: { synced_property_name: 'Ports' } },
    });
    expect((await to.done(`GET /v1/views?database_id=${id}`)).results).toHaveLength(1);
  });
});

describe('options', () => {
  it('are the whole list: what is left out is gone from every row, names and colours of others stay', async () => {
    const before = options(await to.done(`GET /v1/data_sources/${to.dataSourceId}`), 'Team') as Json[];
    const list = [
      { name: 'HARBOUR', color: 'pink', description: 'Piers' },
      { id: before[2]?.id, name: 'Renamed' },
      { name: 'New', color: 'red' },
    ];
    const after = options(await change({ Team: { select: { options: list } } }), 'Team');
    expect(after).toEqual([
      { ...before[0], description: 'Piers' },
      before[2],
      { id: expect.any(String), name: 'New', color: 'red', description: null },
    ]);
    expect(await values('Team')).toEqual([named('Harbour'), null, named('Lantern')]);
  });

  it('lose the descriptions that are not sent again, and all stay without a list', async () => {
    await change({
      Team: { select: { options: [{ name: 'Harbour', description: 'Piers' }] }, description: 'Who' },
    });
    const kept = await change({ Team: { select: {} } });
    expect([options(kept, 'Team'), kept.properties['Team']?.['description']]).toEqual([
      [expect.objectContaining({ description: 'Piers' })],
      null,
    ]);
    expect(options(await change({ Team: { select: { options: [{ name: 'Harbour' }] } } }), 'Team')).toEqual([
      expect.objectContaining({ description: null }),
    ]);
  });

  it('of a status that are removed give their rows another one', async () => {
    await change({
      Stage: { status: { options: [{ name: 'Planned' }, { name: 'Moored', group: 'Complete' }] } },
    });
    expect(await values('Stage')).toEqual([named('Planned'), named('Planned'), named('Planned')]);
    const { properties } = await to.done(`GET /v1/data_sources/${to.dataSourceId}`);
    const stage = properties['Stage']?.['status'] as
      { groups: { name: string; option_ids: unknown[] }[] } | undefined;
    expect(stage?.groups.map(({ name, option_ids: ids }) => [name, ids.length])).toEqual([
      ['To-do', 1],
      ['In progress', 0],
      ['Complete', 1],
    ]);
  });
});

describe('databases', () => {
  it('change their looks and go into the trash with their rows', async () => {
    const path = `/v1/databases/${to.databaseId}`;
    const body = {
      title: [{ text: { content: 'Trips' } }],
      is_locked: true,
      is_inline: true,
      icon: { emoji: '⛵' },
    };
    expect(await to.done(`PATCH ${path}`, body)).toMatchObject({
      is_locked: true,
      is_inline: true,
      icon: { emoji: '⛵' },
    });
    await to.done(`PATCH ${path}`, { in_trash: true });
    expect(await to.done(`GET /v1/pages/${to.rowIds[0]}`)).toMatchObject({ in_trash: true });
    expect((await to.done('POST /v1/search', { query: 'voyage' })).results).toEqual([]);
    await to.done(`PATCH ${path}`, { in_trash: false });
    expect((await to.done('POST /v1/search', { query: 'voyage' })).results).toHaveLength(4);
  });

  it('get further data sources; then a row needs one by name', async () => {
    const parent = { database_id: to.databaseId };
    const source = await to.done('POST /v1/data_sources', { parent, title: [{ text: { content: 'Old' } }] });
    expect(Object.keys(source.properties)).toEqual(['Name']);
    expect((await to.refused('POST /v1/pages', { parent })).message).toContain('multiple data sources');
    expect(await to.done(`PATCH /v1/data_sources/${source.id}`, { in_trash: true })).toMatchObject({
      in_trash: true,
    });
  });
});

describe('views', () => {
  const view = (more = {}) => ({
    data_source_id: to.dataSourceId,
    name: 'V',
    type: 'table',
    database_id: to.databaseId,
    ...more,
  });

  it('are made, changed and deleted, the last one not', async () => {
    const first = await to.done('POST /v1/views', view());
    const sorts = [{ property: 'Name', direction: 'ascending' }];
    expect(await to.done(`PATCH /v1/views/${first.id}`, { name: 'W', sorts })).toMatchObject({
      name: 'W',
      sorts,
    });
    expect((await to.refused(`DELETE /v1/views/${first.id}`)).message).toContain('last view');
    const second = await to.done('POST /v1/views', view());
    expect(await to.done(`DELETE /v1/views/${second.id}`)).toMatchObject({
      object: 'view',
      id: second.id,
      type: 'table',
    });
    expect((await to.refused(`GET /v1/views/${second.id}`)).status).toBe(404);
  });

  it('can lie on a page', async () => {
    const place = { parent: { page_id: to.pageId } };
    const made = await to.done('POST /v1/views', view({ database_id: undefined, create_database: place }));
    const { database_id: id } = made['parent'] as { database_id: string };
    expect(await to.done(`GET /v1/databases/${id}`)).toMatchObject({ data_sources: [] });
  });

  it.each([
    [{ type: 'board' }, 'body.configuration.group_by should be defined'],
    [{ type: 'poster' }, 'body.type should be'],
    [{ filter: { property: 'Team', select: { equals: 'Nobody' } } }, 'Available options'],
    [{ configuration: { type: 'list' } }, 'body.configuration.type should be'],
    [{ configuration: { properties: [{ property_id: 'x' }] } }, 'Could not find property'],
    [{ type: 'calendar', configuration: { date_property_id: 'title' } }, 'is not a date property'],
    [
      { configuration: { group_by: { type: 'text', property_id: 'title', property_name: 'Name' } } },
      'body.configuration.group_by.property_name should be',
    ],
  ])('%j is refused', async (more, message) => {
    expect((await to.refused('POST /v1/views', view(more))).message).toContain(message);
  });
});
