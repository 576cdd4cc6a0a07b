import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import nock from 'nock';
import { createConnection } from '../../../src/notion/client/connection.js';
import { restrictToRoots } from '../../../src/notion/roots/rooted-session.js';
import { HeldDocuments } from '../../../src/parsing/document-memo.js';
import type { PageText } from '../../../src/parsing/page-text.js';
import { doTextJob } from '../../../src/parsing/text-jobs.js';
import { LookupBudget } from '../../../src/workspace/lookup-budget.js';
import { missingNote } from '../../../src/workspace/pages/missing-note.js';
import { readPageDocument } from '../../../src/workspace/pages/page-document.js';
import { block as treeOf } from '../../content/blocks/block-objects.js';

const API = 'https://api.notion.com';
const PAGE = '1f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
const ELSEWHERE = '2f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
const ORIGINAL = '3f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
const hex = (id: string): string => id.replaceAll('-', '');
const REFERENCE = `<synced_block_reference url="https://app.notion.com/p/${hex(ELSEWHERE)}#${hex(ORIGINAL)}">`;

const notFound = {
  object: 'error',
  status: 404,
  code: 'object_not_found',
  message: 'Could not find block.',
};
const markdown = (id: string, text: string): object => ({
  object: 'page_markdown',
  id,
  markdown: text,
  truncated: false,
  unknown_block_ids: [],
});
const list = (results: readonly object[]): object => ({
  object: 'list',
  results,
  has_more: false,
  next_cursor: null,
});

function block(
  id: string,
  type: string,
  content: Record<string, unknown>,
  hasChildren = false,
  page = PAGE,
): object {
  return {
    ...treeOf(type, content).block,
    id,
    parent: { type: 'page_id', page_id: page },
    has_children: hasChildren,
  };
}

const session = (roots?: readonly string[]) =>
  restrictToRoots(roots, createConnection({ token: 'ntn_test', backoffMilliseconds: 1 })).openSession({
    signal: new AbortController().signal,
  });

function printed(page: PageText): string {
  const view = doTextJob({ kind: 'view', page, request: { room: 100_000 } }, new HeldDocuments());
  return 'text' in view ? view.text : '';
}

async function read(lookups = 10): Promise<{ text: string; note: string }> {
  const document = await readPageDocument(session(), PAGE, new LookupBudget(lookups));
  return { text: printed(document.text), note: missingNote(document) };
}

beforeEach(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});
afterAll(() => nock.restore());

const empty = `Before\n${REFERENCE}\n</synced_block_reference>\nAfter`;

it('reads the original of a copy that shows nothing', async () => {
  nock(API).get(`/v1/pages/${PAGE}/markdown`).reply(200, markdown(PAGE, empty));
  nock(API)
    .get(`/v1/pages/${ORIGINAL}/markdown`)
    .reply(200, markdown(ORIGINAL, '<synced_block>\n\tShared *words*\n</synced_block>'));
  expect(await read()).toEqual({ text: 'Before\n\nShared *words*\n\nAfter', note: '' });
});

it('leaves a copy that shows its blocks as it is', async () => {
  const shown = `${REFERENCE}\n\tWords\n</synced_block_reference>`;
  nock(API).get(`/v1/pages/${PAGE}/markdown`).reply(200, markdown(PAGE, shown));
  expect(await read()).toEqual({ text: 'Words', note: '' });
});

it('says so where the original is not shared, and where no request is left', async () => {
  nock(API).get(`/v1/pages/${PAGE}/markdown`).twice().reply(200, markdown(PAGE, empty));
  nock(API).get(`/v1/pages/${ORIGINAL}/markdown`).reply(404, notFound);
  const { text, note } = await read();
  expect(text).toContain('[not loaded; open https://app.notion.com/p/');
  expect(note).toBe('Omitted because not shared with this connection: 1 place.');
  expect((await read(0)).note).toBe('Not loaded, marked in the text: 1 place.');
});

it.each([
  ['has no blocks', 200, list([])],
  ['is refused', 404, notFound],
])('reads the original block by block where the copy %s', async (_how, status, answer) => {
  const copy = '4f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
  const synced = block(copy, 'synced_block', { synced_from: { type: 'block_id', block_id: ORIGINAL } }, true);
  nock(API)
    .get(`/v1/pages/${PAGE}/markdown`)
    .reply(400, { ...notFound, status: 400, code: 'validation_error' });
  nock(API)
    .get(`/v1/blocks/${PAGE}/children`)
    .query(true)
    .reply(200, list([synced]));
  nock(API).get(`/v1/blocks/${copy}/children`).query(true).reply(status, answer);
  const words = { rich_text: [{ type: 'text', text: { content: 'Shared' }, plain_text: 'Shared' }] };
  nock(API)
    .get(`/v1/blocks/${ORIGINAL}/children`)
    .query(true)
    .reply(200, list([block('5f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0', 'paragraph', words)]));
  expect(await read()).toEqual({ text: 'Shared', note: '' });
});

it('reads no original outside the roots of the caller', async () => {
  const copy = '4f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
  const from = { synced_from: { type: 'block_id', block_id: ORIGINAL } };
  const pageAt = (id: string): object => ({
    object: 'page',
    id,
    parent: { type: 'workspace', workspace: true },
    properties: {},
    url: `https://app.notion.com/p/${hex(id)}`,
  });
  nock(API).get(`/v1/pages/${PAGE}`).reply(200, pageAt(PAGE)).persist();
  nock(API).get(`/v1/pages/${ELSEWHERE}`).reply(200, pageAt(ELSEWHERE)).persist();
  nock(API).get(`/v1/pages/${ORIGINAL}`).reply(404, notFound).persist();
  nock(API)
    .get(`/v1/blocks/${ORIGINAL}`)
    .reply(200, block(ORIGINAL, 'synced_block', { synced_from: null }, true, ELSEWHERE))
    .persist();
  nock(API)
    .get(`/v1/blocks/${copy}`)
    .reply(200, block(copy, 'synced_block', from, true))
    .persist();
  nock(API).get(`/v1/pages/${PAGE}/markdown`).reply(200, markdown(PAGE, empty));
  nock(API)
    .get(`/v1/blocks/${PAGE}/children`)
    .query(true)
    .reply(200, list([block(copy, 'synced_block', from, true)]));
  nock(API).get(`/v1/blocks/${copy}/children`).query(true).reply(200, list([]));
  const secret = nock(API).get(`/v1/blocks/${ORIGINAL}/children`).query(true).reply(200, list([]));
  const secretText = nock(API).get(`/v1/pages/${ORIGINAL}/markdown`).reply(200, markdown(ORIGINAL, 'Secret'));
  // The copy itself is left out, and counted with all that lies outside.
  const rooted = session([PAGE]);
  const { text } = await readPageDocument(rooted, PAGE, new LookupBudget(10));
  expect(printed(text)).toBe('');
  expect(rooted.leftOut?.()).toMatch(/1 part of a page outside your allowed pages/);
  expect([secret.isDone(), secretText.isDone()]).toEqual([false, false]);
});
