import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Client,
  isFullBlock,
  isFullComment,
  isFullDatabase,
  isFullDataSource,
  isFullPage,
  isFullUser,
} from '@notionhq/client';
import { stableId } from '../../src/sandbox/ids.js';
import { SANDBOX_TOKEN, startSandbox } from '../../src/sandbox/server.js';
import type { Sandbox } from '../../src/sandbox/server.js';
import { engineeringWorkspace } from '../../src/sandbox/seed/engineering-workspace.js';

const now = new Date('2026-11-20T12:00:00Z');
const onCall = stableId('page:on-call');

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
  sandbox = await startSandbox({ workspace: engineeringWorkspace({ now }) });
  client = new Client({
    auth: SANDBOX_TOKEN,
    baseUrl: sandbox.url,
    notionVersion: '2026-03-11',
    retry: false,
  });
});

afterAll(async () => {
  await sandbox.close();
});

function sourceId(name: string): string {
  const source = [...sandbox.workspace.dataSources.values()].find((candidate) => candidate.name === name);
  if (source === undefined) {
    throw new Error(`no source ${name}`);
  }
  return source.id;
}

describe('search', () => {
  it('finds titles by any word, last edited first', async () => {
    const found = await client.search({ query: 'deploy guide' });
    const titles = found.results.map((item) =>
      isFullPage(item) && item.properties['title']?.type === 'title'
        ? item.properties['title'].title[0]?.plain_text
        : '',
    );
    expect(titles).toEqual(['On-call guide', 'Deploy guide', 'Häfen & ports — guide régional 🌍']);
  });

  it('finds nothing in bodies', async () => {
    expect((await client.search({ query: 'passengers' })).results).toEqual([]);
  });

  it('gives pages and data sources but never databases', async () => {
    const sources = await client.search({ filter: { property: 'object', value: 'data_source' } });
    expect(sources.results.every((item) => isFullDataSource(item))).toBe(true);
    expect(sources.results).toHaveLength(5);
    expect(sources).toMatchObject({ has_more: false, type: 'page_or_data_source', page_or_data_source: {} });
  });

  it('pages through everything once, without the hidden page', async () => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const part = await client.search({
        sort: { timestamp: 'last_edited_time', direction: 'ascending' },
        page_size: 60,
        ...(cursor !== undefined && { start_cursor: cursor }),
      });
      ids.push(...part.results.map((item) => item.id));
      cursor = part.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(stableId('page:salary-bands'));
    const hidden = [...sandbox.workspace.pages.values()].filter((page) => page.hidden).length;
    expect(ids).toHaveLength(sandbox.workspace.pages.size + sandbox.workspace.dataSources.size - hidden);
  });
});

