import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import nock from 'nock';
import { InputError } from '../../../src/errors.js';
import { createConnection } from '../../../src/notion/client/connection.js';
import { findRelatedPages } from '../../../src/workspace/names/find-related-page.js';

const SOURCE = '1f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
const PAGE = '2f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';

const find = (text: string, source: string | undefined): Promise<string[]> =>
  findRelatedPages(
    createConnection({ token: 'ntn_test', backoffMilliseconds: 1 }).openSession({
      signal: new AbortController().signal,
    }),
    text,
    source,
    'where[0].value',
  );

beforeEach(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});
afterAll(() => nock.restore());

it.each([
  ['does not name', undefined],
  ['names and does not give', SOURCE],
])('says that a related database is not shared which Notion %s', async (_how, source) => {
  nock('https://api.notion.com')
    .post(`/v1/data_sources/${SOURCE}/query`)
    .query(true)
    .reply(404, { object: 'error', status: 404, code: 'object_not_found', message: 'No.' });
  const failing = find('North pier', source);
  await expect(failing).rejects.toThrow(InputError);
  await expect(failing).rejects.toThrow(/related database is not shared/);
});

it('asks nothing for an id', async () => {
  expect(await find(PAGE, SOURCE)).toEqual([PAGE]);
});
