import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startToolSandbox, type ToolSandbox } from '../../support/notion/tool-sandbox.js';
import { hostedHalf } from '../../support/upstream/hosted-half.js';

let notion: ToolSandbox;

beforeAll(async () => {
  notion = await startToolSandbox({}, {}, { hosted: hostedHalf(true) });
});

afterEach(() => {
  // Nothing of it reaches the REST API.
  expect(notion.sandbox.requests).toEqual([]);
  notion.sandbox.hosted.endFaults();
});

afterAll(() => notion.close());

const hosted = () => notion.sandbox.hosted;
const urlOf = async (query: string): Promise<string> =>
  /https:\/\/\S+/.exec(await notion.call('notion_search', { query, limit: 1 }))?.[0] ?? '';

describe.each<[string, object, object, string]>([
  ['notion_search', { query: 'pager', limit: 3 }, { query: '' }, 'hosted server alone'],
  ['notion_find_users', { query: 'June' }, { query: '9'.repeat(32) }, 'Could not find'],
])('%s', (tool, input, refused, words) => {
  it('answers', async () => {
    expect(await notion.call(tool, input)).toMatchSnapshot();
  });

  it('refuses an input that it cannot use', async () => {
    await expect(notion.call(tool, refused)).rejects.toThrow(words);
  });

  it('says what the hosted server refused', async () => {
    hosted().failNext({ kind: 'tool_error', text: 'body failed validation' }, 1, /tools\/call/);
    await expect(notion.call(tool, input)).rejects.toThrow('"body failed validation"');
  });
});

describe('notion_read_page', () => {
  it('shows a page without its envelope, part by part', async () => {
    const page = await urlOf('Deploy guide');
    expect(await notion.call('notion_read_page', { page })).toMatchSnapshot();
    const long = await notion.call('notion_read_page', { page: await urlOf('handbook'), max_chars: 2000 });
    expect(long.length).toBeLessThanOrEqual(2000);
    expect(long).toContain('\nNext: notion_read_page {');
    expect(long).not.toContain('Here is the result');
    const next = JSON.parse(/\nNext: notion_read_page (\{.*\})$/.exec(long)?.[1] ?? '{}') as object;
    expect(await notion.call('notion_read_page', next)).toContain('Through Notion');
  });

  it('refuses a title, and a database', async () => {
    await expect(notion.call('notion_read_page', { page: 'Deploy guide' })).rejects.toThrow(
      'by address or id only',
    );
    await expect(notion.call('notion_read_page', { page: await urlOf('Tasks') })).rejects.toThrow(
      'This is a database',
    );
  });

  it('says what the hosted server refused', async () => {
    const page = await urlOf('Deploy guide');
    hosted().failNext({ kind: 'status', status: 503 }, 1, /tools\/call/);
    await expect(notion.call('notion_read_page', { page })).rejects.toThrow('did not answer usefully');
  });
});

describe('notion_list_comments', () => {
  it('shows open and resolved ones', async () => {
    expect(
      await notion.call('notion_list_comments', { page: await urlOf('On-call guide') }),
    ).toMatchSnapshot();
  });

  it('refuses a title', async () => {
    await expect(notion.call('notion_list_comments', { page: 'On-call guide' })).rejects.toThrow(
      'address or id',
    );
  });
});

describe('notion_query_database', () => {
  it('shows rows, and that they are not counted', async () => {
    expect(
      await notion.call('notion_query_database', { database: await urlOf('Tasks'), limit: 3 }),
    ).toMatchSnapshot();
  });

  it('refuses conditions, which it could not pass on', async () => {
    await expect(notion.call('notion_query_database', { database: 'x', count_by: 'Status' })).rejects.toThrow(
      'does not know count_by',
    );
  });
});
