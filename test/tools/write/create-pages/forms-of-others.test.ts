import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { startWriteSandbox, type WriteSandbox } from '../../../support/notion/write-sandbox.js';

let notion: WriteSandbox;

beforeEach(async () => {
  notion = await startWriteSandbox();
});

afterEach(() => notion.close());

const propose = (parent: string, page: unknown): Promise<string> =>
  notion.call('notion_create_pages', { parent, pages: [page], dry_run: true });

it.each<[string, unknown, string]>([
  ['Tasks', 'Check the doors', '\nCheck the doors\n'],
  ['Tasks', '# Check the doors\n\nThey jam.', '\nCheck the doors\nContent: 1 block'],
  ['Engineering wiki', { properties: { Name: 'Doors' } }, '\nDoors\n'],
  ['Tasks', { properties: { Name: 'Doors', Status: 'Done' } }, '\nDoors\nStatus: Done\n'],
  [
    'Tasks',
    { title: 'Doors', properties: { Assignee: 'Hana Sato, Ada Quill' } },
    'Assignee: Hana Sato, Ada Quill\n',
  ],
  ['Tasks', { title: 'Doors', properties: [{ name: 'Status', value: 'Done' }] }, 'Status: Done\n'],
  [
    'Tasks',
    {
      title: 'Doors',
      properties: { 'date:Due:start': '2026-10-09', 'date:Due:end': '2026-10-11', 'date:Due:is_datetime': 0 },
    },
    'Due: 2026-10-09 → 2026-10-11\n',
  ],
])('a page of %s is read from %j', async (parent, page, shown) => {
  expect(await propose(parent, page)).toContain(shown);
});

it.each<[unknown, RegExp]>([
  [{ title: 'Doors', properties: { Name: 'Other doors' } }, /no property "Name"/],
  [
    { title: 'Doors', properties: { Assignee: 'Hana Sato, Nobody Known' } },
    /"Hana Sato, Nobody Known": No member/,
  ],
  [{ title: 'Doors', properties: { 'date:Due:end': '2026-10-11' } }, /"Due": This is no date/],
  [
    { title: 'Doors', properties: { Due: '2026-10-09', 'date:Due:start': '2026-10-10' } },
    /"Due" is set twice/,
  ],
])('%j is refused: something would be lost', async (page, problem) => {
  await expect(propose('Tasks', page)).rejects.toThrow(problem);
});
