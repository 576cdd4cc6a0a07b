import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startWriteSandbox, type WriteSandbox } from '../../support/notion/write-sandbox.js';

const PAGE = 'Platform handbook';

let notion: WriteSandbox;

beforeEach(async () => {
  notion = await startWriteSandbox();
});

afterEach(() => notion.close());

const id = expect.stringMatching(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/);
const change = expect.stringMatching(/^[0-9a-f]{16}$/);
const urlWith = (end: RegExp): unknown =>
  expect.stringMatching(new RegExp(`^https://app\\.notion\\.com/p/[0-9a-f]{32}${end.source}$`));

describe('what a program gets of a change', () => {
  it.each([
    [
      'pages',
      'notion_create_pages',
      { parent: 'Tasks', pages: [{ title: 'A' }, { title: 'B' }] },
      ['create', 'create'],
      /(?:)/,
    ],
    ['values', 'notion_set_properties', { pages: [PAGE], set: { icon: '🚋' } }, ['set'], /(?:)/],
    [
      'content',
      'notion_add_content',
      { page: PAGE, content: 'One.\n\nTwo.' },
      ['append', 'append'],
      /#[0-9a-f]{32}/,
    ],
    [
      'views',
      'notion_edit_database',
      { database: 'Tasks', views: { Plain: 'list' } },
      ['create_view'],
      /\?v=[0-9a-f]{32}/,
    ],
    ['a database', 'notion_edit_database', { create_in: PAGE, title: 'New' }, ['create_database'], /(?:)/],
  ])('are the ids and addresses of %s, and the change', async (_what, tool, input, actions, end) => {
    const text = await notion.call(tool, input);
    expect(notion.lastData()).toEqual({
      change,
      objects: actions.map((action) => ({ action, id, url: urlWith(end) })),
    });
    expect(text).toContain((notion.lastData() as { change: string }).change);
  });

  it('are ids alone where nothing has an address', async () => {
    await notion.call('notion_edit_database', { database: 'Tasks', add: { Kind: 'text' } });
    expect(notion.lastData()).toEqual({ change, objects: [{ action: 'schema', id }] });
  });

  it('is nothing for a dry run, which changes nothing', async () => {
    await notion.call('notion_create_pages', { parent: 'Tasks', pages: [{ title: 'A' }], dry_run: true });
    expect(notion.lastData()).toBeUndefined();
  });

  it('is the same when a request is made again', async () => {
    const input = { parent: 'Tasks', pages: [{ title: 'A' }], request_key: 'once' };
    await notion.call('notion_create_pages', input);
    const first = notion.lastData();
    await notion.call('notion_create_pages', input);
    expect(notion.lastData()).toEqual(first);
    expect(notion.writes()).toEqual(['POST /v1/pages 200']);
  });

  it('leaves out what failed', async () => {
    notion.sandbox.failNext(
      { kind: 'refused', status: 400, code: 'validation_error' },
      1,
      /^POST \/v1\/pages/,
    );
    await notion.call('notion_create_pages', { parent: 'Tasks', pages: [{ title: 'A' }, { title: 'B' }] });
    expect(notion.lastData()).toEqual({ change, objects: [{ action: 'create', id, url: urlWith(/(?:)/) }] });
  });
});