describe('pages', () => {
  it('gives a plain page', async () => {
    const page = await client.pages.retrieve({ page_id: onCall });
    expect(isFullPage(page)).toBe(true);
    expect(page).toMatchObject({
      object: 'page',
      last_edited_time: '2026-11-19T16:05:00.000Z',
      created_by: { object: 'user' },
      parent: { type: 'page_id', page_id: stableId('page:engineering-wiki') },
      icon: { type: 'emoji', emoji: '📟' },
      url: `https://app.notion.com/p/On-call-guide-${onCall.replaceAll('-', '')}`,
    });
    expect(page).not.toHaveProperty('archived');
    expect(page).not.toHaveProperty('created_by.name');
  });

  it('takes an id without dashes', async () => {
    expect((await client.pages.retrieve({ page_id: onCall.replaceAll('-', '') })).id).toBe(onCall);
  });

  it('gives the properties that are asked for, by id', async () => {
    const [row] = (await client.dataSources.query({ data_source_id: sourceId('Tasks'), page_size: 1 }))
      .results;
    if (row === undefined || !isFullPage(row)) {
      throw new Error('no row');
    }
    const wanted = ['Notes', 'Due'].map((name) => row.properties[name]?.id ?? '');
    const page = await client.pages.retrieve({ page_id: row.id, filter_properties: wanted });
    expect(isFullPage(page) && Object.keys(page.properties).sort()).toEqual(['Due', 'Notes']);
  });

  it('gives whole people and has_more beside relations', async () => {
    const { results } = await client.dataSources.query({
      data_source_id: sourceId('Projects'),
      filter: { property: 'Project', title: { equals: 'Departure board 2.0' } },
    });
    const [page] = results;
    if (page === undefined || !isFullPage(page)) {
      throw new Error('no project');
    }
    expect(page.properties['Lead']).toMatchObject({
      people: [{ person: { email: 'ada.quill@example.com' } }],
    });
    expect(page.properties['Tasks']).toMatchObject({ type: 'relation', has_more: true });
    expect(page.properties['Tasks']).toHaveProperty('relation.length', 25);
    expect(page.properties['Task count']).toMatchObject({ rollup: { type: 'number', number: 25 } });

    const all = await client.pages.properties.retrieve({
      page_id: page.id,
      property_id: page.properties['Tasks']?.id ?? '',
    });
    expect(all).toMatchObject({ object: 'list', type: 'property_item', has_more: false });
    expect('results' in all && all.results.length).toBeGreaterThan(25);
  });

  it('pages through the items of a property', async () => {
    const projects = await client.dataSources.query({ data_source_id: sourceId('Projects') });
    const page = projects.results.find((item) => isFullPage(item) && item.icon?.type === 'emoji');
    if (page === undefined || !isFullPage(page)) {
      throw new Error('no project');
    }
    const rollup = page.properties['Task states']?.id ?? '';
    const first = await client.pages.properties.retrieve({
      page_id: page.id,
      property_id: rollup,
      page_size: 10,
    });
    if (!('results' in first)) {
      throw new Error('no list');
    }
    expect(first).toMatchObject({
      has_more: true,
      property_item: { type: 'rollup', rollup: { type: 'incomplete', function: 'show_original' } },
    });
    expect(first.next_cursor).toHaveLength(6);
    const rest = await client.pages.properties.retrieve({
      page_id: page.id,
      property_id: rollup,
      start_cursor: first.next_cursor ?? '',
    });
    expect(rest).toMatchObject({ has_more: false, property_item: { rollup: { type: 'array' } } });
    expect('results' in rest && rest.results[0]).toMatchObject({ object: 'property_item', type: 'status' });
  });

  it.each([
    ['Estimate', { object: 'property_item', type: 'number' }],
    ['Task', { object: 'list', property_item: { type: 'title', title: {} } }],
    ['Notes', { object: 'list', property_item: { type: 'rich_text' } }],
    ['Assignee', { object: 'list', property_item: { type: 'people' } }],
    ['Summary', { object: 'property_item', type: 'formula', formula: { type: 'string' } }],
    ['Project budget', { object: 'list', property_item: { rollup: { type: 'number', function: 'sum' } } }],
  ])('gives the property item of %s', async (name, expected) => {
    const [row] = (await client.dataSources.query({ data_source_id: sourceId('Tasks'), page_size: 1 }))
      .results;
    const id = row && isFullPage(row) ? (row.properties[name]?.id ?? '') : '';
    const item = await client.pages.properties.retrieve({ page_id: row?.id ?? '', property_id: id });
    expect(item).toMatchObject(expected);
  });

  it('gives markdown of a page and of one block', async () => {
    const whole = await client.pages.retrieveMarkdown({ page_id: onCall });
    expect(whole).toMatchObject({ object: 'page_markdown', truncated: false, unknown_block_ids: [] });
    expect(whole.markdown.split('\n')[1]).toBe('## When the pager rings');
    const [, block = ''] = sandbox.workspace.pages.get(onCall)?.children ?? [];
    const part = await client.pages.retrieveMarkdown({ page_id: block });
    expect(part.markdown).toBe('## When the pager rings');
  });
});

