import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { paragraph, toDo } from '../src/sandbox/build/blocks.js';
import { addRow } from '../src/sandbox/build/databases.js';
import { addPage } from '../src/sandbox/build/workspace-builder.js';
import { startWriteSandbox, type WriteSandbox } from './support/notion/write-sandbox.js';

/**
 * Requests of a change on a server that has read nothing yet, in rounds: each waits for the one before. Given by its title, a
 * page costs a search before all else; by its URL or id none.
 */
let notion: WriteSandbox;

beforeEach(async () => {
  notion = await startWriteSandbox();
});

afterEach(() => notion.close());

const SEARCH = 'POST /v1/search';
const PAGE = 'GET /v1/pages/{page_id}';
const BLOCKS = 'GET /v1/blocks/{block_id}/children';
const BLOCK = 'GET /v1/blocks/{block_id}';
const SOURCE = 'GET /v1/data_sources/{data_source_id}';
const ROWS = 'POST /v1/data_sources/{data_source_id}/query';
const MEMBERS = 'GET /v1/users';

async function roundsOf(tool: string, input: object): Promise<readonly (readonly string[])[]> {
  await notion.call(tool, input);
  return notion.rounds().map((round) => [...round].toSorted());
}

function pageWith(title: string): string {
  const { workspace } = notion.sandbox;
  const blocks = [
    paragraph(`This is the ${title}.`),
    toDo('Ramp', false),
    toDo('Horn', false),
    toDo('Bilge', false),
  ];
  return addPage(workspace, { title, blocks });
}

function taskWith(title: string): string {
  const { workspace } = notion.sandbox;
  const tasks = [...workspace.dataSources.values()].find(({ name }) => name === 'Tasks');
  return addRow(workspace, tasks?.id ?? '', { Task: title, Status: 'In progress' });
}

describe('the critical path of', () => {
  it('new rows: the database; all names in one round, whatever pages they are for; each row', async () => {
    const properties = { Assignee: 'Hana Sato', Project: 'Passenger counts' };
    expect(
      await roundsOf('notion_create_pages', {
        parent: 'Tasks',
        pages: [
          { title: 'One', properties },
          { title: 'Two', properties },
        ],
      }),
    ).toEqual([[SEARCH], [MEMBERS, ROWS, ROWS], ['POST /v1/pages'], ['POST /v1/pages']]);
  });

  it('values: the page and its columns, the names, the values', async () => {
    taskWith('Inspect the fog horn');
    const input = { pages: ['Inspect the fog horn'], set: { Status: 'In review', Assignee: 'Hana Sato' } };
    expect(await roundsOf('notion_set_properties', input)).toEqual([
      [SEARCH],
      [SOURCE, PAGE].toSorted(),
      [MEMBERS],
      ['PATCH /v1/pages/{page_id}'],
    ]);
  });

  it('values of a page by its id: the page, its columns, the values', async () => {
    const input = { pages: [taskWith('Inspect')], set: { Status: 'In review' } };
    expect(await roundsOf('notion_set_properties', input)).toEqual([
      [PAGE],
      [SOURCE],
      ['PATCH /v1/pages/{page_id}'],
    ]);
  });

  it('an addition: the page with its blocks, the addition', async () => {
    const page = pageWith('Winter');
    const input = { content: 'More.', where: 'after: This is the Winter.' };
    const append = ['PATCH /v1/blocks/{block_id}/children'];
    expect(await roundsOf('notion_add_content', { page, ...input })).toEqual([
      [BLOCKS, PAGE].toSorted(),
      append,
    ]);
    expect(await roundsOf('notion_add_content', { page, content: 'At the end.' })).toEqual([[PAGE], append]);
  });

  it('an edit: the page with its blocks; each block once more, and its change', async () => {
    const page = pageWith('Winter');
    const write = ['PATCH /v1/blocks/{block_id}'];
    expect(
      await roundsOf('notion_edit_page', { page, edits: [{ find: 'This is', replace: 'That was' }] }),
    ).toEqual([[BLOCKS, PAGE].toSorted(), [BLOCK], write]);
  });

  it('several edits: each is checked while the one before it is sent', async () => {
    const page = pageWith('Winter');
    const write = 'PATCH /v1/blocks/{block_id}';
    expect(await roundsOf('notion_edit_page', { page, check: ['Ramp', 'Horn', 'Bilge'] })).toEqual([
      [BLOCKS, PAGE].toSorted(),
      [BLOCK],
      [BLOCK, write],
      [BLOCK, write],
      [write],
    ]);
  });

  it('a comment: the page, the comment', async () => {
    expect(await roundsOf('notion_comment', { on: pageWith('Winter'), text: 'Why?' })).toEqual([
      [PAGE],
      ['POST /v1/comments'],
    ]);
  });

  it('moves: the pages and the place, each move', async () => {
    const pages = [pageWith('Winter'), pageWith('Summer')];
    const move = ['POST /v1/pages/{page_id}/move'];
    expect(
      await roundsOf('notion_organize_pages', { pages, action: 'move', to: pageWith('Archive') }),
    ).toEqual([[PAGE, PAGE, PAGE], move, move]);
  });

  it('the trash: the page, what lies below it, the page', async () => {
    const pages = [pageWith('Winter')];
    const write = ['PATCH /v1/pages/{page_id}'];
    expect(await roundsOf('notion_organize_pages', { pages, action: 'trash' })).toEqual([
      [PAGE],
      [BLOCKS],
      write,
    ]);
    // Notion has accepted restores that it did not make.
    expect(await roundsOf('notion_organize_pages', { pages, action: 'restore' })).toEqual([
      [PAGE],
      write,
      [PAGE],
    ]);
  });

  it('a new database: its page and related databases, the database, its columns as Notion has stored them', async () => {
    const add = { Tasks: { type: 'relation', to: 'Tasks' }, Projects: { type: 'relation', to: 'Projects' } };
    expect(
      await roundsOf('notion_edit_database', { create_in: pageWith('Purchasing'), title: 'Suppliers', add }),
    ).toEqual([[PAGE, SEARCH, SEARCH].toSorted(), ['POST /v1/databases'], [SOURCE]]);
  });

  it('other columns: the database, its columns', async () => {
    expect(await roundsOf('notion_edit_database', { database: 'Tasks', rename: { Labels: 'Tags' } })).toEqual(
      [[SEARCH], [SOURCE], ['PATCH /v1/data_sources/{data_source_id}']],
    );
  });
});
