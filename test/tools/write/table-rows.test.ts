import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { printedPage } from '../../support/notion/printed-page.js';
import { startWriteSandbox, type WriteSandbox, withoutIds } from '../../support/notion/write-sandbox.js';

const PAGE = 'Ports of the lake';
const TABLE = '| Port | Open |\n| --- | --- |\n| Kiel | **no** |\n| Lund |  |\n| Kiel | yes |';

let notion: WriteSandbox;
let id: string;

beforeEach(async () => {
  notion = await startWriteSandbox();
  const pages = [{ title: PAGE, content: `## Ports\n\n${TABLE}` }];
  const made = await notion.call('notion_create_pages', { parent: 'Engineering wiki', pages });
  id = /[0-9a-f]{32}/.exec(made)?.[0] ?? '';
  notion.writes();
});

afterEach(() => notion.close());

const edit = (find: string, replace: string): Promise<string> =>
  notion.call('notion_edit_page', { page: PAGE, edits: [{ find, replace }] });
const add = (where: string, content: string): Promise<string> =>
  notion.call('notion_add_content', { page: PAGE, where, content });
const table = async (): Promise<string> => {
  const page = await printedPage(notion.sandbox.url, id);
  return page
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .join('\n');
};
const undo = async (answer: string): Promise<string> => {
  const [, change] = /^Change ([0-9a-f]{16})/m.exec(answer) ?? [];
  return notion.call('notion_undo', { change });
};

it.each<[string, string, string, string]>([
  ['one cell', '| Kiel | **no** |', '| Kiel | **yes** |', '| Kiel | **yes** |\n| Lund |  |'],
  ['an empty cell', '|Lund||', '|Lund|no|', '| Lund | no |'],
  [
    'rows',
    '| Kiel | no |\n| Lund |  |',
    '| Kiel | on demand |\n| Ystad | no |',
    '| Kiel | **on demand** |\n| Ystad | no |',
  ],
  ['the head', '| Port | Open |\n|---|---|', '| Harbour | Open |', '| Harbour | Open |\n| --- | --- |'],
  ['a row that goes', '| Lund |  |', '', '| Kiel | **no** |\n| Kiel | yes |'],
])('edits %s of a table by its printed row, and takes it back', async (_name, find, replace, left) => {
  const answer = await edit(find, replace);
  expect(await table()).toContain(left);
  await undo(answer);
  expect(await table()).toBe(TABLE);
});

it.each<[string, string, RegExp]>([
  ['| Kiel | **no** |', '| Kiel | no | 3 |', /2 cells of a table, and its replacement has 3 cells/],
  ['| Kiel | no |', 'closed', /2 cells of a table, and its replacement has 0 cells/],
  ['| Kie | no |', '| Kiel | no |', /There is no such text/],
])('changes nothing for %j → %j', async (find, replace, problem) => {
  expect(await edit(find, replace)).toMatch(problem);
  expect(notion.writes()).toEqual([]);
});

it('adds rows after a row, and takes them back', async () => {
  const answer = await add(
    'after: | Lund | |',
    '| Port | Open |\n|---|---|\n| Ystad | [soon](https://example.com) |\n| Visby | |',
  );
  expect(withoutIds(answer)).toMatchSnapshot();
  expect(await table()).toContain(
    '| Lund |  |\n| Ystad | [soon](https://example.com) |\n| Visby |  |\n| Kiel | yes |',
  );
  await undo(answer);
  expect(await table()).toBe(TABLE);
});

it.each<[string, string, RegExp]>([
  ['after: | Lund | |', 'They open in May.', /there can only be rows/],
  ['after: | Lund | |', '| a | b | c |', /The table has 2 columns/],
  ['after: | Port | Open |', '| Port | Open |', /The table has 2 columns/],
  ['after: | Oslo | no |', '| a | b |', /No text/],
])('adds nothing %s for %j', async (where, content, problem) => {
  await expect(add(where, content)).rejects.toThrow(problem);
  expect(notion.writes()).toEqual([]);
});

it('says that a row stands in several places', async () => {
  await add('after: | Lund | |', '| Kiel | yes |');
  await expect(add('after: | Kiel | yes |', '| a | b |')).rejects.toThrow(/2 times/);
});