describe('databases', () => {
  it('gives the container without a schema and every data source of it', async () => {
    const source = await client.dataSources.retrieve({ data_source_id: sourceId('Customer calls') });
    if (!isFullDataSource(source) || source.parent.type !== 'database_id') {
      throw new Error('no source');
    }
    const database = await client.databases.retrieve({ database_id: source.parent.database_id });
    expect(isFullDatabase(database) && database.data_sources.map(({ name }) => name)).toEqual([
      'Team meetings',
      'Customer calls',
    ]);
    expect(database).not.toHaveProperty('properties');
    expect(database).not.toHaveProperty('created_by');
    expect(isFullDatabase(database) && database.created_time).toBe('2025-09-26T09:00:00.000+00:00');
  });

  it('gives a schema in the order of ids, with the title last', async () => {
    const source = await client.dataSources.retrieve({ data_source_id: sourceId('Tasks') });
    const properties = Object.values(source.properties);
    expect(properties.at(-1)).toMatchObject({ id: 'title', type: 'title' });
    const ids = properties.slice(0, -1).map(({ id }) => decodeURIComponent(id));
    expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(source.properties['Project']).toMatchObject({
      relation: {
        data_source_id: sourceId('Projects'),
        type: 'dual_property',
        dual_property: { synced_property_name: 'Tasks' },
      },
    });
    expect(source.properties['Status']).toHaveProperty('status.groups.length', 3);
  });

  it('pages through a query', async () => {
    const ids: string[] = [];
    let cursor: string | undefined;
    let requests = 0;
    do {
      const part = await client.dataSources.query({
        data_source_id: sourceId('Tasks'),
        sorts: [{ property: 'Estimate', direction: 'descending' }],
        ...(cursor !== undefined && { start_cursor: cursor }),
      });
      ids.push(...part.results.map(({ id }) => id));
      cursor = part.next_cursor ?? undefined;
      requests += 1;
      expect(part).not.toHaveProperty('request_status');
    } while (cursor !== undefined);
    expect(new Set(ids).size).toBe(200);
    expect(requests).toBe(2);
  });

  it('shows only the columns that are asked for', async () => {
    const { results } = await client.dataSources.query({
      data_source_id: sourceId('Tasks'),
      filter_properties: ['title'],
      page_size: 1,
    });
    expect(results[0] && isFullPage(results[0]) && Object.keys(results[0].properties)).toEqual(['Task']);
  });
});

describe('blocks, users, comments, emojis', () => {
  it('gives a page as a block and its direct children', async () => {
    const block = await client.blocks.retrieve({ block_id: onCall });
    expect(block).toMatchObject({
      type: 'child_page',
      child_page: { title: 'On-call guide' },
      has_children: true,
    });
    const children = await client.blocks.children.list({ block_id: onCall, page_size: 5 });
    expect(children.results).toHaveLength(5);
    expect(children.results.every((child) => isFullBlock(child))).toBe(true);
    expect(children).toMatchObject({ type: 'block', block: {}, has_more: true });
    const rest = await client.blocks.children.list({
      block_id: onCall,
      start_cursor: children.next_cursor ?? '',
    });
    expect(rest.has_more).toBe(false);
  });

  it('lists users, tells who asks, and gives one user', async () => {
    const users = await client.users.list({});
    expect(users.results.every((user) => isFullUser(user))).toBe(true);
    expect(users.results.filter((user) => user.type === 'bot')).toHaveLength(2);
    const me = await client.users.me({});
    expect(me).toMatchObject({
      type: 'bot',
      bot: { owner: { type: 'user' }, workspace_name: 'Tideline Labs' },
    });
    const someone = users.results.find((user) => user.name === 'Hana Sato');
    expect(await client.users.retrieve({ user_id: someone?.id ?? '' })).toMatchObject({
      person: { email: 'hana.sato@example.com' },
    });
  });

  it('lists the comments of a page and of a block, oldest first', async () => {
    const { results } = await client.comments.list({ block_id: onCall });
    expect(results.every((comment) => isFullComment(comment))).toBe(true);
    expect(results.map((comment) => isFullComment(comment) && comment.display_name.resolved_name)).toEqual([
      'June Park',
      'Dmitri Holt',
      'Build reporter',
    ]);
    const onBlock = await client.comments.list({ block_id: stableId('block:commented') });
    expect(onBlock.results).toHaveLength(1);
  });

  it('lists custom emojis', async () => {
    const emojis = await client.customEmojis.list({});
    expect(emojis).toMatchObject({ type: 'custom_emoji', results: [{ name: 'ferry' }], has_more: false });
  });
});
