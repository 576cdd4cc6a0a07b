import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startToolSandbox, type ToolSandbox } from '../support/tool-sandbox.js';

let notion: ToolSandbox;

beforeAll(async () => {
  notion = await startToolSandbox();
});

beforeEach(() => {
  notion.restart();
});

afterAll(() => notion.close());

describe('notion_describe_database', () => {
  it('names columns, options, status groups and related databases', async () => {
    expect(await notion.call('notion_describe_database', { database: 'Tasks' })).toMatchSnapshot();
  });

  it('costs one request by name where the search brings everything along', async () => {
    await notion.call('notion_describe_database', { database: 'Projects' });
    expect(notion.requests()).toBeLessThanOrEqual(3);
  });

  it('suggests the nearest name', async () => {
    await expect(notion.call('notion_describe_database', { database: 'Taskz' })).rejects.toMatchObject({
      argument: 'database',
      advice: expect.stringContaining('notion_list_databases'),
    });
  });

  it('refuses a URL that is not of Notion', async () => {
    await expect(
      notion.call('notion_describe_database', { database: 'https://example.com/tasks' }),
    ).rejects.toMatchObject({ argument: 'database', message: 'This is no Notion URL of a database.' });
  });

  it('tells a refused token', async () => {
    notion.sandbox.failNext({ kind: 'unauthorized' });
    await expect(notion.call('notion_describe_database', { database: 'Tasks' })).rejects.toMatchObject({
      name: 'ReconnectError',
    });
  });
});
