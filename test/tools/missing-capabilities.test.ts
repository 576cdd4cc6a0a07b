import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { paragraph } from '../../src/sandbox/build/blocks.js';
import { plain } from '../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource, addRow } from '../../src/sandbox/build/databases.js';
import {
  addComment,
  addPage,
  addPerson,
  createWorkspace,
} from '../../src/sandbox/build/workspace-builder.js';
import { startAlteredSandbox, type AlteredSandbox } from '../support/notion/altered-sandbox.js';

/** What a connection without some capability still answers, and what it says of the rest. */
let notion: AlteredSandbox;
const ids = { page: '', source: '' };

beforeAll(async () => {
  const workspace = createWorkspace();
  ids.page = addPage(workspace, { title: 'Lamp oil', blocks: [paragraph('Two barrels are left.')] });
  addComment(workspace, { on: { kind: 'page', id: ids.page }, text: 'Order more?' });
  const keepers = [addPerson(workspace, 'Ines Vaz', null), addPerson(workspace, 'Tom Rook', null)];
  const database = addDatabase(workspace, { title: 'Lamps' });
  ids.source = addDataSource(workspace, {
    database,
    name: 'Lamps',
    columns: [plain('Name', 'title'), plain('Keepers', 'people')],
  });
  addRow(workspace, ids.source, { Name: 'North lamp', Keepers: keepers });
  notion = await startAlteredSandbox(workspace);
});

beforeEach(() => notion.reset());

afterAll(() => notion.close());

let refused = 0;

function forbid(request: RegExp): void {
  refused = 0;
  notion.alter(request, () => {
    refused += 1;
    return Promise.resolve({ status: 403, code: 'restricted_resource' });
  });
}

function withoutName(value: unknown): unknown {
  const { object, id }: { object?: unknown; id?: unknown } = Object(value);
  return object === 'user' ? { object, id } : value;
}

describe('without the right to read views', () => {
  it('describes the database, and says that they are missing', async () => {
    forbid(/^GET \/v1\/views/);
    const answer = await notion.call('notion_describe_database', { database: ids.source });
    expect(answer).toContain('Views: this connection may not read them');
    expect(refused).toBe(1);
  });
});

describe('without the capability to read comments', () => {
  beforeEach(() => forbid(/^GET \/v1\/comments$/));

  it('shows the page without them', async () => {
    const answer = await notion.call('notion_read_page', { page: ids.page, include_comments: true });
    expect(answer).toContain('Two barrels are left.');
    expect(answer).toContain(
      'Comments could not be read: This Notion connection lacks the capability "read comments".',
    );
    expect(answer).not.toMatch(/No open comments|read content|user information/);
  });

  it.each(['its own', 'those on its blocks'])('refuses to list %s', async (which) => {
    const first = { page: ids.page };
    const cursor = Buffer.from(
      JSON.stringify(['notion_list_comments', { page: ids.page, open: [{ parent: ids.page, done: 0 }] }]),
    ).toString('base64url');
    const call = notion.call('notion_list_comments', which === 'its own' ? first : { ...first, cursor });
    await expect(call).rejects.toMatchObject({
      name: 'CapabilityError',
      message: 'This Notion connection lacks the capability "read comments".',
    });
  });
});

describe('without the capability to read user information', () => {
  beforeEach(() => {
    forbid(/^GET \/v1\/users/);
    // Then Notion gives people by their ids.
    notion.alter(/\/query$/, async (cursor, original) => {
      const reply = JSON.stringify(await original(cursor));
      return JSON.parse(reply, (_key, value: unknown) => withoutName(value)) as Record<string, unknown>;
    });
  });

  it('shows rows with the ids of people, says why, and asks once', async () => {
    for (let call = 0; call < 2; call += 1) {
      const answer = await notion.call('notion_query_database', { database: `collection://${ids.source}` });
      expect(answer).toContain('North lamp');
      expect(answer).toContain(
        'Unnamed because the connection lacks the capability "read user information": 2 people.',
      );
    }
    expect(refused).toBe(1);
  });

  it('refuses to list people', async () => {
    await expect(notion.call('notion_find_users', { query: 'vaz' })).rejects.toMatchObject({
      message: 'This Notion connection lacks the capability "read user information".',
    });
  });

  it('refuses to find a person by name', async () => {
    const where = [{ property: 'Keepers', operator: 'contains', value: 'Tom Rook' }];
    const call = notion.call('notion_query_database', { database: `collection://${ids.source}`, where });
    await expect(call).rejects.toThrow('lacks the capability "read user information"');
  });
});

describe('without the capability to read content', () => {
  it('shows the comments on the page where only its blocks are refused', async () => {
    forbid(/^GET \/v1\/blocks\//);
    const answer = await notion.call('notion_list_comments', { page: ids.page });
    expect(answer).toMatch(/^1 open comment on the page itself; not all blocks could be read\.\n/);
    expect(answer).toContain('Order more?');
    expect(answer).toContain('lacks the capability "read content"');
    expect(answer).not.toMatch(/that is all|Next:/);
  });

  it.each([
    ['notion_read_page', () => ({ page: ids.page })],
    ['notion_list_comments', () => ({ page: ids.page })],
    ['notion_query_database', () => ({ database: `collection://${ids.source}` })],
    ['notion_search', () => ({ query: 'lamp' })],
    ['notion_list_databases', () => ({})],
  ])('%s names it and asks no further', async (tool, input) => {
    forbid(/^(?:GET \/v1\/(?!users|comments)|POST )/);
    await expect(notion.call(tool, input())).rejects.toMatchObject({
      message: 'This Notion connection lacks the capability "read content".',
    });
  });
});

describe('a page whose text the markdown endpoint does not give', () => {
  it.each([
    [404, 'object_not_found'],
    [403, 'restricted_resource'],
    [400, 'validation_error'],
  ])('is read by its blocks after a %i', async (status, code) => {
    notion.alter(/\/markdown$/, () => Promise.resolve({ status, code }));
    for (const input of [{}, { find: 'barrels' }]) {
      expect(await notion.call('notion_read_page', { page: ids.page, ...input })).toContain(
        'Two barrels are left.',
      );
    }
    expect(await notion.call('fetch', { id: ids.page })).toContain('Two barrels are left.');
  });

  it('is no database, although that has blocks too', async () => {
    notion.alter(/\/children$/, () =>
      Promise.resolve({ object: 'list', results: [], has_more: false, next_cursor: null }),
    );
    for (const input of [{}, { find: 'barrels' }]) {
      const call = notion.call('notion_read_page', { page: ids.source, ...input });
      await expect(call).rejects.toThrow(/database|no such object/);
    }
  });
});
