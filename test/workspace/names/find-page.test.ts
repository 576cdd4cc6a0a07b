import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { heading, paragraph, toggle } from '../../../src/sandbox/build/blocks.js';
import { plain } from '../../../src/sandbox/build/columns.js';
import { addDatabase, addDataSource, addRow } from '../../../src/sandbox/build/databases.js';
import { literal } from '../../../src/sandbox/build/text.js';
import { addBlocks, addPage, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import type { Workspace } from '../../../src/sandbox/workspace.js';
import { nextCall, startToolSandbox, type ToolSandbox } from '../../support/notion/tool-sandbox.js';

const TOOL = 'notion_read_page';
const undashed = (id: string): string => id.replaceAll('-', '');
let notion: ToolSandbox;
let workspace: Workspace;
let home: string;

beforeEach(async () => {
  workspace = createWorkspace({ name: 'Ferry' });
  home = addPage(workspace, { title: 'Shipyard' });
  notion = await startToolSandbox({ workspace });
});

afterEach(() => notion.close());

function page(title: string, text = `About ${title}.`): string {
  return addPage(workspace, { title, parent: { kind: 'page', id: home }, blocks: [paragraph(text)] });
}

describe('a page by its title', () => {
  it.each([
    ['as it is', 'Keel & hull'],
    ['in another case', 'KEEL & hull'],
    ['in quotation marks', '"Keel & hull"'],
    ['in curly ones', '“Keel & hull”'],
    ['as a heading', '# Keel & hull'],
    ['in brackets', '[Keel & hull]'],
    ['as a file', 'Keel & hull.md'],
  ])('is read %s', async (_name, title) => {
    page('Keel & hull');
    page('Keel');
    const answer = await notion.call(TOOL, { page: title });
    expect(answer).toContain('About Keel & hull.');
    // The search that names the page brings it along; its text; the page that it is in.
    expect(notion.requests()).toBe(3);
  });

  it('is read as it is printed, with what escapes its signs', async () => {
    addPage(workspace, { title: [literal('Draft *two* [old]')], blocks: [paragraph('About Draft.')] });
    const printed = /# (.*)/.exec(await notion.call(TOOL, { page: 'Draft *two* [old]' }))?.[1] ?? '';
    expect(printed).toContain('\\*');
    expect(await notion.call(TOOL, { page: printed })).toContain('About Draft');
  });

  it('costs no search where an id is given', async () => {
    const id = page('Rudder');
    await notion.call(TOOL, { page: id });
    expect(notion.requests()).toBe(3);
    expect(notion.sandbox.requests.some(({ path }) => path.includes('search'))).toBe(false);
  });

  it('continues by id, although the title is one word', async () => {
    page('Logbook', 'Wind. '.repeat(900));
    const next = nextCall(await notion.call(TOOL, { page: 'Logbook', max_chars: 2000 }));
    expect(next?.input['page']).toMatch(/^[0-9a-f-]{36}$/);
    notion.requests();
    expect(await notion.call(TOOL, next?.input)).toContain('Wind.');
    expect(notion.requests()).toBe(1);
  });

  it.each(['Shipyard > Hull', 'Shipyard › Hull', 'Ferry / Shipyard / Hull'])(
    'may follow those above it: %s',
    async (path) => {
      page('Hull');
      addPage(workspace, { title: 'Hull' });
      expect(await notion.call(TOOL, { page: path })).toContain('About Hull.');
    },
  );

  it('is not guessed from a path that leads elsewhere', async () => {
    page('Hull');
    await expect(notion.call(TOOL, { page: 'Museum > Hull' })).rejects.toThrow(
      'No page with exactly this title',
    );
  });

  it('lists the pages that share it with their places', async () => {
    const first = page('Minutes');
    const second = addPage(workspace, { title: 'Minutes', parent: { kind: 'page', id: page('Crew') } });
    const error = await notion.call(TOOL, { page: 'Minutes' }).catch((failure: unknown) => failure);
    expect(error).toMatchObject({
      argument: 'page',
      message: expect.stringMatching(/^2 pages have this title: /),
      advice: 'Pass one of these URLs.',
    });
    const { message } = error as Error;
    expect(message).toContain('(in "Shipyard", edited 20');
    expect(message).toContain('(in "Shipyard › Crew", edited 20');
    for (const id of [first, second]) {
      expect(message).toContain(`https://app.notion.com/p/${undashed(id)}`);
    }
  });

  it('is that of the page in use, where another one is in the trash', async () => {
    workspace.trash.add(page('Budget', 'Of last year.'));
    page('Budget', 'Of this year.');
    expect(await notion.call(TOOL, { page: 'Budget' })).toContain('Of this year.');
  });

  it('names near titles when no page has it', async () => {
    page('Launch checklist');
    await expect(notion.call(TOOL, { page: 'Lanuch checklist' })).rejects.toMatchObject({
      message: 'No page with exactly this title is shared with this connection.',
      advice: expect.stringContaining('Did you mean "Launch checklist"?'),
    });
  });

  it('is found behind a hundred others with one of its words', async () => {
    page('Tide chart', 'High at nine.');
    for (let at = 0; at < 110; at += 1) {
      page(`Tide table ${at}`);
    }
    expect(await notion.call(TOOL, { page: 'Tide chart' })).toContain('High at nine.');
  });

  it('is not called unknown in a list that was not read whole', async () => {
    for (let at = 0; at < 310; at += 1) {
      page(`Tide table ${at}`);
    }
    await expect(notion.call(TOOL, { page: 'Tide chart' })).rejects.toMatchObject({
      message:
        'No page with exactly this title is among the 300 that were found by these words. There are more pages, which were not read.',
      advice: expect.stringContaining("Pass a page's URL or id"),
    });
  });

  it('gives a row with its properties', async () => {
    const database = addDatabase(workspace, { title: 'Parts', parent: { kind: 'page', id: home } });
    const source = addDataSource(workspace, {
      database,
      name: 'Parts',
      columns: [plain('Name', 'title'), plain('Maker', 'rich_text')],
    });
    addRow(workspace, source, { Name: 'Anchor', Maker: 'Ironworks' });
    expect(await notion.call(TOOL, { page: 'Anchor' })).toContain('Maker: Ironworks');
    await expect(notion.call(TOOL, { page: 'Parts' })).rejects.toMatchObject({
      message: 'This is a database, not a page.',
      advice: expect.stringContaining(`collection://${source}`),
    });
  });

  it('finds the comments on it', async () => {
    page('Paint');
    expect(await notion.call('notion_list_comments', { page: 'paint' })).toContain('Paint https://');
  });
});

describe('a block', () => {
  let id: string;
  let inside: string;

  beforeEach(() => {
    id = page('Refit', 'First.');
    addBlocks(workspace, { kind: 'page', id }, [heading(2, 'Engine'), paragraph('Clean it.')]);
    const [outer = ''] = addBlocks(workspace, { kind: 'page', id }, [toggle('Spare parts')]);
    [inside = ''] = addBlocks(workspace, { kind: 'block', id: outer }, [paragraph('Three valves.')]);
  });

  const headingId = (): string =>
    [...workspace.blocks.values()].find(({ content }) => content.type === 'heading_2')?.id ?? '';

  it('opens its page there when an address points at it, for one request more', async () => {
    const answer = await notion.call(TOOL, {
      page: `https://www.notion.so/${undashed(id)}#${undashed(headingId())}`,
    });
    expect(answer).toMatch(/^The page from the linked block to the end\./);
    expect(answer).toContain('# Refit');
    expect(answer).toContain('## Engine\n\nClean it.');
    expect(answer).not.toContain('First.');
    expect(notion.requests()).toBe(4);
  });

  it('opens the page that holds it when only its id is given, however deep it is', async () => {
    const answer = await notion.call(TOOL, { page: inside });
    expect(answer).toContain('# Refit');
    expect(answer).toContain('Three valves.');
    expect(answer).not.toContain('Clean it.');
    for (const tool of ['fetch', 'notion_search', 'notion_list_comments']) {
      const name = { fetch: 'id', notion_search: 'query' }[tool] ?? 'page';
      expect(await notion.call(tool, { [name]: inside })).toContain('Refit');
    }
  });

  it('does not matter for a section or words', async () => {
    const address = `${id}#${inside}`;
    expect(await notion.call(TOOL, { page: address, section: 'Engine' })).toMatch(/^The whole section\./);
    expect(await notion.call(TOOL, { page: address, find: 'first' })).toContain('First.');
  });

  it('that the page does not have leaves the page whole', async () => {
    const answer = await notion.call(TOOL, { page: `${id}#${undashed(home)}` });
    expect(answer).toMatch(/^The linked block has no text of its own here\. The whole page\./);
  });
});

describe('several references', () => {
  it.each([
    ['notion_read_page', 'page'],
    ['notion_list_comments', 'page'],
    ['fetch', 'id'],
    ['notion_search', 'query'],
    ['notion_find_users', 'query'],
  ])('are refused by %s without a request', async (tool, argument) => {
    const [one, other] = [page('One'), page('Other')];
    await expect(
      notion.call(tool, { [argument]: `https://www.notion.so/${undashed(one)}\n${other}` }),
    ).rejects.toMatchObject({ argument, message: expect.stringContaining(other) });
    expect(notion.requests()).toBe(0);
  });
});
