import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import nock from 'nock';
import { createConnection } from '../../../src/notion/client/connection.js';
import { LookupBudget } from '../../../src/workspace/lookup-budget.js';
import { isPartial, missingNote } from '../../../src/workspace/pages/missing-note.js';
import { readPageDocument } from '../../../src/workspace/pages/page-document.js';

const API = 'https://api.notion.com';
const PAGE = '4a5b6c7d-8e9f-4a0b-8c1d-2e3f4a5b6c7d';
const PART = '5a5b6c7d-8e9f-4a0b-8c1d-2e3f4a5b6c7d';
const MARK = `<unknown url="https://app.notion.com/p/${PAGE.replaceAll('-', '')}#${PART.replaceAll('-', '')}"/>`;

const session = () =>
  createConnection({ token: 'ntn_test', backoffMilliseconds: 1 }).openSession({
    signal: new AbortController().signal,
  });

beforeEach(() => {
  nock.disableNetConnect();
});

afterEach(() => {
  nock.cleanAll();
});

afterAll(() => {
  nock.enableNetConnect();
  // Else its interception stays in place for the test files that come after in this process.
  nock.restore();
});

function answer(id: string, text: string, truncated: boolean, unknown: readonly string[]): void {
  const body = { object: 'page_markdown', id, markdown: text, truncated, unknown_block_ids: unknown };
  nock(API).get(`/v1/pages/${id}/markdown`).reply(200, body);
}

it.each([
  ['no place is named', 'First watch.', []],
  ['the place named is not in the text', 'First watch.', [PART]],
  [
    'one of the places is not in the text',
    `First watch.\n${MARK}`,
    [PART, '6a5b6c7d-8e9f-4a0b-8c1d-2e3f4a5b6c7d'],
  ],
])('a text that Notion calls cut is not whole: %s', async (_name, text, unknown) => {
  answer(PAGE, text, true, unknown);
  answer(PART, 'Second watch.', false, []);
  const document = await readPageDocument(session(), PAGE, new LookupBudget(9));
  expect(isPartial(document)).toBe(true);
  expect(missingNote(document)).toBe(
    'Notion gave a part of the text only and does not say where the rest belongs: open the page in Notion for it.',
  );
});

it('is whole where the place that was cut is filled in', async () => {
  answer(PAGE, `First watch.\n${MARK}`, true, [PART]);
  answer(PART, 'Second watch.', false, []);
  const document = await readPageDocument(session(), PAGE, new LookupBudget(9));
  expect(isPartial(document)).toBe(false);
});
