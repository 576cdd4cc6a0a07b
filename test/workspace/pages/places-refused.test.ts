import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import nock from 'nock';
import { UnavailableError } from '../../../src/errors.js';
import { createConnection } from '../../../src/notion/client/connection.js';
import { HeldDocuments } from '../../../src/parsing/document-memo.js';
import { doTextJob } from '../../../src/parsing/text-jobs.js';
import { LookupBudget } from '../../../src/workspace/lookup-budget.js';
import { readBlockTrees } from '../../../src/workspace/pages/block-trees.js';
import { missingNote } from '../../../src/workspace/pages/missing-note.js';
import { readPageDocument } from '../../../src/workspace/pages/page-document.js';
import { block as treeOf } from '../../content/blocks/block-objects.js';

/** A page that is read block by block, of which Notion refuses a part. */
const API = 'https://api.notion.com';
const PAGE = '1f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
const PLACE = '2f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
const pageAddress = `https://app.notion.com/p/${PAGE.replaceAll('-', '')}`;

const refusal = (status: number, code: string): object => ({ object: 'error', status, code, message: 'No.' });
const list = (results: readonly unknown[], rest: object = {}): object => ({
  object: 'list',
  results,
  has_more: false,
  next_cursor: null,
  ...rest,
});
const block = (type: string, content: Record<string, unknown>, rest: object = {}): object => ({
  ...treeOf(type, content).block,
  parent: { type: 'page_id', page_id: PAGE },
  ...rest,
});
const words = (text: string): Record<string, unknown> => ({
  rich_text: [{ type: 'text', text: { content: text }, plain_text: text }],
});
const between = (place: object): object =>
  list([
    block('paragraph', words('Before'), { id: '3f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0' }),
    place,
    block('paragraph', words('After'), { id: '4f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0' }),
  ]);
const toggle = block('toggle', words('Toggle'), { id: PLACE, has_children: true });

const session = () =>
  createConnection({ token: 'ntn_test', backoffMilliseconds: 1 }).openSession({
    signal: new AbortController().signal,
  });

async function read(): Promise<{ text: string; note: string }> {
  const document = await readPageDocument(session(), PAGE, new LookupBudget(10));
  const job = { kind: 'view', page: document.text, request: { room: 100_000 } } as const;
  const view = doTextJob(job, new HeldDocuments());
  return { text: 'text' in view ? view.text : '', note: missingNote(document) };
}

beforeEach(() => {
  nock.disableNetConnect();
  nock(API).get(`/v1/pages/${PAGE}/markdown`).reply(400, refusal(400, 'validation_error'));
});
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});
afterAll(() => nock.restore());

it.each<[string, number, string | object]>([
  ['a type that the API refuses', 400, refusal(400, 'validation_error')],
  ['no capability for it', 403, refusal(403, 'restricted_resource')],
  ['an outage', 502, '<html>502</html>'],
  ['half an answer', 200, '{"object":"list","resu'],
])('marks one place that cannot be read and shows the rest: %s', async (_why, status, answer) => {
  nock(API).get(`/v1/blocks/${PAGE}/children`).query(true).reply(200, between(toggle));
  nock(API).get(`/v1/blocks/${PLACE}/children`).query(true).reply(status, answer).persist();
  const { text, note } = await read();
  expect(text).toBe(
    `Before\n\n- ▸ Toggle\n\n  [not loaded; open ${pageAddress}#${PLACE.replaceAll('-', '')}]\n\nAfter`,
  );
  expect(note).toBe('Not loaded, marked in the text: 1 place.');
});

it('asks nothing of a block without an id, and takes none without one for a transcript', async () => {
  nock(API)
    .get(`/v1/blocks/${PAGE}/children`)
    .query(true)
    .reply(
      200,
      list([
        block('paragraph', words('Nameless'), { id: null, has_children: true }),
        block('paragraph', words('Undefined'), { id: undefined }),
      ]),
    );
  const { text, note } = await read();
  expect(text).toBe('Nameless\n\n[not loaded]\n\nUndefined');
  expect(note).toBe('Not loaded, marked in the text: 1 place.');
});

const first = list([block('paragraph', words('First'))], { has_more: true, next_cursor: 'c' });

it.each([
  ['fails', first, 502],
  ['is not to be had', list([block('paragraph', words('First'))], { has_more: true }), 200],
])('marks where a list breaks off: the rest %s', async (_how, beginning, status) => {
  nock(API).get(`/v1/blocks/${PAGE}/children`).query({ page_size: 100 }).reply(200, beginning);
  nock(API)
    .get(`/v1/blocks/${PAGE}/children`)
    .query(({ start_cursor: cursor }) => cursor === 'c')
    .reply(status, list([]))
    .persist();
  const { text, note } = await read();
  expect(text).toBe(`First\n\n[not loaded; open ${pageAddress}]`);
  expect(note).toBe('Not loaded, marked in the text: 1 place.');
});

it('does not take the beginning of a list for all that is changed', async () => {
  nock(API).get(`/v1/blocks/${PAGE}/children`).query({ page_size: 100 }).reply(200, first);
  nock(API)
    .get(`/v1/blocks/${PAGE}/children`)
    .query(({ start_cursor: cursor }) => cursor === 'c')
    .reply(502, '')
    .persist();
  await expect(readBlockTrees(session(), PAGE, new LookupBudget(10))).rejects.toThrow(UnavailableError);
});

const markdown = (text: string, truncated = false): object => ({
  object: 'page_markdown',
  markdown: text,
  truncated,
  unknown_block_ids: [],
});
const unknown = (id: string, type: string): string =>
  `<unknown url="${pageAddress}#${id.replaceAll('-', '')}" alt="${type}"/>`;

it('reads what is nested in a block that the text lacks', async () => {
  nock.cleanAll();
  nock(API)
    .get(`/v1/pages/${PAGE}/markdown`)
    .reply(200, markdown(unknown(PLACE, 'template')));
  nock(API)
    .get(`/v1/blocks/${PLACE}`)
    .reply(200, block('template', words('Add'), { id: PLACE, has_children: true }));
  nock(API)
    .get(`/v1/blocks/${PLACE}/children`)
    .query(true)
    .reply(200, list([block('paragraph', words('Nested'))]));
  expect(await read()).toEqual({ text: '- ▸ Add\n\n  Nested', note: '' });
});

it('shows a page once that a place within it leads to', async () => {
  nock.cleanAll();
  const inner = '5f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
  nock(API)
    .get(`/v1/pages/${PAGE}/markdown`)
    .reply(200, markdown(`Once\n${unknown(inner, '')}`));
  nock(API)
    .get(`/v1/pages/${inner}/markdown`)
    .reply(200, markdown(`<unknown url="${pageAddress}" alt=""/>`));
  const { text, note } = await read();
  expect(text.match(/Once/g)).toHaveLength(1);
  expect(note).toBe('Not loaded, marked in the text: 1 place.');
});

it('claims no part of a text of which nothing is to be had', async () => {
  nock.cleanAll();
  nock(API).get(`/v1/pages/${PAGE}/markdown`).reply(200, markdown('', true));
  const { text, note } = await read();
  expect(text).toBe('');
  expect(note).toBe('Notion gave none of its text: open the page in Notion for it.');
});
