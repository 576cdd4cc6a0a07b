import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { paragraph } from '../../../src/sandbox/build/blocks.js';
import { plain, relation } from '../../../src/sandbox/build/columns.js';
import { addColumns, addDatabase, addDataSource, addRow } from '../../../src/sandbox/build/databases.js';
import { addPage, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import { startAlteredSandbox, type AlteredSandbox } from '../../support/notion/altered-sandbox.js';

let notion: AlteredSandbox;
const ids = { page: '', source: '', fleet: '' };

beforeAll(async () => {
  const workspace = createWorkspace();
  ids.page = addPage(workspace, { title: 'Pier log', blocks: [paragraph('Storm')] });
  const database = addDatabase(workspace, { title: 'Boats' });
  ids.source = addDataSource(workspace, { database, name: 'Boats', columns: [plain('Name', 'title')] });
  addColumns(workspace, ids.source, [relation('Next', ids.source)]);
  const fleets = addDataSource(workspace, { database, name: 'Fleets', columns: [plain('Name', 'title')] });
  addColumns(workspace, fleets, [relation('Boats', fleets)]);
  addRow(workspace, ids.source, { Name: 'Wilma' });
  const boats = Array.from({ length: 27 }, (_, index) =>
    addRow(workspace, fleets, { Name: `Boat ${index}` }),
  );
  ids.fleet = addRow(workspace, fleets, { Name: 'Fleet', Boats: boats });
  notion = await startAlteredSandbox(workspace);
});

beforeEach(() => notion.reset());

afterAll(() => notion.close());

const WITHOUT_TEXT: readonly (readonly [string, object])[] = [
  ['nothing', {}],
  ['null', { object: 'page_markdown', markdown: null, unknown_block_ids: null }],
];

describe('an answer of Notion that lacks something', () => {
  it.each(WITHOUT_TEXT)('is no text of a page, which is then read by its blocks: %s', async (_what, body) => {
    notion.alter(/markdown$/, () => Promise.resolve({ ...body }));
    expect(await notion.call('notion_read_page', { page: ids.page })).toContain('Storm');
  });

  it('may hold more files than those of the text that Notion gave', async () => {
    const file = '<file src="https://example.com/files/a.pdf">Tides</file>';
    notion.alter(/markdown$/, () =>
      Promise.resolve({ markdown: `${file}\n${file}`, truncated: true, unknown_block_ids: [] }),
    );
    expect(await notion.call('notion_read_file', { page: ids.page })).toContain(
      'Files may be missing: 1 place on the page not shared or not loaded.',
    );
  });

  it('leaves the properties of a page that gives its text in no way', async () => {
    notion.alter(/markdown$/, () => Promise.resolve({}));
    notion.alter(/children$/, () => Promise.resolve({ status: 404, code: 'object_not_found' }));
    const answer = await notion.call('notion_read_page', { page: ids.page });
    expect(answer).toContain('The page, as far as it could be read; no text was found.');
    expect(answer).toContain('# Pier log');
  });

  it.each<[string, Record<string, unknown>]>([
    ['nothing', {}],
    ['entries that are none', { object: 'list', results: [null, {}, { type: 'relation', relation: null }] }],
  ])('gives no value in place of the part that is known: %s', async (_what, body) => {
    notion.alter(/properties/, () => Promise.resolve(body));
    const answer = await notion.call('notion_read_page', { page: ids.fleet });
    expect(answer).toContain('Boat 0, Boat 1,');
    expect(answer).toContain('Only the first 25 entries are shown in 1 list.');
  });

  it('is a row without the value', async () => {
    notion.alter(/query$/, async (_cursor, original) => {
      const body = await original();
      const text = JSON.stringify(body).replaceAll('"relation":[]', '"relation":null');
      expect(text).toContain('"relation":null');
      return JSON.parse(text) as typeof body;
    });
    expect(await notion.call('notion_query_database', { database: ids.source })).toContain('| Wilma |');
  });
});
