import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startWriteSandbox, type WriteSandbox } from '../../support/notion/write-sandbox.js';

const PAGE = 'On-call guide';

let notion: WriteSandbox;

beforeEach(async () => {
  notion = await startWriteSandbox();
});

afterEach(() => notion.close());

const confirmOf = (answer: string): string => /"confirm":"([^"]+)"/.exec(answer)?.[1] ?? '';
const commentOf = (answer: string): string => /comment:[0-9a-f]{32}/.exec(answer)?.[0] ?? '';

/** Calls that, made again, find something else than before: their own change. */
describe('a request made again under its key', () => {
  it.each([
    ['trashes', 'notion_organize_pages', { pages: [PAGE], action: 'trash' }],
    ['adds a column', 'notion_edit_database', { database: 'Tasks', add: { Price: 'number' } }],
    ['renames a column', 'notion_edit_database', { database: 'Tasks', rename: { Notes: 'Remarks' } }],
    ['renames a page', 'notion_set_properties', { pages: [PAGE], set: { title: 'Another title' } }],
    ['makes a title ambiguous', 'notion_create_pages', { parent: PAGE, pages: [{ title: PAGE }] }],
  ])('returns the first answer if it %s', async (_name, tool, input) => {
    const request = { ...input, request_key: 'a' };
    const first = await notion.call(tool, request);
    notion.writes();
    const again = await notion.call(tool, request);
    expect(again).toContain('nothing was sent again');
    expect(again).toContain(first.split('\n')[0]);
    expect(notion.writes()).toEqual([]);
  });

  it('returns the first answer without another confirmation', async () => {
    const where = [{ property: 'Status', operator: 'equals', value: 'Done' }];
    const input = { database: 'Tasks', where, set: { Status: 'Blocked' }, request_key: 'a' };
    const confirm = confirmOf(await notion.call('notion_set_properties', { ...input, dry_run: true }));
    await notion.call('notion_set_properties', { ...input, confirm });
    notion.writes();
    expect(await notion.call('notion_set_properties', { ...input, confirm })).toContain(
      'nothing was sent again',
    );
    expect(await notion.call('notion_set_properties', input)).toContain('nothing was sent again');
    expect(notion.writes()).toEqual([]);
  });

  it('returns the first answer to the deletion of a comment', async () => {
    const on = commentOf(await notion.call('notion_comment', { on: PAGE, text: 'Mine' }));
    const input = { on, delete: true, request_key: 'a' };
    const confirm = confirmOf(await notion.call('notion_comment', { ...input, dry_run: true }));
    await notion.call('notion_comment', { ...input, confirm });
    notion.writes();
    expect(await notion.call('notion_comment', { ...input, confirm })).toContain('nothing was sent again');
    expect(notion.writes()).toEqual([]);
  });

  it('says that nothing was saved where Notion has refused it', async () => {
    const input = { page: PAGE, content: 'New', request_key: 'a' };
    notion.sandbox.failNext({ kind: 'refused', status: 403, code: 'restricted_resource' }, 1, /^PATCH/);
    await expect(notion.call('notion_add_content', input)).rejects.toThrow();
    await expect(notion.call('notion_add_content', input)).rejects.toThrow('nothing of it was saved');
    expect(await notion.call('notion_add_content', { ...input, request_key: 'b' })).toContain(
      '1 block added',
    );
  });
});
